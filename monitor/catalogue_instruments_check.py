"""What is wrong with the list of instruments or of observers: these decide which own scores stand beside national ones."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator
from pathlib import Path

from monitor.catalogue import read_file, spelling, split
from monitor.catalogue_texts_check import Found

INSTRUMENTS, OBSERVERS = "instruments.csv", "observers.csv"
REST = {INSTRUMENTS: "other", OBSERVERS: "unknown"}
"""What every unknown one becomes."""
YES_OR_NO = {INSTRUMENTS: "is_national", OBSERVERS: "is_trained"}
COLUMNS = {
    INSTRUMENTS: ("code", "label_nl", "names", "measures", "is_national", "reason_nl"),
    OBSERVERS: ("code", "label_nl", "names", "is_trained", "reason_nl"),
}


def instrument_problems(path: Path, measures: Collection[str]) -> Iterator[Found]:
    """The problems of one of the two files; `measures` are the codes that exist."""
    name = path.name.lower()
    try:
        columns, rows = read_file(path)
    except csv.Error:
        yield 0, "", "", ("Dit bestand kunnen we niet lezen.", "een CSV-bestand", "Bewaar het als CSV (UTF-8).")
        return
    missing = [column for column in COLUMNS[name] if column not in columns]
    for column in missing:
        yield 1, column, "", ("Deze kolom ontbreekt.", column, f"Voeg de kolom {column} toe.")
    if missing:
        return
    yield from _rows(name, rows, measures)
    rest = REST[name]
    if rest not in {row["code"] for _, row in rows}:
        yield 0, "code", "", (f"De regel '{rest}' ontbreekt.", rest, f"Voeg een regel toe met code {rest}.")
    if name == OBSERVERS and not {"0", "1"} <= {row["is_trained"] for _, row in rows}:
        remedy = "Voeg een regel toe met is_trained 1, en een met 0."
        yield 0, "is_trained", "", ("Er is geen geschoolde of geen andere observator.", "van beide een", remedy)


def _rows(name: str, rows: list[tuple[int, dict[str, str]]], measures: Collection[str]) -> Iterator[Found]:
    meaning: dict[str, str] = {}
    codes: dict[str, int] = {}
    for number, row in rows:
        code, flag = row["code"], YES_OR_NO[name]
        for column in ("code", "label_nl"):
            if not row[column]:
                yield number, column, "", ("Deze cel is leeg.", "een waarde", "Vul een waarde in.")
        if code and codes.setdefault(code, number) != number:
            what = f"'{code}' staat ook al op regel {codes[code]}."
            yield number, "code", code, (what, "een andere waarde per regel", "Kies een andere waarde.")
        if row[flag] not in ("0", "1"):
            yield number, flag, row[flag], (f"'{row[flag]}' kennen we niet.", "0 of 1", "Kies 0 of 1.")
        if row[flag] == "0" and not row["reason_nl"] and code != REST[INSTRUMENTS]:
            what = "Hier staat niet waarom een score niet naast de landelijke cijfers mag."
            yield number, "reason_nl", "", (what, "een zin", "Schrijf de reden op.")
        for measure in split(row.get("measures", "")):
            if measure not in measures:
                remedy = "Kies een code uit measures.csv."
                yield number, "measures", measure, (f"'{measure}' kennen we niet.", "een code", remedy)
        for word in (code, *split(row["names"])):
            if spelling(word) and meaning.setdefault(spelling(word), code) != code:
                what = f"'{word}' betekent ook al {meaning[spelling(word)]}."
                yield number, "names", word, (what, "één betekenis per woord", "Haal een van de twee weg.")
