-- purpose:    groups that stand more than once in typed scores: the same group, measure, period and day
-- parameters: $typed (typed Parquet file), $limit (most rows)
-- grain:      one row per repeated group
-- columns:    sheet, row_number (of the second), first_sheet, first_row, n (how often), total (how many extra rows in all),
--             care_type, measure, period, group_id
-- note:       rows without a group cannot be told apart; a hash first, so that most rows never need their text
with suspects as (
    select hash(organisation_id, location_id, group_id, care_type, measure, period, observed_on) as key
    from read_parquet($typed)
    where group_id is not null
    group by key
    having count(*) > 1
),
repeated as (
    select
        care_type, measure, period, group_id, count(*) as n,
        arg_min(struct_pack(sheet := sheet, row_number := row_number), sheet * 10000000000 + row_number, 2) as places
    from read_parquet($typed)
    where
        group_id is not null
        and hash(organisation_id, location_id, group_id, care_type, measure, period, observed_on)
        in (select key from suspects)
    group by organisation_id, location_id, group_id, care_type, measure, period, observed_on
    having count(*) > 1
)
select
    places[2].sheet as sheet, places[2].row_number as row_number, places[1].sheet as first_sheet,
    places[1].row_number as first_row, n, cast(sum(n - 1) over () as bigint) as total, care_type, measure, period, group_id
from repeated
order by sheet, row_number
limit $limit
