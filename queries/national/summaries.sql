-- purpose:    the cells that were typed over from a report's table
-- parameters: $files (list of summaries files), $datasets (list of active dataset ids)
-- grain:      origin x care_type x measure x period
select
    dataset_id, origin, care_type, measure, period, n, mean, sd, "min" as low, "max" as high, share_low, share_high, deff,
    instrument, instrument_version, is_representative, page
from read_parquet($files)
where list_contains($datasets, dataset_id)
order by origin, measure, care_type, period, dataset_id
