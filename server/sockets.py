"""Small messages leave at once.

Streamlit makes its listening socket in such a way that asyncio does not turn off Nagle's algorithm (it looks for a socket
that names TCP, this one does not). The last message of a run, which is small, then waits until the browser acknowledged
the one before, and a browser acknowledges after 40 ms: every click takes 40 ms longer. Connections take the option over
from the socket that listens, so it is set there.
"""

from __future__ import annotations

import os
import socket
import stat
from pathlib import Path

DESCRIPTORS = Path("/dev/fd")
INTERNET = (socket.AF_INET, socket.AF_INET6)


def answer_at_once() -> int:
    """Turn off the waiting on every socket on which this process listens; how many there were."""
    if not DESCRIPTORS.is_dir():
        return 0  # a system without such a folder keeps the waiting
    return sum(_answers_at_once(int(name)) for name in os.listdir(DESCRIPTORS))


def _answers_at_once(descriptor: int) -> bool:
    try:
        if not stat.S_ISSOCK(os.fstat(descriptor).st_mode):
            return False
        with socket.socket(fileno=os.dup(descriptor)) as one:
            listens = one.family in INTERNET and one.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN)
            if listens:
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return bool(listens)
    except OSError:
        return False  # closed in the meantime
