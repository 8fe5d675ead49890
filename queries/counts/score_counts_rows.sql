-- purpose:    delivered counts per score, as they are kept
-- parameters: $staged (staged Parquet file), $dataset_id, $origin
-- grain:      as score_counts
select
    cast($dataset_id as varchar) as dataset_id, cast($origin as varchar) as origin, period, care_type, measure, score,
    n_groups
from read_parquet($staged)
order by measure, care_type, period, score
