-- purpose:    a group that counts more than once: the same origin, group, measure, period and day
-- parameters: $scores (list of files), $datasets (ids that count), $limit
-- grain:      one row per repeated group; no rows when all is well
-- columns:    origin, care_type, measure, period, organisation_id, location_id, group_id, observed_on, n, dataset_ids
-- note:       rows without a group cannot be told apart; a hash first, so that most rows never need their text
with suspects as (
    select hash(origin, organisation_id, location_id, group_id, care_type, measure, period, observed_on) as key
    from read_parquet($scores)
    where group_id is not null and list_contains($datasets, dataset_id)
    group by key
    having count(*) > 1
)
select
    origin, care_type, measure, period, organisation_id, location_id, group_id, observed_on, count(*) as n,
    list(distinct dataset_id order by dataset_id) as dataset_ids
from read_parquet($scores)
where
    group_id is not null and list_contains($datasets, dataset_id)
    and hash(origin, organisation_id, location_id, group_id, care_type, measure, period, observed_on)
    in (select key from suspects)
group by origin, care_type, measure, period, organisation_id, location_id, group_id, observed_on
having count(*) > 1
order by origin, measure, care_type, period, organisation_id, location_id, group_id, observed_on
limit $limit
