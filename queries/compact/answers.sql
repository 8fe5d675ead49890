-- purpose:    all rows of answers from many files, for one merged file
-- parameters: $files (list of Parquet files)
-- grain:      as answers
select
    dataset_id, origin, municipality, dialogue_year, dialogue_id, theme, theme_label, stands_out, actions_text, proud
from read_parquet($files)
order by municipality, dialogue_year, dataset_id, dialogue_id, theme
