"""Proposals to merge questions that somebody refused: they are not offered again.

Kept in the stream of the consultation; the fold of the consultation itself passes these changes by.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from monitor.consultation.similar import Proposal
from monitor.consultation.store import STREAM
from monitor.store.journal import Journal

APART = "apart"


def refuse(journal: Journal, consultation_id: str, ids: Sequence[str]) -> None:
    """These questions are not the same. Raises OSError when that cannot be kept."""
    journal.append(f"{STREAM}/{consultation_id}", {"kind": APART, "ids": sorted(ids)})


def refused(journal: Journal, consultation_id: str) -> frozenset[frozenset[str]]:
    """Every group of ids that was refused. A damaged entry counts for none: the proposal then comes back."""
    entries = journal.entries(f"{STREAM}/{consultation_id}")
    groups = [entry.get("ids") for entry in entries if entry.get("kind") == APART]
    return frozenset(frozenset(map(str, ids)) for ids in groups if isinstance(ids, list))


def open_proposals(found: Sequence[Proposal], said_no: Collection[frozenset[str]]) -> tuple[Proposal, ...]:
    """The proposals without those of which all questions were refused together."""
    return tuple(one for one in found if not any(set(one.ids) <= ids for ids in said_no))
