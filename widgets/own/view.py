"""What every part of the page *Mijn locatie* works with, and how one goes from part to part."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import streamlit as st

from monitor.catalogue import CareType, Catalogue
from monitor.dialogues.records import Cycle
from monitor.dialogues.settings import dialogue_year
from monitor.own.compare import compare
from monitor.own.records import OwnRow, OwnScores
from monitor.records import DEMO, OWN
from widgets import url
from widgets.own import held
from widgets.runtime import Context
from widgets.url import Param

PARTS = {"scores": "Scores", "vergelijk": "Vergelijk", "gesprek": "Gesprek", "bewaren": "Bewaren"}
PART = Param("stap", {slug: slug for slug in PARTS}, ("scores",))


@dataclass(frozen=True)
class View:
    """One care type with the own scores of it."""

    here: Context
    care_type: CareType

    @property
    def catalogue(self) -> Catalogue:
        return self.here.catalogue

    @property
    def on(self) -> date:
        return self.here.reference_date

    @property
    def has_numbers(self) -> bool:
        """Whether there are national scores in view."""
        return self.here.dataset in (OWN, DEMO)

    def rows(self) -> tuple[OwnRow, ...]:
        """The own rows beside the data set in view."""
        own = OwnScores(self.care_type.code, held.scores(self.care_type.code), held.text("location"))
        return compare(self.here.session, own, origin=self.here.dataset, state=self.here.state)


def care_type_param(catalogue: Catalogue) -> Param:
    """The care type. At first the one that has no parts: what a coach sees is measured as one of those."""
    options = {one.slug: one.code for one in catalogue.care_types.values()}
    parents = {one.parent for one in catalogue.care_types.values()}
    return Param("opvang", options, (next(slug for slug, code in options.items() if code not in parents),))


def go(part: str) -> None:
    """To another part of the page (its slug); for buttons."""
    st.session_state[url.key(PART)] = part


def choose(care_type: str, catalogue: Catalogue) -> None:
    """Look at another care type (code); for buttons."""
    st.session_state[url.key(care_type_param(catalogue))] = care_type


def last_cycle(here: Context) -> Cycle | None:
    """The newest dialogue year before the running one of the data set in view that has locations; None when none has."""
    origin = DEMO if here.is_demo else OWN
    dialogues = here.dialogues
    year = dialogue_year(here.reference_date)
    known = [(m, y) for m, y in dialogues.cycles(origin, here.state, here.reference_date) if y < year]
    for municipality, found in sorted(known, key=lambda pair: -pair[1]):
        cycle = dialogues.cycle(origin, municipality, found, here.state).as_of(here.reference_date)
        if not cycle.is_empty:
            return cycle
    return None
