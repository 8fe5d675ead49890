-- purpose:    whether delivered counts are real or invented
-- parameters: $files (staged Parquet files)
-- grain:      origin
select distinct origin
from read_parquet($files)
order by origin
