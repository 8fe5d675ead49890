-- purpose:    all rows of flows from many files, for one merged file
-- parameters: $files (list of Parquet files)
-- grain:      as flows
select
    dataset_id, origin, municipality, dialogue_year, from_location_id, to_location_id, children, children_state,
    children_vve, children_vve_state
from read_parquet($files)
order by municipality, dialogue_year, dataset_id, from_location_id, to_location_id
