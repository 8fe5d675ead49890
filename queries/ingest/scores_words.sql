-- purpose:    the different words of each coded column of staged scores, with how often and where first
-- parameters: $staged (staged Parquet file), $limit (most rows)
-- grain:      column x word x measure (measure is filled for the polarity, which belongs to one)
-- columns:    "column", word (null: empty cell), measure, n, place (sheet * 10^10 + row number of the first)
with words as (
    select 'care_type' as "column", care_type as word, null as measure, sheet, row_number from read_parquet($staged)
    union all
    select 'measure' as "column", measure as word, null as measure, sheet, row_number from read_parquet($staged)
    union all
    select 'period' as "column", period as word, null as measure, sheet, row_number from read_parquet($staged)
    union all
    select 'is_representative' as "column", is_representative as word, null as measure, sheet, row_number
    from read_parquet($staged)
    union all
    select 'polarity' as "column", polarity as word, measure, sheet, row_number
    from read_parquet($staged)
    where polarity is not null
)
select "column", word, measure, count(*) as n, min(sheet * 10000000000 + row_number) as place
from words
group by "column", word, measure
order by place, "column"
limit $limit
