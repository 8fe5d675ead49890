-- purpose:    the what was written on each theme of one municipality and some dialogue years
-- parameters: $files (list of answers files), $datasets (active data sets), $origin, $municipality, $years (list)
-- grain:      dialogue x theme and data set
-- note:       a null year stands for every year
select
    dataset_id, dialogue_year, dialogue_id, theme, theme_label, stands_out, actions_text, proud
from read_parquet($files)
where
    municipality = $municipality and (dialogue_year is null or list_contains($years, dialogue_year))
    and origin = $origin and list_contains($datasets, dataset_id)
order by dialogue_year, dataset_id, dialogue_id, theme
