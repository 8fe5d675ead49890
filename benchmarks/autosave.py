"""How old the oldest sign is that a kill of the server would take: `python -m benchmarks.autosave`.

Somebody types in the form of the dialogue, in Chromium on this machine, without leaving the field. Of every sign that was
typed: how long until it was on disk. Goal: at most two seconds. Demo data, in a workspace that is removed.
"""

from __future__ import annotations

import statistics
import tempfile
import threading
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks.browser import CHROMIUM, served
from monitor import catalogue, paths
from monitor.demo import install_all
from monitor.dialogues import drafts
from monitor.records import DEMO
from monitor.session import Session
from monitor.store.database import Database
from monitor.store.journal import Journal
from monitor.store.workspace import Workspace

YEAR = 2026
GOAL = 2.0
PAUSE = 0.04  # seconds between two signs: a quick typist
TEXT = "Ouders blijven 's ochtends even hangen; wij praten dan kort, en dat helpt. " * 5
PATIENCE = 60  # seconds after the last sign


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        workspace = Path(folder)
        install_all(Workspace(workspace), Database([workspace, paths.DATA]), catalogue.load())
        ages = sorted(typed(workspace))
    last = ages[int(0.95 * len(ages))]
    print("| signs | median s | p95 s | oldest s | goal |\n| ---: | ---: | ---: | ---: | --- |")
    verdict = "met" if ages[-1] <= GOAL else "NOT MET"
    print(f"| {len(ages)} | {statistics.median(ages):.2f} | {last:.2f} | {ages[-1]:.2f} | {GOAL:.0f} s: {verdict} |")


def typed(workspace: Path) -> list[float]:
    """Seconds from typing to disk, of every sign."""
    journal = Journal(workspace)
    municipality = Session(workspace).dialogues.cycles(DEMO)[0][0]
    place = Session(workspace).dialogues.cycle(DEMO, municipality, YEAR).active[0]
    draft = drafts.start(journal, DEMO, municipality, YEAR, f"internal_{place.kind}", place.location_id, [])
    kept: list[tuple[float, int]] = []
    watching = threading.Thread(target=watch, args=(workspace, draft, kept), daemon=True)
    moments = []
    with served(paths.ROOT / "app.py", workspace) as address, sync_playwright() as playwright:
        executable = CHROMIUM if Path(CHROMIUM).exists() else None
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(f"{address}/dialoog?cijfers=voorbeeld&tab=invullen&jaar={YEAR}&concept={draft}")
        field = page.locator(".st-key-kib_form textarea").first
        field.click()
        watching.start()
        for sign in TEXT:
            page.keyboard.type(sign)
            moments.append(time.monotonic())
            time.sleep(PAUSE)
        watching.join(PATIENCE)
        browser.close()
    return [next(at for at, n in kept if n > i) - moment for i, moment in enumerate(moments)]


def watch(workspace: Path, draft: str, kept: list[tuple[float, int]]) -> None:
    """Note when how many signs were on disk, as another process sees it, until all are."""
    while not kept or kept[-1][1] < len(TEXT):
        state = drafts.load(Journal(workspace), draft)
        length = max((len(text) for text in state.fields.values()), default=0) if state else 0
        if not kept or length > kept[-1][1]:
            kept.append((time.monotonic(), length))
        time.sleep(0.02)


if __name__ == "__main__":
    main()
