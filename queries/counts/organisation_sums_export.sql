-- purpose:    the sums per organisation of several data sets as one delivery
-- parameters: $files (list of organisation_sums files), $datasets (ids to take), $least (cells of fewer groups stay out)
-- grain:      origin x period x care_type x measure x organisation_id x instrument x instrument_version x is_representative
with chosen as (
    select
        origin, period, care_type, measure, organisation_id, instrument, instrument_version, is_representative,
        sum(n_groups) as n, sum(score_sum) as s, sum(score_square_sum) as q
    from read_parquet($files)
    where list_contains($datasets, dataset_id)
    group by origin, period, care_type, measure, organisation_id, instrument, instrument_version, is_representative
)
select
    'counts' as dataset_id, origin, period, care_type, measure, organisation_id, instrument, instrument_version,
    is_representative, cast(n as bigint) as n_groups, s as score_sum, q as score_square_sum
from chosen
qualify sum(n) over (partition by origin, period, care_type, measure) >= $least
order by measure, care_type, period, organisation_id, instrument, instrument_version, is_representative
