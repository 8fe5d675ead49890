"""Whether a kept finding still says what the data say, what changed, and the same finding on the data of now."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from monitor.blocks.block import Block
from monitor.blocks.recipes import remake, view_of
from monitor.catalogue import Catalogue
from monitor.consultation.as_json import table_to_json
from monitor.consultation.items import facts_of, from_block
from monitor.consultation.records import Fact, Item
from monitor.records import DEMO, DEMO_STAMP, OWN, VerdictRow
from monitor.session import Session
from monitor.store.workspace import State
from monitor.tables import Table
from monitor.wording.numbers import count, nl
from monitor.wording.sentences import label
from monitor.wording.slots import count_of_units, score_text

MOST = 8
"""Sentences about what changed; the rest are counted."""
GONE = "Dit staat niet meer in de gegevens van nu."
UNKNOWN = "De gegevens zijn veranderd sinds u dit koos. Open de pagina om te zien of dit nog klopt."
OTHER_WORDS = "De tekst bij dit cijfer is nu anders."


def changes(item: Item, session: Session, state: State | None = None) -> tuple[str, ...] | None:
    """Dutch sentences about what changed since the finding was chosen; None when it still stands.

    What only its page can make is called changed as soon as the data are of another version, or somebody changed a
    dialogue by hand.
    """
    now = state or session.state()
    version = session.data_version(now)
    if not item.recipe:
        same = item.data_version == version and item.edits == edits(item, session)
        return None if same else (UNKNOWN,)
    if item.data_version == version:
        return None
    return _changes(_Asked(item, version, session.workspace.folder, session, now))


def edits(item: Item, session: Session) -> int:
    """How many changes were made by hand to the dialogues that this finding may rest on."""
    return session.dialogues.edits(DEMO if item.origin == DEMO else OWN)


@dataclass(frozen=True)
class _Asked:
    """A question whose answer is kept per data version; the session and the state ride along and do not count.

    Each browser tab has a session of its own on the same workspace.
    """

    item: Item
    version: str
    folder: Path
    session: Session = field(compare=False)
    state: State = field(compare=False)


@functools.lru_cache(maxsize=64)  # findings hold their drawings
def _changes(asked: _Asked) -> tuple[str, ...] | None:
    item, catalogue = asked.item, asked.session.catalogue
    block = remake(asked.session, item.recipe, asked.state)
    if block is None:
        return (GONE,)
    if not differs(item, block):
        return None
    told = [
        *_headline_said(item, block),
        *_facts_said(item.facts, block.rows, catalogue),
        *_flags_said(item.flags, block.flags),
        *_lines_said(item.table, block.table),
    ] or [OTHER_WORDS]
    rest = len(told) - MOST
    return (*told[:MOST], f"Er zijn nog {nl(rest, 0)} andere verschillen.") if rest > 1 else tuple(told)


def differs(item: Item, block: Block) -> bool:
    """Whether the block of now says something else than the finding that was kept."""
    return (
        item.sentence != block.own_sentence
        or item.headline != block.own_headline
        or item.facts != facts_of(block.rows)
        or _caveats(item.flags) != _caveats(block.flags)
        or _lines(item.table) != _lines(block.table)
    )


def renewed(item: Item, session: Session, state: State | None = None) -> Item | None:
    """The same finding on the data of now, with its id and own text; None when only its page can make it, or nothing."""
    now = state or session.state()
    block = remake(session, item.recipe, now) if item.recipe else None
    if block is None:
        return None
    fresh = from_block(block, view_of(session, item.recipe["origin"], now), item.link)
    return replace(fresh, item_id=item.item_id, recipe=item.recipe, own_text=item.own_text)


# --------------------------------------------------------------------------------------------------- what changed


def _headline_said(item: Item, block: Block) -> list[str]:
    """Another headline, when the verdicts on the means do not tell why: those on spread and lower end stand only there."""
    before, after = item.headline.rstrip("."), block.own_headline.rstrip(".")
    if before == after or _verdicts(item.facts) != _verdicts(facts_of(block.rows)):
        return []
    return [f"De uitkomst was “{before}” en is nu “{after}”."]


def _verdicts(facts: Iterable[Fact]) -> list[tuple[str, ...]]:
    return [(one.care_type, one.measure, one.basis, one.badge, one.code, one.variant) for one in facts]


def _facts_said(facts: Iterable[Fact], rows: Iterable[VerdictRow], catalogue: Catalogue) -> list[str]:
    """Verdicts that are another word now, means and numbers of groups that moved, cells that came or went."""
    before = {(fact.care_type, fact.measure, fact.basis): fact for fact in facts}
    after = {(row.care_type, row.measure, row.basis): row for row in rows}
    told = []
    for key in dict.fromkeys([*before, *after]):
        name = f"{catalogue.label(key[0])}, {catalogue.label(key[1]).lower()}"
        old, new = before.get(key), after.get(key)
        if old is None:
            told.append(f"{name}: dit oordeel is er nu bij.")
        elif new is None:
            told.append(f"{name}: dit oordeel is er niet meer.")
        else:
            told += [f"{name}: {text}" for text in _moved(old, new, catalogue)]
    return told


def _moved(old: Fact, new: VerdictRow, catalogue: Catalogue) -> list[str]:
    """What is different in one cell: the word first, then the numbers per period."""
    told = []
    was = label(replace(new, badge=old.badge, code=old.code, variant=old.variant), catalogue)
    if was != label(new, catalogue):
        told.append(f"het oordeel was “{was}” en is nu “{label(new, catalogue)}”.")
    measured = facts_of([new])[0].measured
    for code in dict.fromkeys([*old.measured, *measured]):
        then, now = (_numbers(one.get(code), new, catalogue) for one in (old.measured, measured))
        if then != now:
            told.append(f"in {catalogue.label(code)} was het gemiddelde {then} en is het nu {now}.")
    return told


def _numbers(measured: tuple[int, float, float | None] | None, row: VerdictRow, catalogue: Catalogue) -> str:
    """ "4,6 (42 groepen)" as it is shown; a change that nobody sees is none."""
    if measured is None:
        return "niet bekend"
    n, mean, _ = measured
    return f"{score_text(mean, catalogue.measures[row.measure])} ({count_of_units(n, catalogue)})"


def _flags_said(before: Iterable[str], after: Iterable[str]) -> list[str]:
    old, new = _caveats(before), _caveats(after)
    told = [f"De opmerking “{flag}” is er nu bij." for flag in new if flag not in old]
    return told + [f"De opmerking “{flag}” is er niet meer." for flag in old if flag not in new]


def _caveats(flags: Iterable[str]) -> list[str]:
    """Without the stamp of fictitious data, which a block leaves to its view."""
    return sorted(set(flags) - {DEMO_STAMP})


def _lines_said(before: Table | None, after: Table) -> list[str]:
    new = Counter(_lines(after)) - Counter(_lines(before))
    return (
        [f"In de tabel {'is' if new.total() == 1 else 'zijn'} {count(new.total(), 'regel', 'regels')} anders."]
        if new
        else []
    )


def _lines(table: Table | None) -> list[str]:
    return [] if table is None else [str(row) for row in table_to_json(table)["rows"]]
