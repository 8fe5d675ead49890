-- purpose:    organisations of delivered sums that count already in another data set, cell by cell
-- parameters: $staged (staged organisation_sums), $existing (list of organisation_sums files), $datasets (ids that count, of
--             this origin)
-- grain:      cell x organisation (null: groups of which it is not told) x data set
-- columns:    care_type, measure, period, organisation_id, dataset_id (where it stands already), n_groups (delivered),
--             is_same (the same number of groups, and the same sums but for what adding up rounds off)
with delivered as (
    select
        care_type, measure, period, organisation_id, sum(n_groups) as n, sum(score_sum) as s, sum(score_square_sum) as q
    from read_parquet($staged)
    group by care_type, measure, period, organisation_id
),
present as (
    select
        dataset_id, care_type, measure, period, organisation_id, sum(n_groups) as n, sum(score_sum) as s,
        sum(score_square_sum) as q
    from read_parquet($existing)
    where list_contains($datasets, dataset_id)
    group by dataset_id, care_type, measure, period, organisation_id
)
select
    d.care_type, d.measure, d.period, d.organisation_id, p.dataset_id, cast(d.n as bigint) as n_groups,
    d.n = p.n and abs(d.s - p.s) <= 1e-9 * greatest(abs(d.s), 1) and abs(d.q - p.q) <= 1e-9 * greatest(abs(d.q), 1)
        as is_same
from delivered as d
inner join present as p
    on
        d.care_type = p.care_type and d.measure = p.measure and d.period = p.period
        and d.organisation_id is not distinct from p.organisation_id
order by d.measure, d.care_type, d.period, d.organisation_id, p.dataset_id
