-- purpose:    a typed-over cell that counts more than once
-- parameters: $summaries (list of files), $datasets (ids that count), $limit
-- grain:      origin x care_type x measure x period; no rows when all is well
-- columns:    origin, care_type, measure, period, n, dataset_ids
select origin, care_type, measure, period, count(*) as n, list(distinct dataset_id order by dataset_id) as dataset_ids
from read_parquet($summaries)
where list_contains($datasets, dataset_id)
group by origin, care_type, measure, period
having count(*) > 1
order by origin, measure, care_type, period
limit $limit
