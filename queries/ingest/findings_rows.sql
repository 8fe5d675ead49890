-- purpose:    the rows of the findings table of one data set, as they are kept
-- parameters: $typed (typed Parquet file), $dataset_id, $origin
-- grain:      one statement
-- note:       text that is not there is an empty text, as in the statements that come with the product
select
    cast($dataset_id as varchar) as dataset_id, cast($origin as varchar) as origin, finding_id, measure, care_type,
    coalesce(period_from, '') as period_from, coalesce(period_to, '') as period_to, direction,
    coalesce("level", '') as "level", statement_nl, coalesce(caveat_nl, '') as caveat_nl,
    coalesce(confidence, '') as confidence, source_title, coalesce(source_publisher, '') as source_publisher,
    coalesce(source_date, '') as source_date, coalesce(source_url, '') as source_url
from read_parquet($typed)
order by finding_id
