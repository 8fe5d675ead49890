"""The command line. Each module holds the commands of one job; typer does parsing and help."""

from monitor.cli import data, dialogue, spread, verdicts
from monitor.cli.common import app

__all__ = ["app", "data", "dialogue", "spread", "verdicts"]
