-- purpose:    a score, or a mean, lowest or highest score, outside the scale of its measure
-- parameters: $scores, $score_counts, $summaries (lists of files), $datasets (ids that count), $counted (those of them
--             that never had raw rows: their scores are read from score_counts), $limit, $measures, $lows, $highs (lists of the
--             same length: codes and the ends of their scales)
-- grain:      dataset x cell x name; no rows when all is well
-- columns:    dataset_id, care_type, measure, period, name (score, mean, min or max), low, high (the scale),
--             lowest, highest (of the wrong numbers), n
with scales as (select unnest($measures) as measure, unnest($lows) as low, unnest($highs) as high),
numbers as (
    select dataset_id, care_type, measure, period, 'score' as name, score as number from read_parquet($scores)
    union all
    select dataset_id, care_type, measure, period, 'score', score
    from read_parquet($score_counts)
    where list_contains($counted, dataset_id)
    union all
    select
        dataset_id, care_type, measure, period, unnest(['mean', 'min', 'max']) as name,
        unnest([mean, "min", "max"]) as number
    from read_parquet($summaries)
)
select
    n.dataset_id, n.care_type, n.measure, n.period, n.name, s.low, s.high, min(n.number) as lowest,
    max(n.number) as highest, count(*) as n
from numbers as n
inner join scales as s on n.measure = s.measure
where list_contains($datasets, n.dataset_id) and n.number is not null and not (n.number between s.low and s.high)
group by n.dataset_id, n.care_type, n.measure, n.period, n.name, s.low, s.high
order by n.dataset_id, n.measure, n.care_type, n.period, n.name
limit $limit
