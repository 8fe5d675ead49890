"""What a visitor waits for, in Chromium on this machine: `python -m benchmarks.browser`.

First visits with an empty cache, to the production entry (asgi.py), to app.py served plainly, and to the floor: a Streamlit
page with nothing but one chart. Then switches from page to page inside one session. Demo data, in a workspace that is removed.
Goals: a first visit within 4 s, a page switch within 1.5 s, until the first figure or verdict table is on screen.
"""

from __future__ import annotations

import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from monitor import catalogue, paths
from monitor.demo import install_all
from monitor.store.database import Database
from monitor.store.workspace import Workspace

CHROMIUM = "/usr/bin/chromium"
RUNS = 5
FIRST_VISIT, SWITCH = 4.0, 1.5
DATA = "cijfers=voorbeeld"
FIGURE = ".js-plotly-plot .main-svg, table.kib-matrix"
FLOOR = "import plotly.graph_objects as go, streamlit as st\nst.plotly_chart(go.Figure(go.Scatter(y=[1, 3, 2])))\n"


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder, sync_playwright() as playwright:
        workspace = Path(folder, "workspace")
        workspace.mkdir()
        install_all(Workspace(workspace), Database([workspace, paths.DATA]), catalogue.load())
        floor = Path(folder, "floor.py")
        floor.write_text(FLOOR, "utf-8")
        executable = CHROMIUM if Path(CHROMIUM).exists() else None
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        print("| first visit, empty cache | median s | slowest | MB | goal |")
        print("| --- | ---: | ---: | ---: | --- |")
        switches = []
        for label, script, page in (
            ("floor: one chart, plain Streamlit", floor, ""),
            ("app.py, plain Streamlit: trend", paths.ROOT / "app.py", "trend"),
            ("asgi.py: overzicht", paths.ROOT / "asgi.py", "overzicht"),
            ("asgi.py: trend", paths.ROOT / "asgi.py", "trend"),
        ):
            with served(script, workspace) as address:
                visits = [first_visit(browser, f"{address}/{page}?{DATA}") for _ in range(RUNS + 1)][1:]
                seconds, sizes = zip(*visits, strict=True)
                print(row(label, seconds, f"{statistics.median(sizes) / 1e6:.1f} | ", FIRST_VISIT), flush=True)
                if page == "trend" and script.name == "asgi.py":
                    switches = page_switches(browser, address)
        browser.close()
    print("\n| page switch inside a session | median s | slowest | goal |")
    print("| --- | ---: | ---: | --- |")
    for label, seconds in switches:
        print(row(label, seconds, "", SWITCH))


def row(label: str, seconds: tuple[float, ...], more: str, goal: float) -> str:
    median = statistics.median(seconds)
    return f"| {label} | {median:.2f} | {max(seconds):.2f} | {more}{'met' if median <= goal else 'NOT MET'} |"


def first_visit(browser: Browser, address: str) -> tuple[float, int]:
    """Seconds until the first figure, and bytes that came over the wire, in a browser that has seen nothing yet."""
    context = browser.new_context(locale="nl-NL", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    sizes: list[float] = []
    network.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    start = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.locator(FIGURE).first.wait_for(state="visible", timeout=60_000)
    seconds = time.perf_counter() - start
    page.wait_for_load_state("networkidle")
    context.close()
    return seconds, int(sum(sizes))


def page_switches(browser: Browser, address: str) -> list[tuple[str, tuple[float, ...]]]:
    """From the overview to the trend page and back, by the links of the side bar; the first round is a warm-up."""
    page = browser.new_page(locale="nl-NL", viewport={"width": 1280, "height": 900})
    page.goto(f"{address}/overzicht?{DATA}")
    page.locator(FIGURE).first.wait_for(state="visible", timeout=60_000)
    to_trend, back = [], []
    for _ in range(RUNS + 1):
        to_trend.append(switch(page, "trend"))
        back.append(switch(page, "overzicht"))
    page.close()
    return [("to trend", tuple(to_trend[1:])), ("to overzicht", tuple(back[1:]))]


def switch(page: Page, url_path: str) -> float:
    """Click the page in the side bar; seconds until its first figure, with the old page's title gone."""
    old = page.locator("h1").first.inner_text()
    start = time.perf_counter()
    page.locator(f"[data-testid='stSidebarNavLink'][href*='/{url_path}']").first.click()
    page.wait_for_function(
        "([old, figure]) => { const h = document.querySelector('h1'); const f = document.querySelector(figure);"
        " return h && h.innerText !== old && f && f.getBoundingClientRect().height > 0 && !f.closest('[data-stale=true]'); }",
        arg=[old, FIGURE],
        timeout=60_000,
    )
    seconds = time.perf_counter() - start
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(500)
    return seconds


@contextmanager
def served(script: Path, workspace: Path) -> Iterator[str]:
    """A server of its own on a free port, stopped afterwards."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(script), f"--server.port={port}", "--server.headless=true"]
    environment = os.environ | {paths.WORKSPACE_VARIABLE: str(workspace)}
    server = subprocess.Popen(
        command, cwd=paths.ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_until_healthy(address)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)


def wait_until_healthy(address: str, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(address)


if __name__ == "__main__":
    main()
