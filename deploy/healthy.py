"""Whether the app process on this machine answers, with our own headers: `python deploy/healthy.py [PORT [SECONDS]]`.

A version that is damaged may still answer, but without its gate; therefore the headers. Ends with 0 when all is well, else
with 1. Without a port that of STREAMLIT_SERVER_PORT counts; it keeps trying for so many seconds.
"""

from __future__ import annotations

import os
import sys
import time
import urllib.request

OURS = "Content-Security-Policy"
STRAIGHT = urllib.request.build_opener(urllib.request.ProxyHandler({}))
"""A server that reaches the outside through a proxy (http_proxy) does not reach itself that way."""


def is_healthy(port: str, seconds: float) -> bool:
    address, end = f"http://127.0.0.1:{port}/_stcore/health", time.monotonic() + seconds
    while True:
        try:
            with STRAIGHT.open(address, timeout=4) as answer:
                return answer.status == 200 and OURS in answer.headers
        except OSError:
            if time.monotonic() >= end:
                return False
            time.sleep(0.5)


if __name__ == "__main__":
    given = [*sys.argv[1:], *[os.environ.get("STREAMLIT_SERVER_PORT", "8501"), "0"][len(sys.argv) - 1 :]]
    sys.exit(0 if is_healthy(given[0], float(given[1])) else 1)
