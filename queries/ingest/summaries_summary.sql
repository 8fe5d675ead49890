-- purpose:    how many groups each cell of a typed file speaks of; and how many cells have no spread
-- parameters: $typed (typed Parquet file)
-- grain:      care_type x measure x period
select
    care_type, measure, period, cast(sum(n) as bigint) as n, count(*) as n_rows, count(*) filter (where sd is null) as without_sd
from read_parquet($typed)
group by care_type, measure, period
order by measure, care_type, period
