-- purpose:    periods that are compared, but were measured with different instruments or versions
-- parameters: $organisation_sums, $summaries (lists of files), $datasets (ids that count), $limit,
--             $compared (list of the period codes that a verdict reads)
-- grain:      kind x origin x care_type x measure; no rows when all is well
-- columns:    kind (scores or summaries), origin, care_type, measure, instruments (list)
with told as (
    select 'scores' as kind, origin, care_type, measure, period, instrument, instrument_version, dataset_id
    from read_parquet($organisation_sums)
    union all
    select 'summaries' as kind, origin, care_type, measure, period, instrument, instrument_version, dataset_id
    from read_parquet($summaries)
)
select
    kind, origin, care_type, measure,
    list(distinct concat_ws(' ', instrument, instrument_version) order by concat_ws(' ', instrument, instrument_version))
        as instruments
from told
where instrument is not null and list_contains($datasets, dataset_id) and list_contains($compared, period)
group by kind, origin, care_type, measure
having count(distinct instrument) > 1 or count(distinct concat_ws(' ', instrument, instrument_version)) > 1
order by kind, origin, measure, care_type
limit $limit
