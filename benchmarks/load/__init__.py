"""Many people at once: real websocket sessions that speak as a browser does. See `python -m benchmarks.load --help`."""
