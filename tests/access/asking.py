"""What the tests of the guard ask for: a year as a person sees it, and reading a list in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from monitor.access.guarded import Guarded
from monitor.ingest import import_file
from tests.access.conftest import FIRST, YEAR
from tests.dialogues.lists import CATALOGUE, LOCATIONS

ON = date(2026, 11, 21)
EVERYBODY = ("viewer", "coach", "partner", "other", "elsewhere", "group", "steering", "both", "association", "manager")
SEES_FIRST = ("coach", "partner", "other", "group", "steering", "both")


def of(guarded: Guarded, town: str = FIRST):
    return guarded.dialogues.cycle("own", town, YEAR)


def of_whole(session):
    return session.dialogues.cycle("own", FIRST, YEAR)


def texts(part) -> str:
    return repr(replace(part, locations=(), previous=None))


def import_of(workspace, folder, town, text=LOCATIONS):
    path = folder.parent / f"{town}-nieuw.csv"
    path.write_text(text.replace("K1;Opvang De Kikker", "K1;Opvang De Nieuwe Kikker"), "utf-8")
    return import_file(path, workspace, CATALOGUE, municipality=town, year=YEAR)
