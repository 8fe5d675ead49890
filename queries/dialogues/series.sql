-- purpose:    the figures of reach, quality and yields of one municipality and some dialogue years
-- parameters: $files (list of series files), $datasets (active data sets), $origin, $municipality, $years (list)
-- grain:      aspect x indicator x location x year and data set
-- note:       a null year stands for every year
select
    dataset_id, dialogue_year, aspect, indicator, location_id, "value", value_state, unit, definition, is_break,
    reason, "source"
from read_parquet($files)
where
    municipality = $municipality and (dialogue_year is null or list_contains($years, dialogue_year))
    and origin = $origin and list_contains($datasets, dataset_id)
order by dialogue_year, dataset_id, aspect, indicator, location_id
