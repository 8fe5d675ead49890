"""Runnable benchmarks that print tables: `python -m benchmarks`, and .pages and .browser beside it."""
