"""Which dialogue year a command is about: municipality, year, origin and day, or a Dutch message why there is none."""

from __future__ import annotations

import enum
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from monitor.catalogue import spelling
from monitor.cli.common import opened, readable, refuse
from monitor.clock import FIRST_YEAR, LAST_YEAR, today
from monitor.dialogues.records import Cycle
from monitor.dialogues.settings import dialogue_year
from monitor.records import DEMO, OWN
from monitor.session import Session
from monitor.wording.numbers import listing

DAY_FORMATS = ("%Y-%m-%d", "%d-%m-%Y")


class Origin(enum.StrEnum):
    own = OWN
    demo = DEMO


YearOption = Annotated[int | None, typer.Option("--year", help="Het dialoogjaar (anders het lopende jaar).")]
OnOption = Annotated[str | None, typer.Option("--on", help="De peildatum, zoals 2026-11-21 (anders vandaag).")]
MunicipalityOption = Annotated[str | None, typer.Option("--municipality", help="De gemeente (code of naam).")]
OriginOption = Annotated[
    Origin | None, typer.Option("--origin", help="Eigen of fictieve gegevens (anders eigen, als die er zijn).")
]


class Asked:
    """One dialogue year on one day, as a command asked for it. Stops with exit code 2 when there is no such year."""

    def __init__(
        self, workspace: Path | None, year: int | None, on: str | None, municipality: str | None, origin: Origin | None
    ) -> None:
        self.on = asked_day(on)
        self.session: Session = opened(workspace)
        with readable():
            chosen = known_year(year, dialogue_year(self.on))
            self.cycle = _cycle(self.session, chosen, municipality, origin).as_of(self.on)


def known_year(year: int | None, otherwise: int) -> int:
    """The year that was asked for, or the other one when none was; refused when it is none."""
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        refuse(f"{year} is geen dialoogjaar. Schrijf een jaar van {FIRST_YEAR} tot en met {LAST_YEAR}.")
    return otherwise if year is None else year


def asked_day(text: str | None) -> date:
    if text is None:
        return today()
    for form in DAY_FORMATS:
        try:
            found = datetime.strptime(text, form).date()
        except ValueError:
            continue
        if FIRST_YEAR <= found.year <= LAST_YEAR:
            return found
    refuse(f"'{text}' is geen datum. Schrijf de peildatum als 2026-11-21.")


def _cycle(session: Session, year: int, municipality: str | None, origin: Origin | None) -> Cycle:
    """The year of the first origin that has data of it."""
    for one in [origin.value] if origin else [OWN, DEMO]:
        known = dict.fromkeys(m for m, _ in session.dialogues.cycles(one))
        filled = [cycle for m in known if not (cycle := session.dialogues.cycle(one, m, year)).is_empty]
        chosen = [cycle for cycle in filled if municipality is None or _is_called(cycle, municipality)]
        if len(chosen) > 1:
            refuse(f"Er zijn meer gemeenten. Kies er een met --municipality: {_names(chosen)}.")
        if chosen:
            return chosen[0]
        if filled:
            refuse(f"De gemeente '{municipality}' kennen we niet in {year}. Kies uit: {_names(filled)}.")
    years = sorted({y for one in (OWN, DEMO) for _, y in session.dialogues.cycles(one)})
    there = f"Er zijn gegevens van {listing([str(y) for y in years])}." if years else "Lees eerst locaties in."
    refuse(f"Van dialoogjaar {year} zijn er geen gegevens. {there}")


def _is_called(cycle: Cycle, text: str) -> bool:
    return spelling(text) in (spelling(cycle.municipality), spelling(cycle.settings.municipality_label))


def _names(cycles: list[Cycle]) -> str:
    return ", ".join(cycle.municipality or cycle.settings.municipality_label for cycle in cycles)
