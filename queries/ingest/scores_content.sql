-- purpose:    a fingerprint of typed scores that does not depend on the order of the rows
-- parameters: $typed (typed Parquet file)
-- grain:      one row
-- columns:    n, low, high (sums of the two halves of the rows' MD5)
with rows_as_text as (
    select
        concat_ws(
            chr(31), coalesce(period, ''), coalesce(care_type, ''), coalesce(measure, ''), coalesce(organisation_id, ''),
            coalesce(location_id, ''), coalesce(group_id, ''), coalesce(cast(score as varchar), ''),
            coalesce(instrument, ''), coalesce(instrument_version, ''), coalesce(cast(observed_on as varchar), ''),
            coalesce(cast(is_representative as varchar), '')
        ) as content
    from read_parquet($typed)
)
select count(*) as n, sum(md5_number_lower(content)) as low, sum(md5_number_upper(content)) as high
from rows_as_text
