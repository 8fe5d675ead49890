"""The dialogue years as one person may see them. The same interface as `monitor.dialogues.reader.Dialogues`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from monitor.access.asker import Asker
from monitor.access.guarded_journal import GuardedJournal
from monitor.access.guarded_workspace import GuardedWorkspace
from monitor.dialogues import quotes, tags
from monitor.dialogues import settings as years
from monitor.dialogues.reader import STREAMS, Dialogues, KeptYear
from monitor.dialogues.records import Cycle
from monitor.dialogues.settings import CycleSettings
from monitor.store.journal import Entry
from monitor.store.workspace import State


class GuardedDialogues(Dialogues):
    """Municipalities of which the person may see nothing are not there."""

    def __init__(self, asker: Asker, journal: GuardedJournal, workspace: GuardedWorkspace) -> None:
        whole = asker.whole.dialogues
        self._asker, self._whole, self.journal, self.workspace = asker, whole, journal, workspace
        self.database, self.folders, self.index = whole.database, whole.folders, whole.index

    def cycles(self, origin: str, state: State | None = None, today: date | None = None) -> list[tuple[str, int]]:
        scope = self._asker.scopes()
        return [pair for pair in self._whole.cycles(origin, state, today) if scope(origin, pair[0]).has_any]

    def settings(self, origin: str, municipality: str, year: int) -> CycleSettings:
        """The settings of a year. Who may see nothing of the municipality gets the shipped ones: those are public."""
        if not self._asker.scope(origin, municipality).has_any:
            return years.template(year, folders=self.folders)
        return self._whole.settings(origin, municipality, year)

    def labels(self, origin: str, municipalities: Sequence[str]) -> dict[str, str]:
        scope = self._asker.scopes()
        mine = [key for key in municipalities if scope(origin, key).has_any]
        return {**{key: key for key in municipalities}, **self._whole.labels(origin, mine)}

    def kept_settings(self, origin: str) -> dict[tuple[str, int], CycleSettings]:
        scope, known = self._asker.scopes(), self._whole.kept_settings(origin)
        return {key: settings for key, settings in known.items() if scope(origin, key[0]).has_any}

    def cycle(
        self, origin: str, municipality: str, year: int, state: State | None = None, level: str | None = None
    ) -> Cycle:
        """One dialogue year as far as the person may see it. Raises NotAllowed when that is nothing.

        `level` asks for another view than that of the role: OWN_LOCATIONS for a member of the steering group who is a
        coach too, TOTALS for the counts alone (see `monitor.access.scope.views`).
        """
        return self._asker.cycle(origin, municipality, year, state, level)

    def kept(self, origin: str, municipality: str, year: int, state: State | None = None) -> KeptYear:
        return KeptYear(self._asker.cycle(origin, municipality, year, state))

    def edits(self, origin: str) -> int:
        """Of the municipalities that the person may see something of: whatever was changed there may change a count."""
        if self._asker.may_all:
            return self._whole.edits(origin)
        scope = self._asker.scopes()
        return sum(
            entry.get("origin") == origin and scope(origin, _municipality(entry)).has_any
            for stream in (*STREAMS, quotes.STREAM, tags.STREAM)
            for entry in self._whole.journal.entries(stream)
        )

    def unreadable(self) -> list[str]:
        """Names of files, of the streams that the guarded journal opens to the person; what stands in them nobody knows."""
        return super().unreadable()


def _municipality(entry: Entry) -> str:
    """Of settings it stands one deeper; a decision on doubles does not say it."""
    return str(entry.get("municipality", entry.get("settings", {}).get("municipality", "")))
