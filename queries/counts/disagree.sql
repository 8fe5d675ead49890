-- purpose:    cells of which the two delivered tables do not say the same
-- parameters: $score_counts, $organisation_sums (staged Parquet files), $limit (most rows)
-- grain:      care_type x measure x period; no rows when all is well
-- columns:    care_type, measure, period, n_counts, n_sums (groups by either table), total (how many cells in all)
-- note:       sums of the same numbers in another order differ in the last digits, so a billionth is let pass
with counts as (
    select
        care_type, measure, period, sum(n_groups) as n, sum(n_groups * score) as s, sum(n_groups * score * score) as q
    from read_parquet($score_counts)
    group by care_type, measure, period
),
sums as (
    select care_type, measure, period, sum(n_groups) as n, sum(score_sum) as s, sum(score_square_sum) as q
    from read_parquet($organisation_sums)
    group by care_type, measure, period
)
select
    care_type, measure, period, cast(coalesce(c.n, 0) as bigint) as n_counts, cast(coalesce(o.n, 0) as bigint) as n_sums,
    count(*) over () as total
from counts as c
full join sums as o using (care_type, measure, period)
where
    c.n is distinct from o.n
    or abs(c.s - o.s) > 1e-9 * greatest(abs(c.s), 1)
    or abs(c.q - o.q) > 1e-9 * greatest(abs(c.q), 1)
order by measure, care_type, period
limit $limit
