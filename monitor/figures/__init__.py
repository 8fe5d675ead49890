"""One function per chart: rows in, Plotly figure out. Nothing here computes a statistic or opens a file."""
