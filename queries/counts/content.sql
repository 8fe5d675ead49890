-- purpose:    a fingerprint of delivered counts that does not depend on the order of the rows
-- parameters: $score_counts, $organisation_sums (staged Parquet files)
-- grain:      one row
-- columns:    n (rows of both tables), low, high (sums of the two halves of the rows' MD5)
-- note:       sums are taken with six decimals: added up in another order they differ in the last digits
with rows_as_text as (
    select concat_ws(chr(31), 'counts', period, care_type, measure, cast(score as varchar), n_groups) as content
    from read_parquet($score_counts)
    union all
    select
        concat_ws(
            chr(31), 'sums', period, care_type, measure, coalesce(organisation_id, ''), coalesce(instrument, ''),
            coalesce(instrument_version, ''), coalesce(cast(is_representative as varchar), ''), n_groups,
            cast(round(score_sum, 6) as varchar), cast(round(score_square_sum, 6) as varchar)
        )
    from read_parquet($organisation_sums)
)
select count(*) as n, sum(md5_number_lower(content)) as low, sum(md5_number_upper(content)) as high
from rows_as_text
