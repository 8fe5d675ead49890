-- purpose:    all rows of organisation_sums from many files, for one merged file
-- parameters: $files (list of Parquet files)
-- grain:      as organisation_sums
select
    dataset_id, origin, period, care_type, measure, organisation_id, instrument, instrument_version,
    is_representative, n_groups, score_sum, score_square_sum
from read_parquet($files)
order by measure, care_type, period, organisation_id, dataset_id
