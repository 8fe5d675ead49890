-- purpose:    the rows of the summaries table of one data set, as they are kept
-- parameters: $typed (typed Parquet file), $dataset_id, $origin
-- grain:      one cell
select
    cast($dataset_id as varchar) as dataset_id, cast($origin as varchar) as origin, period, care_type, measure,
    cast(n as bigint) as n, mean, sd, "min", "max", share_low, share_high, deff, instrument, instrument_version,
    is_representative, page
from read_parquet($typed)
order by measure, care_type, period
