"""A real server and a real browser. Every page that a test opens is watched: nothing leaves this machine, nothing fails."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from monitor import paths
from monitor.export.images import browser_path

ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--font-render-hinting=none",
)  # fmt: skip
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
# Below a page's own address Streamlit first looks for its server, in vain; then it finds it.
PROBE = re.compile(r"/[\w-]+/_stcore/(health|host-config)$")
SECONDS = 60
PATIENCE = 45_000  # milliseconds that a page may take on a busy machine
expect.set_options(timeout=PATIENCE)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def start_server(workspace: Path, port: int, script: str = "app.py") -> subprocess.Popen:
    """A server on this port that answers; who starts it also ends it."""
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)]
    command += ["--server.address", "127.0.0.1", "--server.headless", "true", "--browser.gatherUsageStats", "false"]
    environment = os.environ | {paths.WORKSPACE_VARIABLE: str(workspace)}
    process = subprocess.Popen(
        command, cwd=paths.ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_for(f"http://127.0.0.1:{port}")
    except BaseException:
        process.kill()
        raise
    return process


@contextmanager
def serving(workspace: Path, script: str = "app.py") -> Iterator[str]:
    """A server of its own on a free port; the address of its front page."""
    port = free_port()
    process = start_server(workspace, port, script)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(SECONDS)


def wait_for(address: str) -> None:
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=5) as answer:
                if answer.read() == b"ok":
                    return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(address)


@pytest.fixture(scope="session")
def server(example_master: Path) -> Iterator[str]:
    """A server with the example in its workspace; tests that only look share it. Links without `cijfers` show sources."""
    with serving(example_master) as address:
        yield address


@pytest.fixture
def own_server(empty_workspace: Path) -> Iterator[str]:
    """A fresh server with an empty workspace, for one test."""
    with serving(empty_workspace) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=browser_path(), headless=True, args=list(ARGUMENTS))
        yield started
        started.close()


@pytest.fixture
def visitor(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(
        locale="nl-NL", timezone_id="Europe/Amsterdam", viewport=WIDE, reduced_motion="reduce",
        permissions=["clipboard-read", "clipboard-write"],
    )  # fmt: skip
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


@pytest.fixture
def page(visitor: BrowserContext) -> Iterator[Page]:
    """A tab. After the test: no request went elsewhere, and the console has no error but Streamlit's own probes."""
    opened = visitor.new_page()
    elsewhere: list[str] = []
    errors: list[str] = []

    def asked(request) -> None:
        if not request.url.startswith(("http://127.0.0.1:", "data:", "blob:")):
            elsewhere.append(request.url)

    def told(message) -> None:
        if message.type == "error" and not PROBE.search(message.location.get("url", "")):
            errors.append(f"{message.text} ({message.location.get('url', '')})")

    opened.on("request", asked)
    opened.on("console", told)
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    assert elsewhere == []
    assert errors == []


@pytest.fixture
def visit(page: Page) -> Callable[[str], Page]:
    """Open an address and wait until the page is whole."""

    def opened(address: str) -> Page:
        page.goto(address)
        whole(page)
        return page

    return opened


def whole(page: Page) -> None:
    """Wait until the run has ended (the footer is the last thing that it draws) and every part of it has been loaded."""
    page.locator(".st-key-kib_footer").wait_for()
    page.wait_for_function("document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'")
    page.wait_for_function("!document.querySelector('[data-stale=true]')")
    # A widget whose program is still on its way stands there as a grey bar, which the keyboard passes by.
    page.wait_for_function("!document.querySelector('[data-testid=stSkeleton]')")
