-- purpose:    staged scores with codes for words and numbers and dates for text; what cannot be read is null beside its text
-- parameters: $staged (staged Parquet file), $words (Parquet: column, word, code), $measures (Parquet: code, scale_min,
--             scale_max), $blank (signs that do not count at the ends of a cell)
-- grain:      one row per staged row
with cells as (
    select
        sheet, row_number, care_type, measure, period, is_representative,
        nullif(trim(score, $blank), '') as score,
        nullif(trim(organisation_id, $blank), '') as organisation_id,
        nullif(trim(location_id, $blank), '') as location_id,
        nullif(trim(group_id, $blank), '') as group_id,
        nullif(trim(instrument, $blank), '') as instrument,
        nullif(trim(instrument_version, $blank), '') as instrument_version,
        nullif(trim(observed_on, $blank), '') as observed_on
    from read_parquet($staged)
),
words as (select "column", word, code from read_parquet($words))
select
    s.sheet, s.row_number, p.code as period, c.code as care_type, m.code as measure,
    s.organisation_id, s.location_id, s.group_id,
    case
        when regexp_full_match(s.score, '[+−-]?[0-9]+([.,][0-9]+)?')
            then try_cast(replace(replace(s.score, ',', '.'), '−', '-') as double)
    end as score,
    s.score as score_text, s.instrument, s.instrument_version,
    case
        when regexp_full_match(s.observed_on, '[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{4}')
            then cast(try_strptime(regexp_replace(s.observed_on, '[/.]', '-', 'g'), '%d-%m-%Y') as date)
        when regexp_full_match(s.observed_on, '[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([ T][0-9:.]+)?')
            then cast(try_strptime(regexp_extract(s.observed_on, '^[0-9-]+'), '%Y-%m-%d') as date)
    end as observed_on,
    s.observed_on as observed_on_text,
    cast(r.code as boolean) as is_representative,
    q.scale_min, q.scale_max
from cells as s
left join words as c on c."column" = 'care_type' and c.word = s.care_type
left join words as m on m."column" = 'measure' and m.word = s.measure
left join words as p on p."column" = 'period' and p.word = s.period
left join words as r on r."column" = 'is_representative' and r.word = s.is_representative
left join read_parquet($measures) as q on q.code = m.code
