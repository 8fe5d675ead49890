-- purpose:    the different words of each coded column of staged statements, with how often and where first
-- parameters: $staged (staged Parquet file), $limit (most rows)
-- grain:      column x word
-- columns:    "column", word (null: empty cell), measure (always null), n, place (sheet * 10^10 + row number of the first)
with texts as (
    select care_type, measure, period_from, period_to, direction, "level", confidence, sheet, row_number
    from read_parquet($staged)
),
words as (
    select
        sheet, row_number,
        unnest(['care_type', 'measure', 'period_from', 'period_to', 'direction', 'level', 'confidence']) as "column",
        unnest([care_type, measure, period_from, period_to, direction, "level", confidence]) as word
    from texts
)
select "column", word, null as measure, count(*) as n, min(sheet * 10000000000 + row_number) as place
from words
group by "column", word
order by place, "column"
limit $limit
