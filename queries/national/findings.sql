-- purpose:    the published statements that the user loaded
-- parameters: $files (list of findings files), $datasets (list of active dataset ids)
-- grain:      dataset x finding
select
    dataset_id, origin, finding_id, measure, care_type, period_from, period_to, direction, "level", statement_nl,
    caveat_nl, confidence, source_title, source_publisher, source_date, source_url
from read_parquet($files)
where list_contains($datasets, dataset_id)
order by dataset_id, finding_id
