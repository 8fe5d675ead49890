"""Putting another version into use, and back: tried with versions that are small servers of their own."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SERVER = """
import http.server, sys
class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        HEADERS
        self.end_headers()
    def log_message(self, *_): pass
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Answer).serve_forever()
"""
GOOD = SERVER.replace("HEADERS", "self.send_header('Content-Security-Policy', 'x')")
WITHOUT_GATE, DEAD = SERVER.replace("HEADERS", "pass"), "raise SystemExit(1)"
RESTART = """#!/bin/sh
[ -f "$ROOT/pid" ] && kill "$(cat "$ROOT/pid")" && while kill -0 "$(cat "$ROOT/pid")" 2>/dev/null; do sleep 0.05; done
"$ROOT/nu/.venv/bin/python" "$ROOT/nu/server.py" "$1" >/dev/null 2>&1 </dev/null &
echo $! > "$ROOT/pid"
"""


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    for name, server in (("1", GOOD), ("2", GOOD), ("zonder-poort", WITHOUT_GATE), ("kapot", DEAD)):
        version = tmp_path / "versies" / name
        (version / ".venv" / "bin").mkdir(parents=True)
        (version / ".venv" / "bin" / "python").symlink_to(sys.executable)
        (version / "server.py").write_text(server)
    (tmp_path / "restart.sh").write_text(RESTART)
    yield tmp_path
    if (tmp_path / "pid").exists():
        with contextlib.suppress(ProcessLookupError):
            os.kill(int((tmp_path / "pid").read_text()), signal.SIGKILL)


@pytest.fixture
def port() -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return str(free.getsockname()[1])


def switch(place: Path, port: str, version: str, script: Path = ROOT / "deploy/switch.sh") -> tuple[int, str, str, str]:
    """Exit code, what was said on standard error, the version in use and the one of before."""
    known = {"ROOT": str(place), "PORTS": port, "RESTART": f"sh {place}/restart.sh ", "SECONDS_TO_START": "5"}
    command = ["sh", str(script), version]
    done = subprocess.run(command, env={**os.environ, **known}, capture_output=True, text=True, timeout=60)
    before = place / "vorige"
    now = os.readlink(place / "nu") if (place / "nu").is_symlink() else ""
    return done.returncode, done.stderr, now, before.read_text().strip() if before.exists() else ""


def test_a_version_is_put_into_use_and_taken_back(place: Path, port: str):
    assert switch(place, port, "1") == (0, "", "versies/1", "")
    assert switch(place, port, "2") == (0, "", "versies/2", "1")
    assert switch(place, port, "1") == (0, "", "versies/1", "2")


@pytest.mark.parametrize("bad", ["kapot", "zonder-poort"])
def test_a_version_that_does_not_come_up_is_left_at_once(place: Path, port: str, bad: str):
    switch(place, port, "1")
    code, said, now, _ = switch(place, port, bad)
    assert (code, now) == (1, "versies/1")
    assert f"Versie {bad} start niet. We gaan terug naar 1." in said
    healthy = subprocess.run([sys.executable, ROOT / "deploy/healthy.py", port, "0"])
    assert healthy.returncode == 0


def test_the_switch_that_was_begun_does_not_become_that_of_the_new_version(place: Path, port: str):
    shutil.copytree(ROOT / "deploy", place / "versies/1/deploy")
    switch(place, port, "1")
    code, said, now, _ = switch(place, port, "2", place / "nu/deploy/switch.sh")  # version 2 has no such folder
    assert (code, said, now) == (0, "", "versies/2")


def test_a_version_with_a_broken_python_does_not_take_the_good_one_along(place: Path, port: str):
    switch(place, port, "1")
    python = place / "versies/2/.venv/bin/python"
    python.unlink()
    python.write_text("#!/bin/sh\nexit 1\n")
    python.chmod(0o755)
    code, said, now, _ = switch(place, port, "2")
    assert (code, now) == (1, "versies/1")
    assert "We gaan terug naar 1." in said
    assert "Ook 1 start niet" not in said


def test_a_proxy_to_the_outside_is_not_asked_about_this_machine(place: Path, port: str):
    switch(place, port, "1")
    outside = {"http_proxy": "http://127.0.0.1:9", "no_proxy": "", "NO_PROXY": ""}
    healthy = subprocess.run([sys.executable, ROOT / "deploy/healthy.py", port, "0"], env={**os.environ, **outside})
    assert healthy.returncode == 0


def test_a_version_that_is_not_there_changes_nothing(place: Path, port: str):
    switch(place, port, "1")
    code, said, now, _ = switch(place, port, "3")
    assert (code, now) == (2, "versies/1")
    assert "is er niet, of is nog niet klaar" in said
