-- purpose:    typed scores of groups that already count: the same group, measure, period and day in another data set
-- parameters: $typed (typed Parquet file), $existing (list of scores files), $datasets (ids that count, of this origin),
--             $limit (most rows)
-- grain:      one row per repeated group
-- columns:    sheet, row_number, dataset_id (where it stands already), total (how many rows in all), care_type, measure,
--             period, group_id
with present as (
    select organisation_id, location_id, group_id, care_type, measure, period, observed_on, min(dataset_id) as dataset_id
    from read_parquet($existing)
    where
        group_id is not null and list_contains($datasets, dataset_id)
        and (care_type, measure, period) in (select distinct (care_type, measure, period) from read_parquet($typed))
    group by organisation_id, location_id, group_id, care_type, measure, period, observed_on
)
select
    t.sheet, t.row_number, e.dataset_id, count(*) over () as total, t.care_type, t.measure, t.period, t.group_id
from read_parquet($typed) as t
inner join present as e
    on
        t.group_id = e.group_id and t.care_type = e.care_type and t.measure = e.measure and t.period = e.period
        and t.organisation_id is not distinct from e.organisation_id
        and t.location_id is not distinct from e.location_id
        and t.observed_on is not distinct from e.observed_on
order by t.sheet, t.row_number
limit $limit
