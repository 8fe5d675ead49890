-- purpose:    how many groups had each score, per cell; exact, and additive over files
-- parameters: $files (list of scores Parquet files)
-- grain:      dataset_id x origin x period x care_type x measure x score
select dataset_id, origin, period, care_type, measure, score, count(*) as n_groups
from read_parquet($files)
group by dataset_id, origin, period, care_type, measure, score
order by measure, care_type, period, score, dataset_id, origin
