-- purpose:    the flows of children of one municipality and some dialogue years
-- parameters: $files (list of flows files), $datasets (active data sets), $origin, $municipality, $years (list)
-- grain:      one row per pair and data set
-- note:       a null year stands for every year
select
    dataset_id, dialogue_year, from_location_id, to_location_id, children, children_state, children_vve,
    children_vve_state
from read_parquet($files)
where
    municipality = $municipality and (dialogue_year is null or list_contains($years, dialogue_year))
    and origin = $origin and list_contains($datasets, dataset_id)
order by dialogue_year, dataset_id, from_location_id, to_location_id
