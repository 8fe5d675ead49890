-- purpose:    the counts per score of several data sets as one delivery
-- parameters: $files (list of score_counts files), $datasets (ids to take), $least (cells of fewer groups stay out)
-- grain:      origin x period x care_type x measure x score
with chosen as (
    select origin, period, care_type, measure, score, sum(n_groups) as n
    from read_parquet($files)
    where list_contains($datasets, dataset_id)
    group by origin, period, care_type, measure, score
)
select
    'counts' as dataset_id, origin, period, care_type, measure, score, cast(n as bigint) as n_groups
from chosen
qualify sum(n) over (partition by origin, period, care_type, measure) >= $least
order by measure, care_type, period, score
