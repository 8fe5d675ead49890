-- purpose:    the observed groups of one measure, as counts per score and organisation: what resampling needs
-- parameters: $files (list of scores files), $datasets (list of active dataset ids), $origin, $measure
-- grain:      care_type x period x organisation_id x score
-- note:       for resampling only; the order of the rows does not matter, and nothing of it is shown
select care_type, period, organisation_id, score, count(*) as n_groups
from read_parquet($files)
where measure = $measure and origin = $origin and list_contains($datasets, dataset_id)
group by care_type, period, organisation_id, score
