-- purpose:    typed statements whose number already counts in another data set
-- parameters: $typed (typed Parquet file), $existing (list of findings files), $datasets (ids that count, of this origin),
--             $limit (most rows)
-- grain:      one row per repeated number
-- columns:    sheet, row_number, dataset_id (where it stands already), total (how many rows in all), care_type, measure,
--             period, group_id (the number)
select
    t.sheet, t.row_number, min(e.dataset_id) as dataset_id, count(*) over () as total, t.care_type, t.measure,
    t.period_to as period, t.finding_id as group_id
from read_parquet($typed) as t
inner join read_parquet($existing) as e on t.finding_id = e.finding_id
where list_contains($datasets, e.dataset_id)
group by t.sheet, t.row_number, t.care_type, t.measure, t.period_to, t.finding_id
order by t.sheet, t.row_number
limit $limit
