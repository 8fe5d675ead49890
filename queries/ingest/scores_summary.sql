-- purpose:    how many scores each cell of a typed file has
-- parameters: $typed (typed Parquet file)
-- grain:      care_type x measure x period
select care_type, measure, period, count(*) as n, count(*) as n_rows
from read_parquet($typed)
group by care_type, measure, period
order by measure, care_type, period
