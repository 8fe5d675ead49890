"""Who may read and write which entry of which stream of the journal. A stream that is not in the table is refused.

`readable` leaves out the entries that the person may not read, and gives None when the stream as a whole is not theirs.
`writable` tells whether one entry may be written. Both look at the entry itself (its origin, municipality, locations), so
that a page that asks for something else than it shows gets nothing.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from monitor.access import audit
from monitor.access.asker import Asker
from monitor.access.records import ALL, DialogueScope
from monitor.access.shared_actions import Actions
from monitor.consultation import fold as consultation_fold
from monitor.consultation.store import STREAM as CONSULTATIONS
from monitor.dialogues import drafts, quotes, tags
from monitor.dialogues import settings as years
from monitor.dialogues.doubles import DOUBLES
from monitor.dialogues.draft_fold import START
from monitor.dialogues.intake.forms import profiles
from monitor.dialogues.reader import ACTIONS, SUBMISSIONS, action_from
from monitor.dialogues.words import JOINT
from monitor.records import DEMO, OWN
from monitor.store.journal import Entry, Journal

Readable = Callable[[Asker, str, list[Entry]], list[Entry] | None]
Writable = Callable[[Asker, str, Entry], bool]


@dataclass(frozen=True, slots=True)
class Rule:
    """`each` streams have an id behind the name; `removable`: entries may be merged into a later one."""

    readable: Readable
    writable: Writable
    each: bool = False
    removable: bool = False


def rule_of(stream: str) -> Rule | None:
    """The rule of a stream; None for one that nobody knows."""
    name, _, rest = stream.partition("/")
    rule = RULES.get(name)
    return rule if rule is not None and rule.each == bool(rest) else None


# -------------------------------------------------------------------------------------------------- what an entry is about


def _scope(asker: Asker, entry: Mapping[str, Any]) -> DialogueScope:
    return asker.scope(str(entry.get("origin")), str(entry.get("municipality")))


def _scopes(asker: Asker) -> Callable[[Mapping[str, Any]], DialogueScope]:
    """The scope of an entry; of many entries of one municipality it is worked out once."""
    known = asker.scopes()
    return lambda entry: known(str(entry.get("origin")), str(entry.get("municipality")))


def _every(asker: Asker, entries: Iterable[Entry], may: Callable[[DialogueScope, Entry], bool]) -> list[Entry]:
    scope = _scopes(asker)
    return [entry for entry in entries if may(scope(entry), entry)]


def _participants(entry: Entry) -> list[str]:
    found = entry.get("dialogue", {}).get("participants", ())
    return [str(one) for one in found]


# ------------------------------------------------------------------------------------------------------------ settings


def _settings_of(entry: Entry) -> dict[str, Any]:
    return {"origin": entry.get("origin"), "municipality": entry.get("settings", {}).get("municipality")}


def _read_settings(asker: Asker, stream: str, entries: list[Entry]) -> list[Entry]:
    """Who changed them is for those who may change them."""
    scope, found = _scopes(asker), []
    for entry in entries:
        mine = scope(_settings_of(entry))
        if mine.may_set_up:
            found.append(entry)
        elif mine.has_any:
            found.append({**entry, "by": "", "actor": ""})
    return found


def _write_settings(asker: Asker, stream: str, entry: Entry) -> bool:
    return _scope(asker, _settings_of(entry)).may_set_up


# ------------------------------------------------------------------------------------------------ answers and actions


def _read_submissions(asker: Asker, stream: str, entries: list[Entry]) -> list[Entry]:
    return _every(asker, entries, lambda scope, entry: scope.covers(*_participants(entry)))


def _write_submission(asker: Asker, stream: str, entry: Entry) -> bool:
    """A form of an own location. Only a joint one names others, and one that was sent before must have been theirs too."""
    scope, form = _scope(asker, entry), entry["dialogue"]
    people = _participants(entry)
    if scope.level == ALL:
        return True
    if form["form_type"] != JOINT and not scope.locations.issuperset(people):
        return False
    cycle = asker.whole_cycle(entry["origin"], entry["municipality"], entry["year"])
    before = [d for d in cycle.dialogues if d.dialogue_id == form["dialogue_id"]]
    return scope.covers(*people) and all(scope.covers(*d.participants) for d in before)


def _read_whole_municipality(asker: Asker, stream: str, entries: list[Entry]) -> list[Entry]:
    return _every(asker, entries, lambda scope, entry: scope.level == ALL)


def _write_whole_municipality(asker: Asker, stream: str, entry: Entry) -> bool:
    return _scope(asker, entry).level == ALL


def _write_action(asker: Asker, stream: str, entry: Entry) -> bool:
    """An action of the own locations, as it was and as it becomes."""
    scope = _scope(asker, entry)
    if scope.level == ALL:
        return True
    if not scope.locations:
        return False
    known = Actions(asker.whole_cycle(entry["origin"], entry["municipality"], entry["year"]))
    becomes = action_from({**entry, "at": entry.get("at", "2000-01-01T00:00:00.000000Z")})
    was = known.newest.get(becomes.action_id)
    return known.is_of(becomes, scope.locations) and (was is None or known.is_of(was, scope.locations))


def _read_of_own_dialogues(asker: Asker, stream: str, entries: list[Entry]) -> list[Entry]:
    """Quotes and tags on answers: all of them, or those on the answers that the person may read."""
    scope = _scopes(asker)
    own: dict[tuple[Any, ...], frozenset[str]] = {}

    def may(entry: Entry) -> bool:
        mine = scope(entry)
        if mine.level == ALL or not mine.locations:
            return mine.level == ALL
        place = (entry["origin"], entry["municipality"], entry["year"])
        if place not in own:
            dialogues = asker.whole_cycle(*place).dialogues
            own[place] = frozenset(d.dialogue_id for d in dialogues if mine.covers(*d.participants))
        about = entry.get("quote") or entry
        return entry.get("kind") == "dropped" or about.get("dialogue_id") in own[place]

    return [entry for entry in entries if may(entry)]


def _read_where_set_up(asker: Asker, stream: str, entries: list[Entry]) -> list[Entry]:
    """Entries that name no municipality: for who sets up one of that origin."""
    return [entry for entry in entries if asker.sets_up_somewhere(str(entry.get("origin")))]


def _write_double(asker: Asker, stream: str, entry: Entry) -> bool:
    """An entry names two dialogues and no municipality: both must be in one year of a municipality that is set up here."""
    origin, pair = entry["origin"], set(entry["pair"])
    years_known = asker.whole.dialogues.cycles(origin) if asker.sets_up_somewhere(origin) else []
    return any(
        pair <= {d.dialogue_id for d in asker.whole_cycle(origin, municipality, year).dialogues}
        for municipality, year in years_known
        if asker.scope(origin, municipality).may_set_up
    )


def _write_where_set_up(asker: Asker, stream: str, entry: Entry) -> bool:
    return asker.sets_up_somewhere(str(entry.get("origin")))


# -------------------------------------------------------------------------------------------------------------- drafts


@functools.lru_cache(maxsize=4096)
def _draft(journal: Journal, draft_id: str, fingerprint: str) -> tuple[str, str, tuple[str, ...]] | None:
    """Origin, municipality and locations of a draft: of who began it and of who takes part."""
    state = drafts.load(journal, draft_id)
    return (state.origin, state.municipality, (state.location_id, *state.participants)) if state else None


def _covers_draft(asker: Asker, stream: str) -> bool | None:
    """Whether a draft is theirs; None when there is no such draft."""
    journal = asker.whole.dialogues.journal
    found = _draft(journal, stream.partition("/")[2], journal.fingerprint(stream))
    if found is None:
        return None
    origin, municipality, people = found
    return asker.scope(origin, municipality).covers(*people)


def _read_draft(asker: Asker, stream: str, entries: list[Entry]) -> list[Entry] | None:
    mine = _covers_draft(asker, stream)
    return entries if mine else [] if mine is None else None


def _write_draft(asker: Asker, stream: str, entry: Entry) -> bool:
    """A new form is begun for an own location; from then on who it belongs to decides."""
    mine = _covers_draft(asker, stream)
    if mine is not None:
        return mine
    return entry.get("kind") == START and _scope(asker, entry).covers(str(entry.get("location_id")))


# ------------------------------------------------------------------------------------------------------- consultations


def may_consult(asker: Asker, origin: str) -> bool:
    """Own consultations are for who prepares them, those of the example for whoever may see anything."""
    rights = asker.rights
    return rights.has_any if origin == DEMO else origin == OWN and rights.consultations


def may_consult_anywhere(asker: Asker) -> bool:
    return may_consult(asker, OWN) or may_consult(asker, DEMO)


def _origin_of(asker: Asker, stream: str) -> str | None:
    entries = asker.whole.dialogues.journal.entries(stream)
    start = next((e for e in entries if e.get("kind") == consultation_fold.START), None)
    return str(start.get("origin", OWN)) if start else None


def _read_consultation(asker: Asker, stream: str, entries: list[Entry]) -> list[Entry] | None:
    origin = _origin_of(asker, stream)
    return entries if origin is None or may_consult(asker, origin) else None


def _write_consultation(asker: Asker, stream: str, entry: Entry) -> bool:
    origin = _origin_of(asker, stream)
    if origin is None:
        origin = str(entry.get("origin")) if entry.get("kind") == consultation_fold.START else ""
    return may_consult(asker, origin)


# ---------------------------------------------------------------------------------------------------------- audit trail


def _read_audit(asker: Asker, stream: str, entries: list[Entry]) -> list[Entry] | None:
    return entries if asker.rights.manage else None


def _write_nothing(asker: Asker, stream: str, entry: Entry) -> bool:
    """The program writes the trail itself, without asking who may."""
    return False


RULES: dict[str, Rule] = {
    years.STREAM: Rule(_read_settings, _write_settings),
    SUBMISSIONS: Rule(_read_submissions, _write_submission),
    ACTIONS: Rule(_read_whole_municipality, _write_action),
    DOUBLES: Rule(_read_where_set_up, _write_double),
    quotes.STREAM: Rule(_read_of_own_dialogues, _write_whole_municipality),
    tags.STREAM: Rule(_read_of_own_dialogues, _write_whole_municipality),
    profiles.STREAM: Rule(_read_where_set_up, _write_where_set_up),
    drafts.STREAM: Rule(_read_draft, _write_draft, each=True, removable=True),
    CONSULTATIONS: Rule(_read_consultation, _write_consultation, each=True),
    audit.STREAM: Rule(_read_audit, _write_nothing, each=True),
}
