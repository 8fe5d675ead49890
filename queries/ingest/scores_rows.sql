-- purpose:    the rows of the scores table of one data set, as they are kept
-- parameters: $typed (typed Parquet file), $dataset_id, $origin
-- grain:      one observed group x measure
select
    cast($dataset_id as varchar) as dataset_id, cast($origin as varchar) as origin, period, care_type, measure,
    organisation_id, location_id, group_id, score, instrument, instrument_version, observed_on, is_representative
from read_parquet($typed)
order by measure, care_type, period, organisation_id, location_id, group_id
