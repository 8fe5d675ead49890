-- purpose:    what is wrong with delivered counts per score
-- parameters: $staged (staged Parquet file), $care_types, $periods (codes that data may carry), $measures, $lows, $highs
--             (lists of the same length: codes and the ends of their scales), $limit (most examples of one sort)
-- grain:      sort of problem x column
-- columns:    code, "column", n, examples (list of part, row_number, value, low, high), by place
with scales as (select unnest($measures) as measure, unnest($lows) as low, unnest($highs) as high),
delivered as (
    select
        d.*, s.low, s.high,
        row_number() over (partition by period, care_type, measure, score order by part, row_number) as time
    from read_parquet($staged) as d
    left join scales as s using (measure)
),
found as (
    select
        'empty' as code, unnest(['origin', 'period', 'care_type', 'measure', 'score', 'n_groups']) as "column",
        unnest([
            origin is null, period is null, care_type is null, measure is null, score is null, n_groups is null
        ]) as is_wrong,
        part, row_number, cast(null as varchar) as value, low, high
    from delivered
    union all
    select 'not_an_origin', 'origin', origin not in ('own', 'demo'), part, row_number, origin, low, high from delivered
    union all
    select 'unknown_code', 'period', not list_contains($periods, period), part, row_number, period, low, high
    from delivered
    union all
    select 'unknown_code', 'care_type', not list_contains($care_types, care_type), part, row_number, care_type, low, high
    from delivered
    union all
    select 'unknown_code', 'measure', not list_contains($measures, measure), part, row_number, measure, low, high
    from delivered
    union all
    select 'too_low', 'score', score < low, part, row_number, cast(score as varchar), low, high from delivered
    union all
    select 'too_high', 'score', score > high, part, row_number, cast(score as varchar), low, high from delivered
    union all
    select 'no_group', 'n_groups', n_groups < 1, part, row_number, cast(n_groups as varchar), low, high from delivered
    union all
    select 'repeated', 'score', time > 1, part, row_number, cast(score as varchar), low, high from delivered
)
select
    code, "column", count(*) as n,
    arg_min(
        struct_pack(part := part, row_number := row_number, value := value, low := low, high := high),
        part * 10000000000 + row_number, cast($limit as bigint)
    ) as examples
from found
where is_wrong
group by code, "column"
order by code, "column"
