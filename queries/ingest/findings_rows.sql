-- purpose:    the rows of the findings table of one data set, as they are kept
-- parameters: $typed (typed Parquet file), $dataset_id, $origin
-- grain:      one statement
select
    cast($dataset_id as varchar) as dataset_id, cast($origin as varchar) as origin, finding_id, measure, care_type,
    period_from, period_to, direction, "level", statement_nl, caveat_nl, confidence, source_title, source_publisher,
    source_date, source_url
from read_parquet($typed)
order by finding_id
