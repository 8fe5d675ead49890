-- purpose:    portable/organisation_sums.sql for files in which all rows have the same instrument, version and representativeness
-- parameters: $files (scores Parquet files of one data set), $dataset_id, $origin, $instrument, $instrument_version,
--             $is_representative (what all rows have; null when no row has one)
-- grain:      period x care_type x measure x organisation_id
-- note:       leaving the three keys out of the grouping takes a quarter off the time
with sums as (
    select
        period, care_type, measure, organisation_id,
        count(*) as n_groups, sum(score) as score_sum, sum(score * score) as score_square_sum
    from read_parquet($files)
    group by period, care_type, measure, organisation_id
    order by measure, care_type, period, organisation_id
)
select
    cast($dataset_id as varchar) as dataset_id, cast($origin as varchar) as origin,
    period, care_type, measure, organisation_id,
    cast($instrument as varchar) as instrument, cast($instrument_version as varchar) as instrument_version,
    cast($is_representative as boolean) as is_representative,
    n_groups, score_sum, score_square_sum
from sums
