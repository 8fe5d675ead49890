"""The journal as one person may use it: every entry that is read or written passes its rule (`stream_rules`)."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager

from monitor.access.asker import Asker
from monitor.access.records import NotAllowed
from monitor.access.stream_rules import RULES, Rule, may_consult_anywhere, rule_of
from monitor.consultation.store import STREAM as CONSULTATIONS
from monitor.store.journal import Entry, Journal

NOT_YOURS = "U mag deze gegevens niet zien."
NOT_CHANGED = "U mag dit niet veranderen. Er is niets bewaard."


class GuardedJournal(Journal):
    """Reading raises NotAllowed for a stream that is not the person's, and leaves entries out of one that is shared."""

    def __init__(self, asker: Asker) -> None:
        self._asker, self._whole = asker, asker.whole.dialogues.journal
        self.folder, self.place = self._whole.folder, self._whole.place

    def __eq__(self, other: object) -> bool:
        """What was folded from entries may be kept for several people: it is looked up by way of `fingerprint`."""
        return isinstance(other, GuardedJournal) and other._whole is self._whole

    def __hash__(self) -> int:
        return hash((GuardedJournal, id(self._whole)))

    # ---------------------------------------------------------------------------------------------------------- reading

    def entries(self, stream: str) -> list[Entry]:
        entries = self._whole.entries(stream)
        if self._asker.may_all:
            return entries
        found = self._rule(stream).readable(self._asker, stream, entries)
        if found is None:
            raise self._refusal(NOT_YOURS, stream)
        return found

    def unreadable(self, stream: str) -> list[str]:
        self._check(stream)
        return self._whole.unreadable(stream)

    def fingerprint(self, *streams: str) -> str:
        for stream in streams:
            self._check(stream)
        return self._whole.fingerprint(*streams)

    def holds(self, stream: str, kept: Entry) -> bool:
        self._check(stream)
        return self._whole.holds(stream, kept)

    def streams(self, prefix: str) -> list[str]:
        return [stream for stream in self._whole.streams(prefix) if self._may_read(stream)]

    def all_streams(self) -> list[str]:
        return [stream for stream in self._whole.all_streams() if self._may_read(stream)]

    # ---------------------------------------------------------------------------------------------------------- writing

    def append(self, stream: str, entry: Entry) -> Entry:
        if not self._asker.may_all:
            allowed = self._asker.may_write and self._fits(stream, entry)
            self._asker.need(allowed, NOT_CHANGED, f"veranderen: {_named(stream)}")
        return self._whole.append(stream, entry)

    def remove(self, stream: str, entry_ids: Iterable[str]) -> None:
        self._check_tidying(stream)
        self._whole.remove(stream, entry_ids)

    def turn(self, stream: str, number: int) -> AbstractContextManager[bool]:
        self._check_tidying(stream)
        return self._whole.turn(stream, number)

    def claim(self, stream: str) -> bool:
        """A name for a new consultation; what it is of, its first entry tells."""
        allowed = self._asker.may_write and _named(stream) == CONSULTATIONS and may_consult_anywhere(self._asker)
        self._asker.need(self._asker.may_all or allowed, NOT_CHANGED, f"maken: {_named(stream)}")
        return self._whole.claim(stream)

    # --------------------------------------------------------------------------------------------------------- checking

    def _rule(self, stream: str) -> Rule:
        rule = rule_of(stream)
        if rule is None:
            raise self._refusal(NOT_YOURS, stream)
        return rule

    def _fits(self, stream: str, entry: Entry) -> bool:
        """Whether the rule lets this entry in. One that lacks what the rule looks at is refused too."""
        try:
            return self._rule(stream).writable(self._asker, stream, entry)
        except (LookupError, TypeError, ValueError, AttributeError, OverflowError):
            return False

    def _may_read(self, stream: str) -> bool:
        """Of shared streams the entries are looked at one by one, of streams with an id the whole."""
        if self._asker.may_all:
            return True
        rule = rule_of(stream)
        if rule is None or not rule.each:
            return rule is not None
        return rule.readable(self._asker, stream, []) is not None

    def _check(self, stream: str) -> None:
        if not self._may_read(stream):
            raise self._refusal(NOT_YOURS, stream)

    def _check_tidying(self, stream: str) -> None:
        self._check(stream)
        if not self._asker.may_all:
            self._asker.need(self._rule(stream).removable and self._asker.may_write, NOT_CHANGED, _named(stream))

    def _refusal(self, message: str, stream: str) -> NotAllowed:
        return self._asker.refusal(message, f"lezen: {_named(stream)}")


def _named(stream: str) -> str:
    """A stream as the audit trail names it. The id of a draft opens it, and a name may be typed by anybody."""
    name = stream.partition("/")[0]
    return name if name in RULES else "onbekend"
