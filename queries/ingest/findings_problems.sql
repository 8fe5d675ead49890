-- purpose:    what is missing in typed statements
-- parameters: $typed (typed Parquet file), $limit (most examples of one sort)
-- grain:      sort of problem x column
-- columns:    code, "column", n, examples (list of sheet, row_number, value, measure, low, high), by place
with found as (
    select 'empty' as code, 'statement_nl' as "column", sheet, row_number, measure
    from read_parquet($typed)
    where statement_nl is null
    union all
    select 'empty', 'source_title', sheet, row_number, measure
    from read_parquet($typed)
    where source_title is null
    union all
    select 'not_address', 'source_url', sheet, row_number, measure
    from read_parquet($typed)
    where source_url is not null and not regexp_full_match(lower(source_url), 'https?://[^\s"''<>]+')
)
select
    code, "column", count(*) as n,
    arg_min(
        struct_pack(
            sheet := sheet, row_number := row_number, value := cast(null as varchar), measure := measure,
            low := cast(null as double), high := cast(null as double)
        ),
        sheet * 10000000000 + row_number, cast($limit as bigint)
    ) as examples
from found
group by code, "column"
order by code, "column"
