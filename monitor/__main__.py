"""`python -m monitor ...`: the same functions as the pages, for data managers and scripts."""

from monitor.cli import app

if __name__ == "__main__":
    app(prog_name="python -m monitor")
