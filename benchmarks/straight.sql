-- purpose:    the peer of the derived tables: the same statistics straight from the scores
-- parameters: $file
with organisations as (
    select care_type, measure, period, organisation_id, count(*) as n, sum(score) as s
    from read_parquet($file)
    group by care_type, measure, period, organisation_id
),
cells as (
    select
        care_type, measure, period, count(*) as n, avg(score) as mean, stddev_samp(score) as sd,
        min(score) as low, max(score) as high, quantile_cont(score, [0.1, 0.25, 0.5, 0.75, 0.9]) as quantiles
    from read_parquet($file)
    group by care_type, measure, period
),
residuals as (
    select
        care_type, measure, period, count(*) as clusters,
        sum((o.s - o.n * c.mean) * (o.s - o.n * c.mean)) as squares
    from organisations as o
    inner join cells as c using (care_type, measure, period)
    group by care_type, measure, period
)
select
    care_type, measure, period, c.n, c.mean, c.sd, c.low, c.high, c.quantiles,
    r.clusters / (r.clusters - 1) * r.squares / (c.n * c.sd * c.sd) as deff
from cells as c
inner join residuals as r using (care_type, measure, period)
