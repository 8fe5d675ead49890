-- purpose:    how many groups had each score, per cell; exact, and additive over files
-- parameters: $files (scores Parquet files of one data set), $dataset_id, $origin
-- grain:      dataset_id x origin x period x care_type x measure x score
-- note:       dataset_id and origin come as parameters: a key that is the same in all rows costs as much as any other.
--             Rows are put in order before such columns are added, so that less is moved; the order only serves readers
--             that skip, nothing rests on it.
--             Portable: counts, sums and casts only, grouping keys by name. monitor/distributed/transpile.py turns this
--             text into the dialect of another engine, with its table in the place of read_parquet($files)
with counts as (
    select period, care_type, measure, score, count(*) as n_groups
    from read_parquet($files)
    group by period, care_type, measure, score
    order by measure, care_type, period, score
)
select
    cast($dataset_id as varchar) as dataset_id, cast($origin as varchar) as origin,
    period, care_type, measure, score, n_groups
from counts
