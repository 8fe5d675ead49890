"""The Dutch sentences about what is wrong with delivered counts: where, what, and what to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from monitor.catalogue import Catalogue
from monitor.distributed.delivered import NEW, Part
from monitor.ingest.messages import listed, shown
from monitor.ingest.report import Problem
from monitor.ingest.words import in_sentence
from monitor.wording.numbers import count, plain

ASK = "Vraag na waar deze regel vandaan komt."


def row_problems(parts: Sequence[Part], found: Sequence[Mapping[str, Any]], catalogue: Catalogue) -> list[Problem]:
    """One problem per example of queries/counts/*_problems.sql; `parts` are the files in the order of their numbers."""
    return [
        _row_problem(parts[example["part"]], one["code"], one["column"], example, catalogue)
        for one in found
        for example in one["examples"]
    ]


def _row_problem(part: Part, code: str, column: str, example: Mapping[str, Any], catalogue: Catalogue) -> Problem:
    what, expected, remedy = _text(code, column, example, catalogue)
    row, value = example["row_number"], example["value"] or ""
    message = f"{part.name}, regel {row}, kolom {column}: {what} {remedy}"
    return Problem(part.name, "", row, column, value, expected, remedy, message, code)


def _text(code: str, column: str, example: Mapping[str, Any], catalogue: Catalogue) -> tuple[str, str, str]:
    """What is wrong, what is expected, what to do."""
    value, low, high = shown(example["value"]), example["low"], example["high"]
    if code == "empty":
        return "deze cel is leeg.", "een waarde", NEW
    if code == "unknown_code":
        things = {
            "period": list(catalogue.periods), "care_type": list(catalogue.care_types), "measure": list(catalogue.measures),
        }  # fmt: skip
        codes = listed(things[column])
        return f"{value} staat niet in de catalogus.", codes, f"Gebruik een van deze codes: {codes}."
    if code == "not_an_origin":
        return f"{value} is geen herkomst.", "own of demo", NEW
    if code in ("too_low", "too_high"):
        end = f"lager dan {plain(low)}" if code == "too_low" else f"hoger dan {plain(high)}"
        return f"{value} is {end}.", f"een getal van {plain(low)} tot {plain(high)}", ASK
    if code == "no_group":
        return f"{value} is geen aantal groepen.", "een heel getal vanaf 1", NEW
    if code == "impossible_sum":
        what = f"{value} kan niet kloppen bij dit aantal groepen en deze schaal."
        return what, f"een getal van {plain(round(low, 4))} tot {plain(round(high, 4))}", NEW
    return "deze regel staat er al.", "elke regel één keer", "Lever elke telling één keer. Tel niet twee keer op."


def disagreement(file: str, row: Mapping[str, Any], catalogue: Catalogue) -> Problem:
    """A cell on which the two tables differ."""
    n_counts, n_sums = row["n_counts"], row["n_sums"]
    tables = (
        f"de tellingen geven {count(n_counts, 'groep', 'groepen')}, de sommen {plain(n_sums)}"
        if n_counts != n_sums
        else "de tellingen en de sommen geven een ander gemiddelde of een andere spreiding"
    )
    message = f"{file}: {cell(row, catalogue)}: {tables}. {NEW}"
    return Problem(file, "", None, "", "", "twee tabellen van dezelfde scores", NEW, message, "disagree")


def exists(file: str, row: Mapping[str, Any], label: str, catalogue: Catalogue) -> Problem:
    """An organisation that counts already in this cell; `label` is that of the other data set."""
    owner = (
        f"organisatie '{row['organisation_id']}'"
        if row["organisation_id"] is not None
        else "groepen zonder organisatie"
    )
    what = f"{file}: {owner} ({cell(row, catalogue)}) staat al in de gegevens '{label}'"
    if row["is_same"]:
        what, remedy = (
            f"{what}, met dezelfde cijfers.",
            "Haal eerst de oude gegevens weg, of lever dit deel niet nog eens.",
        )
    else:
        what, remedy = f"{what}.", "Gaat het om andere groepen? Kies dan --adds-up. Anders telt u groepen dubbel."
    return Problem(
        file, "", None, "organisation_id", row["organisation_id"] or "", "elke groep één keer", remedy, f"{what} {remedy}",
        "exists",
    )  # fmt: skip


def cell(row: Mapping[str, Any], catalogue: Catalogue) -> str:
    return ", ".join(in_sentence(catalogue.label(row[name] or "")) for name in ("measure", "care_type", "period"))
