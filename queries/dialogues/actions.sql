-- purpose:    the imported revisions of actions of one municipality and some dialogue years
-- parameters: $files (list of actions files), $datasets (active data sets), $origin, $municipality, $years (list)
-- grain:      one row per revision of an action and data set
-- note:       a null year stands for every year
select
    dataset_id, dialogue_year, action_id, revision, dialogue_id, theme, "text", owner_ids, due_on, status, "result",
    changed_at, changed_by
from read_parquet($files)
where
    municipality = $municipality and (dialogue_year is null or list_contains($years, dialogue_year))
    and origin = $origin and list_contains($datasets, dataset_id)
order by dialogue_year, dataset_id, action_id, revision
