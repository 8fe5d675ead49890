-- purpose:    an organisation that has the same sums in two data sets, of which at least one is counts without raw rows
-- parameters: $organisation_sums (list of files), $datasets (ids that count), $counted (those of them that never had raw
--             rows), $fewest (of fewer groups, equal sums may be chance), $limit
-- grain:      origin x cell x organisation (null: not told) x pair of data sets; no rows when all is well
-- columns:    origin, care_type, measure, period, organisation_id, n (groups), dataset_ids
-- note:       raw rows can be compared group by group (duplicate_scores), counts cannot
with sums as (
    select
        dataset_id, origin, care_type, measure, period, organisation_id, sum(n_groups) as n, sum(score_sum) as s,
        sum(score_square_sum) as q
    from read_parquet($organisation_sums)
    where list_contains($datasets, dataset_id)
    group by dataset_id, origin, care_type, measure, period, organisation_id
    having sum(n_groups) >= $fewest
)
select
    a.origin, a.care_type, a.measure, a.period, a.organisation_id, cast(a.n as bigint) as n,
    [a.dataset_id, b.dataset_id] as dataset_ids
from sums as a
inner join sums as b
    on
        a.origin = b.origin and a.care_type = b.care_type and a.measure = b.measure and a.period = b.period
        and a.n = b.n and a.organisation_id is not distinct from b.organisation_id and a.dataset_id < b.dataset_id
where
    (list_contains($counted, a.dataset_id) or list_contains($counted, b.dataset_id))
    and abs(a.s - b.s) <= 1e-9 * greatest(abs(a.s), 1) and abs(a.q - b.q) <= 1e-9 * greatest(abs(a.q), 1)
order by a.origin, a.measure, a.care_type, a.period, a.organisation_id
limit $limit
