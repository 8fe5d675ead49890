-- purpose:    staged statements with codes for words; what cannot be read is null
-- parameters: $staged (staged Parquet file), $words (Parquet: column, word, code), $measures (not used but for the existence
--             of the measure), $blank (signs that do not count at the ends of a cell)
-- grain:      one row per staged row
with cells as (
    select
        sheet, row_number, care_type, measure, period_from, period_to, direction, "level", confidence,
        nullif(trim(finding_id, $blank), '') as finding_id,
        nullif(trim(statement_nl, $blank), '') as statement_nl,
        nullif(trim(caveat_nl, $blank), '') as caveat_nl,
        nullif(trim(source_title, $blank), '') as source_title,
        nullif(trim(source_publisher, $blank), '') as source_publisher,
        nullif(trim(source_date, $blank), '') as source_date,
        nullif(trim(source_url, $blank), '') as source_url
    from read_parquet($staged)
),
words as (select "column", word, code from read_parquet($words))
select
    s.sheet, s.row_number,
    coalesce(
        s.finding_id,
        'eigen-' || left(md5(concat_ws('|', m.code, c.code, pf.code, pt.code, s.statement_nl, s.source_title)), 8)
    ) as finding_id,
    q.code as measure, c.code as care_type, pf.code as period_from, pt.code as period_to, d.code as direction,
    l.code as "level", s.statement_nl, s.caveat_nl, z.code as confidence, s.source_title, s.source_publisher,
    s.source_date, s.source_url
from cells as s
left join words as c on c."column" = 'care_type' and c.word = s.care_type
left join words as m on m."column" = 'measure' and m.word = s.measure
left join words as pf on pf."column" = 'period_from' and pf.word = s.period_from
left join words as pt on pt."column" = 'period_to' and pt.word = s.period_to
left join words as d on d."column" = 'direction' and d.word = s.direction
left join words as l on l."column" = 'level' and l.word = s."level"
left join words as z on z."column" = 'confidence' and z.word = s.confidence
left join read_parquet($measures) as q on q.code = m.code
order by s.sheet, s.row_number
