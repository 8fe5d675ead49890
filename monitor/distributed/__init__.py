"""The heavy step elsewhere: the counts that all pages read, made by another engine, and taken in here.

`transpile` writes the portable queries in the dialect of an engine, `spark_job` runs them on Spark, `take_in` checks what
an engine or another organisation delivers and keeps it as a data set without raw rows.
"""
