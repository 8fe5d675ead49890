"""A made-up country for the dialogue: every municipality with one year, as the imports of each of them would leave it."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from monitor.catalogue import read_rows
from monitor.demo.dialogue_source import FOLDER
from monitor.dialogues import settings as years
from monitor.dialogues.settings import CycleSettings, Theme
from monitor.dialogues.words import CHILDCARE, FORM, INTERNAL, JOINT, QUESTIONS, SCHOOL, VALUE
from monitor.store.journal import Journal
from monitor.store.schemas import SCHEMAS
from monitor.store.workspace import Dataset, Workspace

YEAR, MUNICIPALITIES = 2026, 350
CHILDCARE_LOCATIONS, SCHOOLS, THEMES, ACTIONS = 36, 24, 8, 60
SCHOOLS_OF_EACH = 4
MONDAY = date(YEAR, 3, 2)
# What one import keeps: the tables of a data set of this kind.
IMPORTS = {
    "locations": ("locations",),
    "flows": ("flows",),
    "form": ("dialogues", "participants", "answers"),
    "actions": ("actions",),
}
Rows = list[dict[str, Any]]


def key(number: int) -> str:
    return f"gemeente_{number:03d}"


def settings_of(number: int) -> CycleSettings:
    """The shipped template with as many main themes as the country asks for."""
    base = years.template(YEAR, key(number))
    more = THEMES - len(base.main_themes)
    extra = tuple(
        Theme(f"extra_{n}", f"extra-{n}", f"Eigen thema {n}", f"thema {n}", False, "", (), (), "") for n in range(more)
    )
    return replace(base, municipality_label=f"Gemeente {number:03d}", themes=(*base.themes, *extra))


def write_country(workspace: Workspace, municipalities: int = MUNICIPALITIES) -> None:
    """Four imports for each municipality, and its settings. A workspace that has them already is left as it is."""
    if workspace.state().datasets:
        return
    journal = Journal(workspace.folder)
    tables = {name: pa.Table.from_pylist(_whole(name, rows), schema=SCHEMAS[name]) for name, rows in _rows().items()}
    for number in range(municipalities):
        years.save(journal, "own", settings_of(number))
        for kind, names in IMPORTS.items():
            with workspace.staging() as folder:
                code = f"{kind}-{number:03d}"
                files = {name: [_of_one(tables[name], code, key(number), folder / f"{name}.parquet")] for name in names}
                n_rows = sum(tables[name].num_rows for name in names)
                workspace.add(Dataset(code, kind, "own", code, f"{code}.xlsx", n_rows), files)


def _whole(table: str, rows: Rows) -> Rows:
    return [{**dict.fromkeys(SCHEMAS[table].names), "dialogue_year": YEAR, **row} for row in rows]


def _of_one(table: pa.Table, dataset: str, municipality: str, path: Path) -> Path:
    """The same rows under the id and the name of one municipality."""
    for name, value in (("dataset_id", dataset), ("origin", "own"), ("municipality", municipality)):
        table = table.set_column(table.schema.get_field_index(name), name, pa.array([value] * table.num_rows))
    pq.write_table(table, path, compression="zstd")
    return path


def _rows() -> dict[str, Rows]:
    """One municipality: locations, flows, an internal and a joint dialogue for each location, and actions."""
    childcare = [f"k{n:02d}" for n in range(CHILDCARE_LOCATIONS)]
    schools = [f"s{n:02d}" for n in range(SCHOOLS)]
    areas = [area.code for area in settings_of(0).areas]
    pairs = [(k, schools[(n + step) % SCHOOLS]) for n, k in enumerate(childcare) for step in range(SCHOOLS_OF_EACH)]
    places = [(k, CHILDCARE) for k in childcare] + [(s, SCHOOL) for s in schools]
    dialogues = [
        *((f"i-{place}", INTERNAL[kind], (place,)) for place, kind in places),
        *((f"j-{n:02d}", JOINT, pair) for n, pair in enumerate(pairs[:: len(pairs) // len(places)])),
    ]
    return {
        "locations": [
            {"location_id": place, "name": f"Locatie {place}", "kind": kind, "area": areas[n % len(areas)],
             "organisation": f"Organisatie {n % 9}", "delivery": FORM, "is_active": True}
            for n, (place, kind) in enumerate(places)
        ],
        "flows": [
            {"from_location_id": k, "to_location_id": s, "children": n % 17, "children_state": VALUE,
             "children_vve": n % 5, "children_vve_state": VALUE}
            for n, (k, s) in enumerate(pairs)
        ],
        "dialogues": [_dialogue(n, *one) for n, one in enumerate(dialogues)],
        "participants": [
            {"dialogue_id": code, "location_id": place} for code, _, people in dialogues for place in people
        ],
        "answers": list(_answers([code for code, _, _ in dialogues])),
        "actions": [_action(n, dialogues[n % len(dialogues)][0]) for n in range(ACTIONS)],
    }  # fmt: skip


def _dialogue(number: int, code: str, form_type: str, people: tuple[str, ...]) -> dict[str, Any]:
    held_on = MONDAY + timedelta(days=number)
    return {
        "dialogue_id": code, "form_type": form_type, "held_on": held_on, "reporter_id": people[0], "channel": FORM,
        "submitted_at": datetime.combine(held_on, datetime.min.time()) + timedelta(days=1), "themes_asked": True,
        "help_asked": "Wie denkt er mee?" if number % 20 == 0 else "",
    }  # fmt: skip


def _answers(codes: list[str]):
    """Per dialogue and theme three answers of the length that they have in the example."""
    texts = itertools.cycle([row["text"] for row in read_rows("answers.csv", [FOLDER])])
    for code, theme in itertools.product(codes, settings_of(0).main_themes):
        yield {
            "dialogue_id": code, "theme": theme.code, "theme_label": "",
            **{question: f"{next(texts)} {next(texts)}" for question in QUESTIONS},
        }  # fmt: skip


def _action(number: int, dialogue: str) -> dict[str, Any]:
    statuses = ("proposal", "agreed", "in_year_plan", "running", "done", "dropped")
    themes = settings_of(0).main_themes
    return {
        "action_id": f"a{number:02d}", "revision": 1, "dialogue_id": dialogue, "theme": themes[number % len(themes)].code,
        "text": f"Afspraak {number} die samen wordt uitgevoerd", "status": statuses[number % len(statuses)],
        "owner_ids": [f"Organisatie {number % 9}"] if number % 4 else [], "due_on": date(YEAR, 10, 1) + timedelta(number),
        "result": "Het is gelukt." if statuses[number % len(statuses)] == "done" else "",
        "changed_at": datetime(YEAR, 9, 1), "changed_by": "Werkgroep",
    }  # fmt: skip
