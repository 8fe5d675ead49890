-- purpose:    a typed-over standard deviation that is not above zero
-- parameters: $summaries (list of files), $datasets (ids that count), $limit
-- grain:      one cell; no rows when all is well
-- columns:    dataset_id, care_type, measure, period, sd
select dataset_id, care_type, measure, period, sd
from read_parquet($summaries)
where list_contains($datasets, dataset_id) and sd <= 0
order by dataset_id, measure, care_type, period
limit $limit
