"""The same mutated files through the real pages, as somebody uploads and keeps them: `python -m benchmarks.fuzz.screens`.

    python -m benchmarks.fuzz.screens [--each 10] [--seed 1] [--kind scores ...]

Asks of each: no traceback on the screen and no sentence that something went wrong, before and after pressing the button
that keeps. Pages run in this process without a browser; a workspace of its own, gone afterwards.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
import tempfile
import traceback
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.fuzz import cases, contract

ROOT = Path(__file__).resolve().parents[2]
WENT_WRONG = "Er ging iets mis"
KEEPS = ("Bewaar deze gegevens", "Neem deze scores over")
MIMES = {".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".json": "application/json"}
YEAR = {"tab": "inlezen", "jaar": "2026", "peildatum": "2026-11-21"}
DATA = ("gegevens", {"onderdeel": "inlezen"})
OWN = {"cijfers": "voorbeeld", "opvang": next(iter(cases.CATALOGUE.care_types.values())).slug}
PAGES: dict[str, tuple[str, dict[str, str]]] = {
    **dict.fromkeys(("scores", "wide_scores", "summaries", "findings"), DATA),
    **dict.fromkeys(("locations", "childcare_register", "school_register"), ("dialoog", YEAR | {"wat": "locaties"})),
    "flows": ("dialoog", YEAR | {"wat": "doorstroom"}),
    "dialogues": ("dialoog", YEAR | {"wat": "dialogen"}),
    "actions": ("dialoog", YEAR | {"wat": "acties"}),
    "series": ("dialoog", YEAR | {"wat": "reeksen"}),
    **dict.fromkeys(
        ("microsoft_forms", "microsoft_forms_joint", "limesurvey", "google_forms", "surveymonkey", "form_unasked"),
        ("dialoog", YEAR | {"wat": "vragenlijsten"}),
    ),
    "own_scores": ("mijn-locatie", OWN | {"stap": "scores", "invoer": "bestand"}),
    "own_file": ("mijn-locatie", OWN | {"stap": "bewaren"}),
    "questions": ("overleg", {"stap": "vragen", "peildatum": "2027-03-01"}),
    "mail": ("overleg", {"stap": "vragen", "peildatum": "2027-03-01"}),
}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        "python -m benchmarks.fuzz.screens", description="Mutated files through the pages."
    )
    parser.add_argument("--each", type=int, default=10, help="files per kind")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kind", nargs="*", choices=list(PAGES))
    given = parser.parse_args(arguments)
    logging.disable(logging.WARNING)
    bad = total = 0
    with tempfile.TemporaryDirectory(prefix="fuzz-screens-") as folder:
        grounds = contract.Grounds(Path(folder))
        os.environ["KWALITEIT_WORKSPACE"] = str(grounds.master)
        consultation = _consultation(grounds.master)
        for kind in given.kind or PAGES:
            page, params = PAGES[kind]
            extra = {"id": consultation} if page == "overleg" else {}
            for number in range(given.each):
                total += 1
                for fault in try_one(page, {**params, **extra}, cases.make(kind, given.seed, number)):
                    bad += 1
                    print(f"{kind}:{number} (seed {given.seed}) {fault}", flush=True)
    print(f"{total} files through the pages. Went wrong: {bad}.")
    return 1 if bad else 0


def _consultation(folder: Path) -> str:
    from monitor.consultation.store import Consultations
    from monitor.session import Session

    store = Consultations(Session(folder).dialogues.journal)
    return store.create("Overleg", date(2027, 3, 12), date(2027, 3, 5), ("ministerie",))


def try_one(page: str, params: dict[str, str], case: cases.Case) -> list[str]:
    """What went wrong on the page of this kind with this file; nothing when all is well."""
    try:
        app = _opened(page, params)
        if case.kind in ("questions", "mail"):
            app.radio(key="asked.way").set_value("file" if case.kind == "questions" else "paste").run()
        if case.kind == "mail":
            text = case.content.decode("utf-8", "replace").replace("\x00", "")
            next(area for area in app.text_area if area.key == "asked_paste_text_0").input(text).run()
        else:
            suffix = Path(case.name).suffix.lower()
            if (
                suffix.removeprefix(".") not in app.file_uploader[0].allowed_type
                and suffix not in app.file_uploader[0].allowed_type
            ):
                return []  # the browser and the server refuse it before the page sees it
            app.file_uploader[0].set_value((case.name, case.content, MIMES.get(suffix, "text/csv"))).run()
        faults = _faults(app, "after uploading")
        for button in app.button:
            if not faults and (button.label in KEEPS or button.key == "asked_add"):
                faults = _faults(button.click().run(), "after keeping")
                break
        return faults
    except Exception:
        return [traceback.format_exc(limit=-6)]


def _opened(page: str, params: dict[str, str]) -> Any:
    import streamlit as st
    from streamlit.testing.v1 import AppTest

    st.cache_data.clear()
    st.cache_resource.clear()
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    app.query_params.update(params)
    app.switch_page(f"pages/{page}.py")
    return app.run()


def _faults(app: Any, when: str) -> list[str]:
    shown = [f"{when}: {error.value}" for error in app.exception]
    return shown + [f"{when}: {error.value}" for error in app.error if WENT_WRONG in error.value]


if __name__ == "__main__":
    sys.exit(main())
