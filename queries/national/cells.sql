-- purpose:    mean, sd and clustered variance of every cell, from the sums per organisation
-- parameters: $files (list of organisation_sums files), $datasets (list of active dataset ids)
-- grain:      origin x care_type x measure x period
-- columns:    n, mean, sd; deff = clustered variance of the mean / simple variance (CR1), df = clusters - 1, both null
--             when no organisation is known or there is only one; instrument(s); is_representative (null: not told)
-- note:       groups without an organisation (organisation_id is null) each count as a cluster of their own
with organisations as (
    select
        origin, care_type, measure, period, organisation_id,
        sum(n_groups) as n, sum(score_sum) as s, sum(score_square_sum) as q
    from read_parquet($files)
    where list_contains($datasets, dataset_id)
    group by origin, care_type, measure, period, organisation_id
),
totals as (
    select
        origin, care_type, measure, period,
        sum(n) as n, sum(s) / sum(n) as mean,
        case when sum(n) > 1 then greatest(sum(q) - sum(s) * sum(s) / sum(n), 0) / (sum(n) - 1) end as variance,
        count(organisation_id) as n_organisations,
        count(organisation_id) + coalesce(sum(case when organisation_id is null then n end), 0) as n_clusters
    from organisations
    group by origin, care_type, measure, period
),
residuals as (
    select
        o.origin, o.care_type, o.measure, o.period,
        sum(
            case
                when o.organisation_id is null then o.q - 2 * t.mean * o.s + o.n * t.mean * t.mean
                else (o.s - o.n * t.mean) * (o.s - o.n * t.mean)
            end
        ) as squares
    from organisations as o
    inner join totals as t using (origin, care_type, measure, period)
    group by o.origin, o.care_type, o.measure, o.period
),
facts as (
    select
        origin, care_type, measure, period,
        string_agg(distinct instrument, ' + ' order by instrument) as instrument,
        string_agg(distinct instrument_version, ' + ' order by instrument_version) as instrument_version,
        bool_and(is_representative) as is_representative,
        list(distinct dataset_id order by dataset_id) as dataset_ids
    from read_parquet($files)
    where list_contains($datasets, dataset_id)
    group by origin, care_type, measure, period
)
select
    t.origin, t.care_type, t.measure, t.period,
    cast(t.n as bigint) as n, t.mean, sqrt(t.variance) as sd, cast(t.n_organisations as bigint) as n_organisations,
    case
        when t.n_organisations > 0 and t.n_clusters > 1 and t.variance > 0
            then t.n_clusters / (t.n_clusters - 1) * r.squares / (t.n * t.variance)
    end as deff,
    case when t.n_organisations > 0 and t.n_clusters > 1 then t.n_clusters - 1 end as df,
    f.instrument, f.instrument_version, f.is_representative, f.dataset_ids
from totals as t
inner join residuals as r using (origin, care_type, measure, period)
inner join facts as f using (origin, care_type, measure, period)
order by t.origin, t.measure, t.care_type, t.period
