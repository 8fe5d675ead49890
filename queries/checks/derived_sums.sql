-- purpose:    sums per organisation that are not those of the raw rows
-- parameters: $scores, $organisation_sums (lists of files), $datasets (ids that count), $counted (those of
--             them that never had raw rows), $limit
-- grain:      dataset x cell x organisation (null: not told); no rows when all is well
-- columns:    dataset_id, origin, care_type, measure, period, organisation_id, n_raw, n_derived, sum_raw, sum_derived
-- note:       sums of the same numbers in another order differ in the last digits, so a billionth is let pass
with raw_sums as (
    select
        dataset_id, origin, care_type, measure, period, organisation_id, count(*) as n, sum(score) as s,
        sum(score * score) as q
    from read_parquet($scores)
    where list_contains($datasets, dataset_id)
    group by dataset_id, origin, care_type, measure, period, organisation_id
),
derived as (
    select
        dataset_id, origin, care_type, measure, period, organisation_id, sum(n_groups) as n, sum(score_sum) as s,
        sum(score_square_sum) as q
    from read_parquet($organisation_sums)
    where list_contains($datasets, dataset_id) and not list_contains($counted, dataset_id)
    group by dataset_id, origin, care_type, measure, period, organisation_id
)
select
    coalesce(r.dataset_id, d.dataset_id) as dataset_id, coalesce(r.origin, d.origin) as origin,
    coalesce(r.care_type, d.care_type) as care_type, coalesce(r.measure, d.measure) as measure,
    coalesce(r.period, d.period) as period, coalesce(r.organisation_id, d.organisation_id) as organisation_id,
    cast(coalesce(r.n, 0) as bigint) as n_raw, cast(coalesce(d.n, 0) as bigint) as n_derived, r.s as sum_raw,
    d.s as sum_derived
from raw_sums as r
full join derived as d
    on
        r.dataset_id = d.dataset_id and r.origin = d.origin and r.care_type = d.care_type and r.measure = d.measure
        and r.period = d.period and r.organisation_id is not distinct from d.organisation_id
where
    r.n is distinct from d.n
    or abs(r.s - d.s) > 1e-9 * greatest(abs(r.s), 1)
    or abs(r.q - d.q) > 1e-9 * greatest(abs(r.q), 1)
order by dataset_id, measure, care_type, period, organisation_id
limit $limit
