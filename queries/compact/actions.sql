-- purpose:    all rows of actions from many files, for one merged file
-- parameters: $files (list of Parquet files)
-- grain:      as actions
select
    dataset_id, origin, municipality, dialogue_year, action_id, revision, dialogue_id, theme, "text", owner_ids,
    due_on, status, "result", changed_at, changed_by
from read_parquet($files)
order by municipality, dialogue_year, dataset_id, action_id, revision
