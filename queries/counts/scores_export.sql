-- purpose:    the group scores of several data sets, for an engine elsewhere
-- parameters: $files (list of scores files), $datasets (ids to take)
-- grain:      one observed group x measure
select
    dataset_id, origin, period, care_type, measure, organisation_id, location_id, group_id, score, instrument,
    instrument_version, observed_on, is_representative
from read_parquet($files)
where list_contains($datasets, dataset_id)
order by measure, care_type, period, organisation_id
