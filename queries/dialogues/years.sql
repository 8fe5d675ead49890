-- purpose:    which municipalities and dialogue years the workspace knows of
-- parameters: $locations, $dialogues, $flows, $actions (lists of files), $datasets (active data sets), $origin
-- grain:      municipality x dialogue year (null: a list that holds for every year)
-- note:       figures of earlier years (series) make no dialogue year
with known as (
    select municipality, dialogue_year, dataset_id, origin from read_parquet($locations)
    union
    select municipality, dialogue_year, dataset_id, origin from read_parquet($dialogues)
    union
    select municipality, dialogue_year, dataset_id, origin from read_parquet($flows)
    union
    select municipality, dialogue_year, dataset_id, origin from read_parquet($actions)
)
select distinct municipality, dialogue_year
from known
where origin = $origin and list_contains($datasets, dataset_id)
order by municipality, dialogue_year
