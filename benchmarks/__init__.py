"""Runnable benchmarks that print tables: `python -m benchmarks`, `python -m benchmarks.pages`, `python -m benchmarks.browser`."""
