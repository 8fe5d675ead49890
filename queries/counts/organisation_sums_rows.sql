-- purpose:    delivered sums per organisation, as they are kept
-- parameters: $staged (staged Parquet file), $dataset_id, $origin
-- grain:      as organisation_sums
select
    cast($dataset_id as varchar) as dataset_id, cast($origin as varchar) as origin, period, care_type, measure,
    organisation_id, instrument, instrument_version, is_representative, n_groups, score_sum, score_square_sum
from read_parquet($staged)
order by measure, care_type, period, organisation_id, instrument, instrument_version, is_representative
