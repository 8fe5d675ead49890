"""What a page needs to know in one place: the opened workspace, the data set in view, and the selection so far."""

from __future__ import annotations

import gc
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import streamlit as st

from monitor import paths
from monitor.access import roles
from monitor.access.guarded import Guarded
from monitor.access.records import ALONE, Person
from monitor.blocks.block import BlockView
from monitor.catalogue import Catalogue
from monitor.consultation.store import Consultations
from monitor.dialogues.reader import Dialogues
from monitor.national import National
from monitor.records import COMPUTED, DEMO, OWN, PUBLISHED, VerdictRow
from monitor.session import Session
from monitor.store.workspace import State
from widgets import who

PUBLISHED_ONLY = PUBLISHED
_GUARD = "guard"


@st.cache_resource(show_spinner=False, max_entries=4)
def opened(workspace: Path, stamp: tuple) -> Session:
    """The workspace, opened once per process; again when its catalogue changed."""
    session = Session(workspace)
    gc.collect()
    gc.freeze()  # Streamlit collects garbage after every run; what lives for ever need not be looked at each time
    return session


def session() -> Session:
    folder = paths.workspace()
    own = folder / "catalogue"
    stamp = tuple((p.name, p.stat().st_mtime_ns) for p in sorted(own.glob("*.csv"))) if own.exists() else ()
    return opened(folder, stamp)


def guard() -> Guarded:
    """The workspace as the person at this screen may use it; one per browser tab, so that what it keeps is found again."""
    whole = session()
    kept = st.session_state.get(_GUARD)
    if kept is None or kept[0] is not whole:
        kept = st.session_state[_GUARD] = (whole, Guarded(whole, who.person))
    return kept[1]


@dataclass(frozen=True)
class Context:
    """One run of one page: everything that was read once and is passed on."""

    guard: Guarded
    state: State
    national: National
    dataset: str
    role: str
    reference_date: date
    data_version: str
    dataset_label: str
    person: Person = ALONE
    """Who was at the screen when this run began; `guard` asks again at every read and write."""

    @property
    def session(self) -> Session:
        """The workspace as this person may use it."""
        return self.guard.session

    @property
    def catalogue(self) -> Catalogue:
        return self.guard.catalogue

    @property
    def dialogues(self) -> Dialogues:
        return self.guard.dialogues

    @property
    def consultations(self) -> Consultations:
        return self.guard.consultations

    @property
    def function(self) -> str:
        """What this person is in a dialogue, in a word: it stands ready where a change asks for a function."""
        known = roles.load(self.session.workspace.folder).by_code
        return next((known[code].label for code in self.person.roles if code in known and known[code].is_local), "")

    @property
    def has_example(self) -> bool:
        return DEMO in self.national.origins()

    @property
    def is_demo(self) -> bool:
        return self.dataset == DEMO

    @property
    def view(self) -> BlockView:
        """What blocks are made with."""
        return BlockView(self.catalogue, self.dataset, self.data_version, self.reference_date)

    def computed(self) -> dict[tuple[str, str], VerdictRow]:
        """The computed rows of the data set in view; none when only published statements are."""
        return self.national.of(COMPUTED, self.dataset) if self.dataset in (OWN, DEMO) else {}

    def published(self) -> dict[tuple[str, str], VerdictRow]:
        return self.national.of(PUBLISHED)

    def pair(self, care_type: str, measure: str) -> tuple[VerdictRow | None, VerdictRow | None]:
        """The computed and the published row of one cell."""
        key = (care_type, measure)
        return self.computed().get(key), self.published().get(key)


def context() -> Context:
    """The context that the frame made for this run."""
    return st.session_state["context"]
