-- purpose:    a fingerprint of typed cell summaries that does not depend on the order of the rows
-- parameters: $typed (typed Parquet file)
-- grain:      one row
-- columns:    n, low, high (sums of the two halves of the rows' MD5)
with rows_as_text as (
    select
        concat_ws(
            chr(31), coalesce(period, ''), coalesce(care_type, ''), coalesce(measure, ''), coalesce(cast(n as varchar), ''),
            coalesce(cast(mean as varchar), ''), coalesce(cast(sd as varchar), ''), coalesce(cast("min" as varchar), ''),
            coalesce(cast("max" as varchar), ''), coalesce(cast(share_low as varchar), ''),
            coalesce(cast(share_high as varchar), ''), coalesce(cast(deff as varchar), ''), coalesce(instrument, ''),
            coalesce(instrument_version, ''), coalesce(cast(is_representative as varchar), ''), coalesce(page, '')
        ) as content
    from read_parquet($typed)
)
select count(*) as n, sum(md5_number_lower(content)) as low, sum(md5_number_upper(content)) as high
from rows_as_text
