"""Mutated files of every kind against every import: `python -m benchmarks.fuzz`. See __main__.py for what it asks."""
