-- purpose:    typed cell summaries of cells that already count in another data set
-- parameters: $typed (typed Parquet file), $existing (list of summaries files), $datasets (ids that count, of this origin),
--             $limit (most rows)
-- grain:      one row per repeated cell
-- columns:    sheet, row_number, dataset_id (where it stands already), total (how many rows in all), care_type, measure,
--             period, group_id (always null)
select
    t.sheet, t.row_number, min(e.dataset_id) as dataset_id, count(*) over () as total, t.care_type, t.measure, t.period,
    null as group_id
from read_parquet($typed) as t
inner join read_parquet($existing) as e
    on t.care_type = e.care_type and t.measure = e.measure and t.period = e.period
where list_contains($datasets, e.dataset_id)
group by t.sheet, t.row_number, t.care_type, t.measure, t.period
order by t.sheet, t.row_number
limit $limit
