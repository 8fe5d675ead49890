"""A server as a municipality would start it, with people in several roles."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from intruder import USER, Caller, signed

from monitor import paths

SECONDS = 90
SECRET = "a-secret-of-the-tests-that-is-long-enough"
BOSS, WORKING_GROUP, VIEWER = "beheer@gemeente.example", "werkgroep@gemeente.example", "kijker@opvang.example"
NO_PROVIDER = {
    "KWALITEIT_AUTH_REDIRECT_URI": "http://localhost:{port}/oauth2callback",
    "KWALITEIT_AUTH_COOKIE_SECRET": SECRET,
    "KWALITEIT_AUTH_CLIENT_ID": "tests",
    "KWALITEIT_AUTH_CLIENT_SECRET": "tests",
    "KWALITEIT_AUTH_SERVER_METADATA_URL": "http://127.0.0.1:1/.well-known/openid-configuration",
}
"""Sign-in is set up with a provider that does not answer: tests bring signed cookies."""
PEOPLE = f"""email,role,municipality,locations,until
{BOSS},data_manager,,,
{WORKING_GROUP},working_group,,,
{VIEWER},viewer,,,
"""


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@contextmanager
def serving(workspace: Path, **environment: str) -> Iterator[int]:
    """The production entry on this workspace; its port."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "asgi.py", "--server.port", str(port)]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("KWALITEIT")}
    log = workspace.with_name(f"server-{port}.log")
    with log.open("wb") as out:
        settings = clean | {paths.WORKSPACE_VARIABLE: str(workspace)} | sign_in(port, environment)
        process = subprocess.Popen(command, cwd=paths.ROOT, env=settings, stdout=out, stderr=out)
    try:
        wait_for(port, log)
        yield port
    finally:
        process.terminate()
        process.wait(SECONDS)


def sign_in(port: int, environment: dict[str, str]) -> dict[str, str]:
    return {name: value.format(port=port) for name, value in environment.items()}


def wait_for(port: int, log: Path) -> None:
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(log.read_text("utf-8", "replace"))


@dataclass
class Server:
    """`as_` gives the browser of somebody who signed in; nobody gives a first visitor."""

    port: int
    workspace: Path

    @property
    def origin(self) -> str:
        return f"http://localhost:{self.port}"

    def as_(self, email: str, secret: str = SECRET, **claims: object) -> Caller:
        told = {"email": email, "sub": email} | claims
        return Caller(self.port, {USER: signed(secret, str(told.pop("origin", self.origin)), **told)})

    def nobody(self) -> Caller:
        return Caller(self.port)

    @property
    def people(self) -> Path:
        return self.workspace / "access" / "people.csv"
