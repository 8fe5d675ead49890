-- purpose:    how many groups each delivered cell has
-- parameters: $staged (staged score_counts)
-- grain:      care_type x measure x period
select care_type, measure, period, cast(sum(n_groups) as bigint) as n
from read_parquet($staged)
group by care_type, measure, period
order by measure, care_type, period
