-- purpose:    the locations and schools of one municipality and some dialogue years
-- parameters: $files (list of locations files), $datasets (active data sets), $origin, $municipality, $years (list)
-- grain:      one row per location (or school) and data set
-- note:       a null year stands for every year
select
    dataset_id, dialogue_year, location_id, "name", "kind", area, organisation, care_types, delivery, is_active,
    lrk_id, brin_vestiging, postcode, house_number, has_ve
from read_parquet($files)
where
    municipality = $municipality and (dialogue_year is null or list_contains($years, dialogue_year))
    and origin = $origin and list_contains($datasets, dataset_id)
order by dialogue_year, dataset_id, location_id
