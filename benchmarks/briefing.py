"""How long the documents of a consultation take: `python -m benchmarks.briefing`.

The fictitious consultation with seven figures, in a workspace that is removed. First the seven pictures, each with a
browser of its own and all with one; then every form, with nothing kept from before. Goal: each form within 45 seconds.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from monitor import catalogue, paths
from monitor.consultation import briefing
from monitor.consultation.briefing.pictures import for_paper
from monitor.consultation.records import Consultation
from monitor.consultation.store import Consultations
from monitor.demo import install_all
from monitor.export import images
from monitor.session import Session
from monitor.store.database import Database
from monitor.store.workspace import Workspace

FIGURES, GOAL = 7, 45
ON = date(2026, 11, 22)


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        install_all(Workspace(Path(folder)), Database([Path(folder), paths.DATA]), catalogue.load())
        session = Session(folder)
        consultation = with_figures(Consultations(session.dialogues.journal).all()[0])
        outline = briefing.outline_of(consultation, session, on=ON)
        figures = [for_paper(finding) for finding in outline.findings if finding.item.drawing is not None]
        print("| what | seconds | goal |")
        print("| --- | ---: | ---: |")
        print(
            f"| {len(figures)} pictures, a browser each | {seconds(lambda: [images.to_png(f) for f in figures]):.1f} | |"
        )
        print(f"| {len(figures)} pictures, one browser | {seconds(lambda: draw(figures)):.1f} | |")
        for form, known in briefing.FORMS.items():
            took = seconds(lambda form=form: briefing.make(consultation, session, form, on=ON))
            print(f"| {known.label} | {took:.1f} | {GOAL} |")


def with_figures(consultation: Consultation) -> Consultation:
    """The consultation with `FIGURES` findings that are drawn."""
    drawn = [item for item in consultation.items if item.drawing is not None][:FIGURES]
    return replace(consultation, items=tuple(drawn))


def draw(figures: list) -> None:
    images.draw_all([images.Drawing(figure) for figure in figures])


def seconds(work: Callable[[], object]) -> float:
    """With no picture kept from before."""
    images.forget()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
