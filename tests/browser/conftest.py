"""A real server and a real browser. Every page that a test opens is watched: nothing leaves this machine, nothing fails."""

from __future__ import annotations

import contextlib
import functools
import os
import random
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect, sync_playwright
from playwright.sync_api import TimeoutError as TooLate

from monitor import paths
from monitor.export.images import browser_path

ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--font-render-hinting=none",
)  # fmt: skip
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
TALL = {"width": 1280, "height": 3000}  # nothing scrolls: a list that is open closes when the page scrolls
# Below a page's own address Streamlit first looks for its server, in vain; then it finds it.
PROBE = re.compile(r"/[\w-]+/_stcore/(health|host-config)$")
SECONDS = 90
PATIENCE = 90_000  # milliseconds that a page may take on a busy machine; a first visit imports all libraries
expect.set_options(timeout=PATIENCE)


WATCH = Path(__file__).with_name("watch.js")
_logs: dict[int, Path] = {}
"""What the servers of the running test write, by port."""


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@functools.cache
def own_port() -> int:
    """The port of the servers that this worker starts one after the other: the browser knows the programs of that address.

    Outside the ports that the system hands out by itself, so that nothing takes it between two servers.
    """
    while True:
        port = random.randrange(18_000, 30_000)
        with contextlib.suppress(OSError), socket.socket() as free:
            free.bind(("127.0.0.1", port))
            return port


def start_server(workspace: Path, port: int, script: str = "app.py") -> subprocess.Popen:
    """A server on this port that answers; who starts it also ends it. What it writes is shown when a test fails."""
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)]
    command += ["--server.address", "127.0.0.1", "--server.headless", "true", "--browser.gatherUsageStats", "false"]
    environment = os.environ | {paths.WORKSPACE_VARIABLE: str(workspace)}
    _logs[port] = workspace.with_name(f"{workspace.name}-server-{port}.log")
    with _logs[port].open("ab") as log:
        process = subprocess.Popen(command, cwd=paths.ROOT, env=environment, stdout=log, stderr=log)
    try:
        wait_for(f"http://127.0.0.1:{port}")
    except BaseException:
        process.kill()
        raise
    return process


@contextmanager
def serving(workspace: Path, script: str = "app.py", port: int = 0) -> Iterator[str]:
    """A server of its own, on a free port unless one is given; the address of its front page."""
    port = port or free_port()
    process = start_server(workspace, port, script)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(SECONDS)
        _logs.pop(port)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo):
    """A test that fails shows what stood on its page, and what its servers wrote."""
    report = yield
    if report.when == "call" and report.failed:
        page = getattr(item, "funcargs", {}).get("page") or getattr(item, "funcargs", {}).get("tab")
        if page is not None and not page.is_closed():
            report.sections.append((f"Page {page.url}", page.locator("body").inner_text()[:6000]))
        for port, log in _logs.items():
            report.sections.append((f"Server {port}", log.read_text("utf-8", "replace")[-4000:]))
    return report


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
def server(example_master: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server with the example in its workspace; tests that only look share it. Links without `cijfers` show sources."""
    folder = shutil.copytree(example_master, tmp_path_factory.mktemp("shared") / "workspace")
    with serving(folder) as address:
        yield address


@pytest.fixture
def own_server(empty_workspace: Path) -> Iterator[str]:
    """A fresh server with an empty workspace, for one test."""
    with serving(empty_workspace, port=own_port()) as address:
        yield address


@pytest.fixture(scope="session")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    """One browser for all tests, with a folder: it fetches and compiles the programs of Streamlit once. Use `visitor`."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch_persistent_context(
            tmp_path_factory.mktemp("profile"), executable_path=browser_path(), headless=True, args=list(ARGUMENTS),
            locale="nl-NL", timezone_id="Europe/Amsterdam", viewport=WIDE, reduced_motion="reduce",
            permissions=["clipboard-read", "clipboard-write"],
        )  # fmt: skip
        started.set_default_timeout(PATIENCE)
        started.add_init_script(path=WATCH)
        yield started
        started.close()


@pytest.fixture
def visitor(profile: BrowserContext) -> Iterator[BrowserContext]:
    """Somebody who was never here: no page open, and nothing kept by the browser but the files of the program."""
    before = profile.pages  # an empty one, without which the browser would stop
    yield profile
    for page in profile.pages:
        if page in before:
            continue
        if page.url.startswith("http"):
            page.evaluate("localStorage.clear()")
        page.close()
    profile.clear_cookies()


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
    """Wait until everything that was asked for is there, all of it has been loaded, and nothing moves any more."""
    page.locator(".st-key-kib_footer").wait_for()  # the last thing that a run draws
    page.wait_for_function(
        """() => !kibWaits()
            && document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'
            && !document.querySelector('[data-stale=true]')
            // A widget whose program is still on its way stands there as a grey bar, which the keyboard passes by.
            && !document.querySelector('[data-testid=stSkeleton]')
            // Letters that come later move what stands below them, also between the press and the release of a button.
            && document.fonts.status === 'loaded'
            && document.getAnimations().every(one => one.playState !== 'running'
                                                     || one.effect?.getComputedTiming().endTime === Infinity)"""
    )


@contextmanager
def rerun(page: Page) -> Iterator[None]:
    """Do something for which the script runs again; afterwards that run is on the screen, and the page is whole."""
    before = page.evaluate("kibAsked()")
    yield
    page.wait_for_function("before => kibAsked() > before", arg=before)
    whole(page)


def unfold(page: Page, title: str) -> Locator:
    """Open a part that folds, by its title; the part, once it is open and still."""
    head = page.get_by_test_id("stExpander").locator("summary").filter(has_text=title).first
    head.click()
    part = head.locator("xpath=..")
    expect(part).to_have_attribute("open", "")
    whole(page)
    return part


def download(page: Page, label: str) -> bytes:
    """Click on a button that gives a file; the file. When none comes, the button tells why."""
    button = page.get_by_role("button", name=label).first
    try:
        with page.expect_download() as waiting:
            button.click()
    except TooLate as late:
        said = page.get_by_test_id("stDownloadButtonError").all_inner_texts()
        raise AssertionError(f"No file came for “{label}”. The page said: {said}") from late
    return Path(waiting.value.path()).read_bytes()
