"""The command line. Each module holds the commands of one job; typer does parsing and help."""

from monitor.cli import briefing, compare, counts, data, dialogue, spread, verdicts
from monitor.cli.common import app

__all__ = ["app", "briefing", "compare", "counts", "data", "dialogue", "spread", "verdicts"]
