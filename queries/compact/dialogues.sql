-- purpose:    all rows of dialogues from many files, for one merged file
-- parameters: $files (list of Parquet files)
-- grain:      as dialogues
select
    dataset_id, origin, municipality, dialogue_year, dialogue_id, form_type, held_on, submitted_at, reporter_id,
    channel, form_version, themes_asked, help_asked
from read_parquet($files)
order by municipality, dialogue_year, dataset_id, dialogue_id
