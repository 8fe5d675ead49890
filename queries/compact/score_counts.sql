-- purpose:    all rows of score_counts from many files, for one merged file
-- parameters: $files (list of Parquet files)
-- grain:      as score_counts
select
    dataset_id, origin, period, care_type, measure, score, n_groups
from read_parquet($files)
order by measure, care_type, period, score, dataset_id
