-- purpose:    what is wrong with delivered sums per organisation
-- parameters: $staged (staged Parquet file), $care_types, $periods (codes that data may carry), $measures, $lows, $highs
--             (lists of the same length: codes and the ends of their scales), $limit (most examples of one sort)
-- grain:      sort of problem x column
-- columns:    code, "column", n, examples (list of part, row_number, value, low, high), by place; low and high are what
--             the number could be
-- note:       n scores between low and high add up to n * low .. n * high; and because (x - low) * (high - x) >= 0 and a
--             variance is not below 0, their squares add up to sum^2 / n .. (low + high) * sum - n * low * high. What
--             adding up rounds off is let pass
with scales as (select unnest($measures) as measure, unnest($lows) as low, unnest($highs) as high),
delivered as (
    select
        d.*, n_groups * s.low as sum_low, n_groups * s.high as sum_high, score_sum * score_sum / n_groups as square_low,
        (s.low + s.high) * score_sum - n_groups * s.low * s.high as square_high,
        1e-9 * n_groups * greatest(abs(s.low), abs(s.high)) as least,
        1e-9 * n_groups * greatest(s.low * s.low, s.high * s.high) as least_square,
        row_number() over (
            partition by
                period, care_type, measure, organisation_id, instrument, instrument_version, is_representative
            order by part, row_number
        ) as time
    from read_parquet($staged) as d
    left join scales as s using (measure)
),
found as (
    select
        'empty' as code,
        unnest(['origin', 'period', 'care_type', 'measure', 'n_groups', 'score_sum', 'score_square_sum']) as "column",
        unnest([
            origin is null, period is null, care_type is null, measure is null, n_groups is null, score_sum is null,
            score_square_sum is null
        ]) as is_wrong,
        part, row_number, cast(null as varchar) as value, cast(null as double) as low, cast(null as double) as high
    from delivered
    union all
    select 'not_an_origin', 'origin', origin not in ('own', 'demo'), part, row_number, origin, null, null from delivered
    union all
    select 'unknown_code', 'period', not list_contains($periods, period), part, row_number, period, null, null
    from delivered
    union all
    select 'unknown_code', 'care_type', not list_contains($care_types, care_type), part, row_number, care_type, null, null
    from delivered
    union all
    select 'unknown_code', 'measure', not list_contains($measures, measure), part, row_number, measure, null, null
    from delivered
    union all
    select 'no_group', 'n_groups', n_groups < 1, part, row_number, cast(n_groups as varchar), null, null from delivered
    union all
    select
        'impossible_sum', 'score_sum', not (score_sum between sum_low - least and sum_high + least), part, row_number,
        cast(score_sum as varchar), sum_low, sum_high
    from delivered
    where n_groups > 0
    union all
    select
        'impossible_sum', 'score_square_sum',
        not (score_square_sum between square_low - least_square and square_high + least_square), part, row_number,
        cast(score_square_sum as varchar), square_low, square_high
    from delivered
    where n_groups > 0 and score_sum between sum_low - least and sum_high + least
    union all
    select 'repeated', 'organisation_id', time > 1, part, row_number, organisation_id, null, null from delivered
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
