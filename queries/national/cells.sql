-- purpose:    mean, sd and clustered variance of every cell, from the sums per organisation
-- parameters: $files (list of organisation_sums files), $datasets (list of active dataset ids)
-- grain:      origin x care_type x measure x period
-- columns:    n, mean, sd; deff = clustered variance of the mean / simple variance (CR1), df = clusters - 1, both null
--             when no organisation is known or there is only one; instrument(s); is_representative (null: not told)
-- note:       groups without an organisation (organisation_id is null) each count as a cluster of their own; the squared
--             residual of a cluster, (s - n * mean)^2, is summed by its three terms, so that one pass does; a variance
--             below what adding up rounds off is no variance
with organisations as (
    select
        origin, care_type, measure, period, organisation_id,
        cast(sum(n_groups) as double) as n, sum(score_sum) as s, sum(score_square_sum) as q
    from read_parquet($files)
    where list_contains($datasets, dataset_id)
    group by origin, care_type, measure, period, organisation_id
),
sums as (
    select
        origin, care_type, measure, period,
        sum(n) as n, sum(s) as s, sum(q) as q, count(organisation_id) as n_organisations,
        sum(case when organisation_id is null then n else 1 end) as n_clusters,
        sum(case when organisation_id is null then q else s * s end) as ss,
        sum(case when organisation_id is null then s else s * n end) as sn,
        sum(case when organisation_id is null then n else n * n end) as nn
    from organisations
    group by origin, care_type, measure, period
),
spread as (
    select
        *, s / n as mean, ss - 2 * sn * s / n + nn * (s / n) * (s / n) as residuals,
        case when n > 1 then (case when q - s * s / n > 1e-12 * q then q - s * s / n else 0 end) / (n - 1) end as variance
    from sums
),
told as (
    select distinct origin, care_type, measure, period, instrument, instrument_version, is_representative, dataset_id
    from read_parquet($files)
    where list_contains($datasets, dataset_id)
),
facts as (
    select
        origin, care_type, measure, period,
        string_agg(distinct instrument, ' + ' order by instrument) as instrument,
        string_agg(distinct instrument_version, ' + ' order by instrument_version) as instrument_version,
        bool_and(is_representative) as is_representative,
        list(distinct dataset_id order by dataset_id) as dataset_ids
    from told
    group by origin, care_type, measure, period
)
select
    c.origin, c.care_type, c.measure, c.period,
    cast(c.n as bigint) as n, c.mean, sqrt(c.variance) as sd, c.n_organisations,
    case
        when c.n_organisations > 0 and c.n_clusters > 1 and c.variance > 0
            then c.n_clusters / (c.n_clusters - 1) * greatest(c.residuals, 0) / (c.n * c.variance)
    end as deff,
    case when c.n_organisations > 0 and c.n_clusters > 1 then cast(c.n_clusters - 1 as bigint) end as df,
    f.instrument, f.instrument_version, f.is_representative, f.dataset_ids
from spread as c
inner join facts as f using (origin, care_type, measure, period)
order by c.origin, c.measure, c.care_type, c.period
