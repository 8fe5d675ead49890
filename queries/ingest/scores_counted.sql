-- purpose:    organisations of typed scores that count already through counts without raw rows, cell by cell
-- parameters: $typed (typed Parquet file), $existing (list of organisation_sums files), $datasets (ids of counts without raw
--             rows, of this origin), $fewest (of fewer groups, equal sums may be chance)
-- grain:      cell x organisation (null: groups of which it is not told) x data set
-- columns:    care_type, measure, period, organisation_id, dataset_id (where it stands already), is_same (the same number of
--             groups, at least $fewest, and the same sums but for what adding up rounds off)
with typed as (
    select
        care_type, measure, period, organisation_id, count(*) as n, sum(score) as s, sum(score * score) as q
    from read_parquet($typed)
    group by care_type, measure, period, organisation_id
),
present as (
    select
        dataset_id, care_type, measure, period, organisation_id, sum(n_groups) as n, sum(score_sum) as s,
        sum(score_square_sum) as q
    from read_parquet($existing)
    where list_contains($datasets, dataset_id)
    group by dataset_id, care_type, measure, period, organisation_id
),
both_told as (
    select
        t.care_type, t.measure, t.period, t.organisation_id, p.dataset_id,
        t.n = p.n and t.n >= $fewest and abs(t.s - p.s) <= 1e-9 * greatest(abs(t.s), 1)
        and abs(t.q - p.q) <= 1e-9 * greatest(abs(t.q), 1) as is_same
    from typed as t
    inner join present as p
        on
            t.care_type = p.care_type and t.measure = p.measure and t.period = p.period
            and t.organisation_id is not distinct from p.organisation_id
)
select care_type, measure, period, organisation_id, dataset_id, is_same
from both_told
where is_same or organisation_id is not null
order by measure, care_type, period, organisation_id, dataset_id
