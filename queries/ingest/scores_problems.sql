-- purpose:    what is wrong with the numbers and dates of typed scores
-- parameters: $typed (typed Parquet file), $limit (most examples of one sort)
-- grain:      sort of problem x column
-- columns:    code, "column", n, examples (list of sheet, row_number, value, measure, low, high), by place
with found as (
    select 'empty' as code, 'score' as "column", sheet, row_number, null as value, measure, scale_min as low, scale_max as high
    from read_parquet($typed)
    where score_text is null
    union all
    select 'not_number', 'score', sheet, row_number, score_text, measure, scale_min, scale_max
    from read_parquet($typed)
    where score_text is not null and score is null
    union all
    select 'too_low', 'score', sheet, row_number, score_text, measure, scale_min, scale_max
    from read_parquet($typed)
    where score < scale_min
    union all
    select 'too_high', 'score', sheet, row_number, score_text, measure, scale_min, scale_max
    from read_parquet($typed)
    where score > scale_max
    union all
    select 'not_date', 'observed_on', sheet, row_number, observed_on_text, measure, null, null
    from read_parquet($typed)
    where observed_on_text is not null and observed_on is null
)
select
    code, "column", count(*) as n,
    arg_min(
        struct_pack(sheet := sheet, row_number := row_number, value := value, measure := measure, low := low, high := high),
        sheet * 10000000000 + row_number, cast($limit as bigint)
    ) as examples
from found
group by code, "column"
order by code, "column"
