-- purpose:    how many statements a typed file has on each care type, measure and period
-- parameters: $typed (typed Parquet file)
-- grain:      care_type x measure x period
select care_type, measure, period_to as period, count(*) as n, count(*) as n_rows
from read_parquet($typed)
group by care_type, measure, period_to
order by measure, care_type, period
