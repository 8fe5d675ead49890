-- purpose:    staged cell summaries with codes for words and numbers for text; what cannot be read is null beside its text
-- parameters: $staged (staged Parquet file), $words (Parquet: column, word, code), $measures (Parquet: code, scale_min,
--             scale_max), $blank (signs that do not count at the ends of a cell)
-- grain:      one row per staged row
-- note:       a share is a part (0,12) or a percentage with its sign (12%); an sd of 0 is kept as unknown
with texts as (
    select
        sheet, row_number, care_type, measure, period, is_representative,
        struct_pack(
            n := nullif(trim(n, $blank), ''), mean := nullif(trim(mean, $blank), ''), sd := nullif(trim(sd, $blank), ''),
            "min" := nullif(trim("min", $blank), ''), "max" := nullif(trim("max", $blank), ''),
            share_low := nullif(trim(share_low, $blank), ''), share_high := nullif(trim(share_high, $blank), ''),
            deff := nullif(trim(deff, $blank), '')
        ) as text,
        nullif(trim(instrument, $blank), '') as instrument,
        nullif(trim(instrument_version, $blank), '') as instrument_version,
        nullif(trim(page, $blank), '') as page
    from read_parquet($staged)
),
long as (
    select
        sheet, row_number, measure, unnest(['n', 'mean', 'sd', 'min', 'max', 'share_low', 'share_high', 'deff']) as name,
        unnest([
            text.n, text.mean, text.sd, text."min", text."max", text.share_low, text.share_high, text.deff
        ]) as value
    from texts
),
numbers as (
    select
        sheet, row_number, measure, name,
        case
            when regexp_full_match(value, '[+−-]?[0-9]+([.,][0-9]+)?')
                then try_cast(replace(replace(value, ',', '.'), '−', '-') as double)
            when name in ('share_low', 'share_high') and regexp_full_match(value, '[0-9]+([.,][0-9]+)?\s*%')
                then try_cast(replace(regexp_extract(value, '^[0-9.,]+'), ',', '.') as double) / 100
        end as number
    from long
),
wide as (
    select
        sheet, row_number, measure,
        max(number) filter (where name = 'n') as n, max(number) filter (where name = 'mean') as mean,
        max(number) filter (where name = 'sd') as sd, max(number) filter (where name = 'min') as "min",
        max(number) filter (where name = 'max') as "max", max(number) filter (where name = 'share_low') as share_low,
        max(number) filter (where name = 'share_high') as share_high, max(number) filter (where name = 'deff') as deff
    from numbers
    group by sheet, row_number, measure
),
words as (select "column", word, code from read_parquet($words))
select
    s.sheet, s.row_number, p.code as period, c.code as care_type, m.code as measure, s.text,
    w.n, w.mean, nullif(w.sd, 0) as sd, w.sd as sd_written, w."min", w."max", w.share_low, w.share_high, w.deff,
    s.instrument, s.instrument_version, cast(r.code as boolean) as is_representative, s.page, q.scale_min, q.scale_max
from texts as s
inner join wide as w
    on s.sheet = w.sheet and s.row_number = w.row_number and s.measure is not distinct from w.measure
left join words as c on c."column" = 'care_type' and c.word = s.care_type
left join words as m on m."column" = 'measure' and m.word = s.measure
left join words as p on p."column" = 'period' and p.word = s.period
left join words as r on r."column" = 'is_representative' and r.word = s.is_representative
left join read_parquet($measures) as q on q.code = m.code
order by s.sheet, s.row_number, m.code
