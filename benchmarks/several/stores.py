"""Where the workspace of a measurement is: a folder, or an S3 server on loopback that runs as long as it lasts."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from monitor import paths

MOTO = Path(sys.prefix) / "s3" / "bin" / "moto_server"
"""`make s3` installs it: an S3 server that others wrote. Without it there is the small one of our tests."""
BUCKET = "emmer"
SECONDS_TO_START = 30


@dataclass(frozen=True)
class Store:
    """`workspace` as KWALITEIT_WORKSPACE takes it, the rest of the environment, and the server when there is one."""

    label: str
    workspace: str
    environment: dict[str, str] = field(default_factory=dict)
    server: subprocess.Popen[bytes] | None = None

    def on_a_machine(self, folder: Path) -> dict[str, str]:
        """The environment of a process on a machine of its own: its copy is in this folder."""
        return {
            **os.environ,
            **self.environment,
            paths.WORKSPACE_VARIABLE: self.workspace,
            "KWALITEIT_MIRROR": str(folder),
        }


@contextmanager
def opened(kind: str, port: int, *, is_moto: bool = MOTO.exists()) -> Iterator[Store]:
    """`kind` is disk or s3."""
    with tempfile.TemporaryDirectory(prefix="several-") as folder:
        if kind == "disk":
            yield Store("disk", str(Path(folder, "workspace")))
            return
        _be_sure_of(port)
        program = [str(MOTO), "-H", "127.0.0.1", "-p"] if is_moto else [sys.executable, "-m", "tests.store.s3_server"]
        with open(os.devnull, "wb") as nothing:
            server = subprocess.Popen([*program, str(port)], stdout=nothing, stderr=nothing, cwd=paths.ROOT)
        try:
            _make_bucket(port)
            environment = {
                "AWS_ENDPOINT_URL_S3": f"http://127.0.0.1:{port}",
                "AWS_ACCESS_KEY_ID": "sleutel",
                "AWS_SECRET_ACCESS_KEY": "geheim",
            }
            label = "S3 (moto)" if is_moto else "S3 (tests/store/s3_server.py)"
            yield Store(label, f"s3://{BUCKET}/werk", environment, server)
        finally:
            server.terminate()
            server.wait()


def _be_sure_of(port: int) -> None:
    """Raises OSError when somebody else is on this port: we would measure another store."""
    with socket.socket() as mine:
        mine.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        mine.bind(("127.0.0.1", port))


def _make_bucket(port: int) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("PUT", f"/{BUCKET}")
            connection.getresponse().read()
            return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
