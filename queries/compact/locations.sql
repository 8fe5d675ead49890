-- purpose:    all rows of locations from many files, for one merged file
-- parameters: $files (list of Parquet files)
-- grain:      as locations
select
    dataset_id, origin, municipality, dialogue_year, location_id, "name", "kind", area, organisation, care_types,
    delivery, is_active, lrk_id, brin_vestiging, postcode, house_number, has_ve
from read_parquet($files)
order by municipality, dialogue_year, dataset_id, location_id
