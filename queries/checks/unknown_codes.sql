-- purpose:    a care type, measure or period that the catalogue does not have
-- parameters: $scores, $score_counts, $summaries (lists of files), $datasets (ids that count), $counted (those of them
--             that never had raw rows: their codes are read from score_counts), $limit,
--             $care_types, $measures, $periods (lists of the codes that data may carry)
-- grain:      dataset x column x code; no rows when all is well
-- columns:    dataset_id, "column", code, n (rows)
with cells as (
    select dataset_id, care_type, measure, period, count(*) as n
    from read_parquet($scores)
    group by dataset_id, care_type, measure, period
    union all
    select dataset_id, care_type, measure, period, count(*) as n
    from read_parquet($score_counts)
    where list_contains($counted, dataset_id)
    group by dataset_id, care_type, measure, period
    union all
    select dataset_id, care_type, measure, period, count(*) as n
    from read_parquet($summaries)
    group by dataset_id, care_type, measure, period
),
codes as (
    select
        dataset_id, n, unnest(['care_type', 'measure', 'period']) as "column",
        unnest([care_type, measure, period]) as code,
        unnest([
            list_contains($care_types, care_type), list_contains($measures, measure), list_contains($periods, period)
        ]) as is_known
    from cells
    where list_contains($datasets, dataset_id)
)
select dataset_id, "column", code, cast(sum(n) as bigint) as n
from codes
where is_known is not true
group by dataset_id, "column", code
order by dataset_id, "column", code
limit $limit
