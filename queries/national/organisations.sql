-- purpose:    the sums per organisation of one measure, for the split of differences and for the funnel
-- parameters: $files (list of organisation_sums files), $datasets (list of active dataset ids), $origin, $measure
-- grain:      care_type x period x organisation_id; a null organisation holds all groups of which it was not told
select
    care_type, period, organisation_id,
    cast(sum(n_groups) as bigint) as n, sum(score_sum) as total, sum(score_square_sum) as squares
from read_parquet($files)
where measure = $measure and origin = $origin and list_contains($datasets, dataset_id)
group by care_type, period, organisation_id
order by care_type, period, organisation_id
