"""What every part of the dialogue page works with, read once per run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from monitor.dialogues import words as vocabulary
from monitor.dialogues.reader import Dialogues
from monitor.dialogues.records import Cycle
from monitor.dialogues.settings import CycleSettings
from monitor.dialogues.words import Words
from monitor.records import DEMO
from widgets.runtime import Context


@dataclass(frozen=True)
class View:
    """One dialogue year on one day."""

    here: Context
    dialogues: Dialogues
    cycle: Cycle
    words: Words

    @property
    def on(self) -> date:
        return self.here.reference_date

    @property
    def settings(self) -> CycleSettings:
        return self.cycle.settings

    @property
    def origin(self) -> str:
        return self.cycle.origin

    @property
    def is_demo(self) -> bool:
        return self.origin == DEMO


def words_of(here: Context) -> Words:
    return vocabulary.load(here.catalogue.folders)
