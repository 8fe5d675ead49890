"""What the container and the service promise stands in their files: no root, no secrets, nothing forgotten."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
NOT_IN_THE_APP = {"tests", "benchmarks", "docs", "deploy", "data", "tools"}


def copied() -> set[str]:
    """What may go into the image."""
    lines = (DEPLOY / "Dockerfile.dockerignore").read_text().splitlines()
    assert "*" in lines, "everything stays out, but for what is named"
    return {line[1:] for line in lines if line.startswith("!")}


def tracked() -> list[str]:
    return subprocess.run(["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True).stdout.splitlines()


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="not a checkout")
def test_every_part_of_the_app_goes_into_the_image():
    tops = {name.split("/")[0] for name in tracked() if name.endswith((".py", ".sql")) and "/" in name}
    modules = {name for name in tracked() if name.endswith(".py") and "/" not in name}
    assert (tops - NOT_IN_THE_APP) | modules <= copied()


def test_nothing_secret_and_nothing_of_users_goes_into_the_image():
    named = copied()
    assert not [name for name in named if re.search(r"secret|workspace|\.env|\.git|tls", name)]
    assert ".streamlit/config.toml" in named
    assert ".streamlit" not in named
    assert not re.search(r"(?i)\b(secret|password|token)\w*=\S", (DEPLOY / "Dockerfile").read_text())


def test_the_container_runs_as_nobody_special_and_is_watched():
    text = (DEPLOY / "Dockerfile").read_text()
    assert re.findall(r"^USER (.+)$", text, re.MULTILINE) == ["10001:10001"]
    assert re.search(r"^HEALTHCHECK ", text, re.MULTILINE)
    assert text.index("USER 10001") > text.rindex("RUN "), "no step after it needs rights"
    assert "--require-hashes" in text


def test_both_apps_can_only_be_reached_through_the_proxy():
    text = (DEPLOY / "compose.yaml").read_text()
    assert text.count("ports:") == 1
    assert "network_mode: service:proxy" in text
    assert "STREAMLIT_SERVER_ADDRESS: 127.0.0.1" in text
    for promise in ("read_only: true", "cap_drop: [ALL]", "no-new-privileges:true"):
        assert text.count(promise) == 2, promise
    ports = set(re.findall(r'STREAMLIT_SERVER_PORT: "(\d+)"', text))
    assert ports == set(re.findall(r"server 127\.0\.0\.1:(\d+)", (DEPLOY / "nginx.conf").read_text()))


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")
def test_the_service_is_read_by_systemd(tmp_path: Path):
    """The program that it starts is not here; everything else it knows."""
    text = (DEPLOY / "kwaliteit@.service").read_text()
    assert text.count("ExecStart=") == 1
    unit = tmp_path / "kwaliteit@.service"
    unit.write_text(re.sub(r"ExecStart=\S+", "ExecStart=/bin/sh", text))
    done = subprocess.run(
        ["systemd-analyze", "verify", tmp_path / "kwaliteit@8501.service"], capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")
