-- purpose:    cells that stand more than once in typed cell summaries
-- parameters: $typed (typed Parquet file), $limit (most rows)
-- grain:      one row per repeated cell
-- columns:    sheet, row_number (of the second), first_sheet, first_row, n (how often), total (how many extra rows in all),
--             care_type, measure, period, group_id (always null)
with repeated as (
    select
        care_type, measure, period, count(*) as n,
        arg_min(struct_pack(sheet := sheet, row_number := row_number), sheet * 10000000000 + row_number, 2) as places
    from read_parquet($typed)
    where care_type is not null and measure is not null and period is not null
    group by care_type, measure, period
    having count(*) > 1
)
select
    places[2].sheet as sheet, places[2].row_number as row_number, places[1].sheet as first_sheet,
    places[1].row_number as first_row, n, cast(sum(n - 1) over () as bigint) as total, care_type, measure, period,
    null as group_id
from repeated
order by sheet, row_number
limit $limit
