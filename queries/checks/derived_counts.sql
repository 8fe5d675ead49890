-- purpose:    counts per score that are not those of the raw rows
-- parameters: $scores, $score_counts (lists of files), $datasets (ids that count), $counted (those of
--             them that never had raw rows), $limit
-- grain:      dataset x cell x score; no rows when all is well
-- columns:    dataset_id, origin, care_type, measure, period, score, n_raw, n_derived
with raw_counts as (
    select dataset_id, origin, care_type, measure, period, score, count(*) as n
    from read_parquet($scores)
    where list_contains($datasets, dataset_id)
    group by dataset_id, origin, care_type, measure, period, score
),
derived as (
    select dataset_id, origin, care_type, measure, period, score, sum(n_groups) as n
    from read_parquet($score_counts)
    where list_contains($datasets, dataset_id) and not list_contains($counted, dataset_id)
    group by dataset_id, origin, care_type, measure, period, score
)
select
    dataset_id, origin, care_type, measure, period, score, cast(coalesce(r.n, 0) as bigint) as n_raw,
    cast(coalesce(d.n, 0) as bigint) as n_derived
from raw_counts as r
full join derived as d using (dataset_id, origin, care_type, measure, period, score)
where r.n is distinct from d.n
order by dataset_id, measure, care_type, period, score
limit $limit
