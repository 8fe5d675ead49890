-- purpose:    the dialogues that a workspace holds of one municipality, whatever the year
-- parameters: $files (list of dialogues files), $datasets (active data sets), $origin, $municipality
-- grain:      one row per dialogue
select distinct dialogue_id
from read_parquet($files)
where municipality = $municipality and origin = $origin and list_contains($datasets, dataset_id)
order by dialogue_id
