-- purpose:    all rows of series from many files, for one merged file
-- parameters: $files (list of Parquet files)
-- grain:      as series
select
    dataset_id, origin, municipality, dialogue_year, aspect, indicator, location_id, "value", value_state, unit,
    definition, is_break, reason, "source"
from read_parquet($files)
order by municipality, dialogue_year, dataset_id, aspect, indicator, location_id
