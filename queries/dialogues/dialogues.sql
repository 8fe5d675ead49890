-- purpose:    the dialogues of one municipality and some dialogue years
-- parameters: $files (list of dialogues files), $datasets (active data sets), $origin, $municipality, $years (list)
-- grain:      one row per dialogue and data set
-- note:       a null year stands for every year
select
    dataset_id, dialogue_year, dialogue_id, form_type, held_on, submitted_at, reporter_id, channel, form_version,
    themes_asked, help_asked
from read_parquet($files)
where
    municipality = $municipality and (dialogue_year is null or list_contains($years, dialogue_year))
    and origin = $origin and list_contains($datasets, dataset_id)
order by dialogue_year, dataset_id, dialogue_id
