-- purpose:    what is wrong with the numbers of typed cell summaries
-- parameters: $typed (typed Parquet file), $limit (most examples of one sort)
-- grain:      sort of problem x column
-- columns:    code, "column", n, examples (list of sheet, row_number, value, measure, low, high), by place
-- note:       on a scale from a to b with mean m, an sd cannot be larger than sqrt((m - a)(b - m) n / (n - 1)); a
--             hundredth of the scale is left for rounding
with typed as (select * from read_parquet($typed)),
cells as (
    select
        sheet, row_number, measure, scale_min, scale_max,
        unnest(['n', 'mean', 'sd', 'min', 'max', 'share_low', 'share_high', 'deff']) as name,
        unnest([
            text.n, text.mean, text.sd, text."min", text."max", text.share_low, text.share_high, text.deff
        ]) as value,
        unnest([n, mean, sd_written, "min", "max", share_low, share_high, deff]) as number
    from typed
),
limits as (
    select
        sheet, row_number, measure, text.sd as value, sd,
        sqrt(greatest((mean - scale_min) * (scale_max - mean), 0) * n / greatest(n - 1, 1))
        + 0.01 * (scale_max - scale_min) as largest
    from typed
    where n >= 1 and mean between scale_min and scale_max
),
found as (
    select
        'empty' as code, name as "column", sheet, row_number, null as value, measure, scale_min as low, scale_max as high
    from cells
    where name in ('n', 'mean') and value is null
    union all
    select 'not_number', name, sheet, row_number, value, measure, null, null
    from cells
    where value is not null and number is null
    union all
    select 'not_count', name, sheet, row_number, value, measure, null, null
    from cells
    where name = 'n' and (number < 1 or number <> floor(number))
    union all
    select 'too_low', name, sheet, row_number, value, measure, scale_min, scale_max
    from cells
    where name in ('mean', 'min', 'max') and number < scale_min
    union all
    select 'too_high', name, sheet, row_number, value, measure, scale_min, scale_max
    from cells
    where name in ('mean', 'min', 'max') and number > scale_max
    union all
    select 'negative', name, sheet, row_number, value, measure, null, null
    from cells
    where (name = 'sd' and number < 0) or (name = 'deff' and number <= 0)
    union all
    select 'not_share', name, sheet, row_number, value, measure, null, null
    from cells
    where name in ('share_low', 'share_high') and (number < 0 or number > 1)
    union all
    select 'sd_too_large', 'sd', sheet, row_number, value, measure, null, largest
    from limits
    where sd > largest
    union all
    select 'min_above_mean', 'min', sheet, row_number, text."min", measure, mean, null
    from typed
    where "min" > mean
    union all
    select 'max_below_mean', 'max', sheet, row_number, text."max", measure, mean, null
    from typed
    where "max" < mean
    union all
    select 'min_above_max', 'min', sheet, row_number, text."min", measure, "max", null
    from typed
    where "min" > "max" and ("min" <= mean or "max" >= mean)
    union all
    select 'shares_above_one', 'share_high', sheet, row_number, text.share_high, measure, share_low, null
    from typed
    where share_low between 0 and 1 and share_high between 0 and 1 and share_low + share_high > 1.005
)
select
    code, "column", count(*) as n,
    arg_min(
        struct_pack(sheet := sheet, row_number := row_number, value := value, measure := measure, low := low, high := high),
        sheet * 10000000000 + row_number, cast($limit as bigint)
    ) as examples
from found
group by code, "column"
order by code, "column"
