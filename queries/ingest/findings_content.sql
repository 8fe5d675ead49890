-- purpose:    a fingerprint of typed statements that does not depend on the order of the rows
-- parameters: $typed (typed Parquet file)
-- grain:      one row
-- columns:    n, low, high (sums of the two halves of the rows' MD5)
with rows_as_text as (
    select
        concat_ws(
            chr(31), finding_id, coalesce(measure, ''), coalesce(care_type, ''), coalesce(period_from, ''),
            coalesce(period_to, ''), coalesce(direction, ''), coalesce("level", ''), coalesce(statement_nl, ''),
            coalesce(caveat_nl, ''), coalesce(confidence, ''), coalesce(source_title, ''), coalesce(source_publisher, ''),
            coalesce(source_date, ''), coalesce(source_url, '')
        ) as content
    from read_parquet($typed)
)
select count(*) as n, sum(md5_number_lower(content)) as low, sum(md5_number_upper(content)) as high
from rows_as_text
