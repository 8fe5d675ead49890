-- purpose:    all rows of scores from many files, for one merged file
-- parameters: $files (list of Parquet files)
-- grain:      as scores
select
    dataset_id, origin, period, care_type, measure, organisation_id, location_id, group_id, score, instrument,
    instrument_version, observed_on, is_representative
from read_parquet($files)
order by measure, care_type, period, organisation_id, dataset_id
