"""Where data lie and how they are read: the append-only workspace and the DuckDB connection over its Parquet files."""
