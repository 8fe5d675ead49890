"""Several processes on one workspace, on disk or in a store, also behind nginx. See `python -m benchmarks.several --help`."""
