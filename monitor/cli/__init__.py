"""The command line. Each module holds the commands of one job; typer does parsing and help."""

from monitor.cli import access, backup, briefing, compare, counts, data, dialogue, spread, verdicts
from monitor.cli.common import app

__all__ = ["access", "app", "backup", "briefing", "compare", "counts", "data", "dialogue", "spread", "verdicts"]
