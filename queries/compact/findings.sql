-- purpose:    all rows of findings from many files, for one merged file
-- parameters: $files (list of Parquet files)
-- grain:      as findings
select
    dataset_id, origin, finding_id, measure, care_type, period_from, period_to, direction, "level",
    statement_nl, caveat_nl, confidence, source_title, source_publisher, source_date, source_url
from read_parquet($files)
order by dataset_id, finding_id
