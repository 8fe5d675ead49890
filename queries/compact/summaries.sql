-- purpose:    all rows of summaries from many files, for one merged file
-- parameters: $files (list of Parquet files)
-- grain:      as summaries
select
    dataset_id, origin, period, care_type, measure, n, mean, sd, "min", "max", share_low, share_high, deff,
    instrument, instrument_version, is_representative, page
from read_parquet($files)
order by measure, care_type, period, dataset_id
