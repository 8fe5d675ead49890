-- purpose:    per organisation the count, the sum and the sum of squares of its scores; exact, and additive over files
-- parameters: $files (list of scores Parquet files)
-- grain:      dataset_id x origin x period x care_type x measure x organisation_id x instrument x instrument_version x is_representative
select
    dataset_id, origin, period, care_type, measure, organisation_id, instrument, instrument_version, is_representative,
    count(*) as n_groups, sum(score) as score_sum, sum(score * score) as score_square_sum
from read_parquet($files)
group by
    dataset_id, origin, period, care_type, measure, organisation_id, instrument, instrument_version, is_representative
order by measure, care_type, period, organisation_id, dataset_id, origin, instrument, instrument_version, is_representative
