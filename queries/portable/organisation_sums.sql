-- purpose:    per organisation the count, the sum and the sum of squares of its scores; exact, and additive over files
-- parameters: $files (scores Parquet files of one data set), $dataset_id, $origin
-- grain:      dataset_id x origin x period x care_type x measure x organisation_id x instrument x instrument_version x is_representative
-- note:       same columns and rows as build/organisation_sums_alike.sql, which is quicker but asks for one instrument.
--             Portable, as score_counts.sql
with sums as (
    select
        period, care_type, measure, organisation_id, instrument, instrument_version, is_representative,
        count(*) as n_groups, sum(score) as score_sum, sum(score * score) as score_square_sum
    from read_parquet($files)
    group by period, care_type, measure, organisation_id, instrument, instrument_version, is_representative
    order by measure, care_type, period, organisation_id, instrument, instrument_version, is_representative
)
select
    cast($dataset_id as varchar) as dataset_id, cast($origin as varchar) as origin,
    period, care_type, measure, organisation_id, instrument, instrument_version, is_representative,
    n_groups, score_sum, score_square_sum
from sums
