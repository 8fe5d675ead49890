"""A Streamlit server as a child process on loopback, and what the system says of it: processor time and memory."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.load.visitor import Visitor

SECONDS_TO_START = 90


@dataclass(frozen=True)
class Memory:
    """Megabytes of one process. `rss` counts shared pages whole, `pss` by share, `private` only its own."""

    rss: float
    pss: float
    private: float


@dataclass(frozen=True)
class Server:
    """A running server. `origin` is its host and port; `cookies_of` what the browser of a person has who signed in."""

    process: subprocess.Popen[bytes]
    origin: str
    cookies_of: Callable[[int], Mapping[str, str]] = field(default=lambda number: {})

    def visitor(self, number: int, query: str) -> Visitor:
        """A browser that has not opened anything yet."""
        return Visitor(self.origin, query, self.cookies_of(number))

    def cpu_seconds(self) -> float:
        """Processor time of the whole process since the start, user and system, also of threads that ended."""
        return time.clock_gettime(_clock(self.process.pid))

    def memory(self) -> Memory:
        text = Path(f"/proc/{self.process.pid}/smaps_rollup").read_text()
        found = {name: int(size) / 1024 for name, size in re.findall(r"^(\w+):\s+(\d+) kB", text, re.MULTILINE)}
        return Memory(found["Rss"], found["Pss"], found["Private_Dirty"] + found["Private_Clean"])

    def threads(self) -> int:
        return len(list(Path(f"/proc/{self.process.pid}/task").iterdir()))


def _clock(process: int) -> int:
    """The number of the clock that counts the processor time of another process (clock_getcpuclockid of glibc)."""
    return (~process << 3) | 2


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@contextmanager
def serving(
    folder: Path, script: str, port: int, *, settings: Mapping[str, str] | None = None,
    cpus: Collection[int] | None = None,
    log: Path | None = None,
) -> Iterator[Server]:  # fmt: skip
    """`streamlit run script` in this folder with the production settings of this project; ends it afterwards.

    `settings` are environment variables, `cpus` the processors that it may use.
    """
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)]
    command += ["--server.address", "127.0.0.1", "--server.headless", "true", "--browser.gatherUsageStats", "false"]
    command += ["--runner.postScriptGC", "false", "--server.fileWatcherType", "none", "--runner.magicEnabled", "false"]
    with open(log or os.devnull, "ab") as out:
        process = subprocess.Popen(
            command, cwd=folder, env=os.environ | dict(settings or {}), stdout=out, stderr=subprocess.STDOUT
        )
        try:
            if cpus is not None:
                os.sched_setaffinity(process.pid, cpus)
            _wait_for(f"127.0.0.1:{port}", process)
            yield Server(process, f"127.0.0.1:{port}")
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait_for(origin: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the server of {origin} ended with {process.returncode}")
        try:
            with urllib.request.urlopen(f"http://{origin}/_stcore/health", timeout=5) as answer:
                if answer.read() == b"ok":
                    return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(origin)
