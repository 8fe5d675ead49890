-- purpose:    all rows of participants from many files, for one merged file
-- parameters: $files (list of Parquet files)
-- grain:      as participants
select
    dataset_id, origin, municipality, dialogue_year, dialogue_id, location_id
from read_parquet($files)
order by municipality, dialogue_year, dataset_id, dialogue_id, location_id
