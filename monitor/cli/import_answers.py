"""Answers to the questions of an import, as options of a command: what a heading or a word means."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence

from monitor.cli.common import refuse
from monitor.ingest import ImportReport

MOST_HINTS = 20


def columns(options: Sequence[str]) -> dict[str, str]:
    """`KOP=veld` as heading -> field; the last = counts, because a heading may hold one. Nothing after it: leave it out."""
    return dict(_parted(option, "--column 'KOP=veld'") for option in options)


def values(options: Sequence[str]) -> dict[tuple[str, str], str]:
    """`soort:WOORD=code` as (kind, word) -> code; the word may be empty (the form as a whole) and may hold colons."""
    found = {}
    for option in options:
        left, code = _parted(option, "--value 'soort:WOORD=code'")
        kind, colon, word = left.partition(":")
        if not colon:
            refuse(f"'{option}' kunnen we niet lezen. Schrijf het zo: --value 'soort:WOORD=code'.")
        found[kind.strip(), word] = code
    return found


def hints(report: ImportReport) -> Iterator[str]:
    """For each open question the option that answers it, with what it could be when the import has an idea."""
    if not report.problems:
        return
    columns_asked = [f"{heading}={_idea(report, 'column', heading)}" for heading in report.unknown_columns]
    values_asked = [f"{kind}:{word}={_idea(report, kind, word)}" for kind, word in report.unknown_values]
    asked = [f"--column {shlex.quote(answer)}" for answer in columns_asked]
    asked += [f"--value {shlex.quote(answer)}" for answer in values_asked]
    if asked:
        yield "Beantwoord de vragen met deze opties. Kijk elk voorstel na:"
    yield from (f"  {option}" for option in asked[:MOST_HINTS])
    if len(asked) > MOST_HINTS:
        yield f"  en nog {len(asked) - MOST_HINTS}"


def _idea(report: ImportReport, kind: str, text: str) -> str:
    found = report.suggestions.get((kind, text), ())
    return found[0] if found else "..."


def _parted(option: str, form: str) -> tuple[str, str]:
    left, equals, right = option.rpartition("=")
    if not equals:
        refuse(f"'{option}' kunnen we niet lezen. Schrijf het zo: {form}.")
    return left, right.strip()
