"""Own scores and texts as one file of the user: written as JSON, read back without trusting a byte of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from monitor.catalogue import Catalogue
from monitor.clock import FIRST_YEAR, LAST_YEAR
from monitor.own import instruments as known_instruments
from monitor.own.compare import check
from monitor.own.records import OTHER, SAME, UNKNOWN, OwnScore
from monitor.own.sheet import MOST_POINTS
from monitor.own.typed import MOST_OBSERVATIONS

KIND, VERSION = "kwaliteit-in-beeld/mijn-locatie", 1
LARGEST = 2_000_000  # bytes; a thousand scores take some 200 kB
MOST_SCORES, LONGEST = 5000, 5000
HIGHEST = 1e9  # no instrument comes near; a larger whole number may not even fit a float
NO_FILE = "Dit is geen bestand van Mijn locatie. Kies het bestand dat u hier eerder hebt bewaard."
DAMAGED = "Dit bestand is beschadigd of met de hand veranderd. Er is niets overgenomen."


class Refused(ValueError):
    """A file that cannot be opened; the message is in Dutch, for the user."""


@dataclass(frozen=True)
class OwnFile:
    """What a user keeps: scores and chosen points (measure codes) per care type, own texts by measure or theme code."""

    saved_on: date
    care_type: str
    location: str = ""
    scores: Mapping[str, tuple[OwnScore, ...]] = field(default_factory=dict)
    points: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    task: str = ""
    reflection: str = ""


def to_file(own: OwnFile) -> bytes:
    plain = {
        "kind": KIND,
        "version": VERSION,
        "saved_on": own.saved_on.isoformat(),
        "care_type": own.care_type,
        "location": own.location,
        "scores": {code: [_plain(score) for score in scores] for code, scores in own.scores.items()},
        "points": {code: list(chosen) for code, chosen in own.points.items()},
        "texts": dict(own.texts),
        "task": own.task,
        "reflection": own.reflection,
    }
    return json.dumps(plain, ensure_ascii=False, indent=1, allow_nan=False).encode()


def from_file(content: bytes, catalogue: Catalogue) -> OwnFile:
    """What a file holds. Raises Refused for anything that `to_file` did not write, and for what this monitor does not know."""
    if len(content) > LARGEST:
        raise Refused(f"Dit bestand is te groot. {NO_FILE}")
    try:
        found = json.loads(content)
        json.dumps(found, ensure_ascii=False).encode()  # half a sign, which JSON may hold, can be shown nowhere
    except (ValueError, RecursionError):
        raise Refused(NO_FILE) from None
    if not isinstance(found, dict) or found.get("kind") != KIND:
        raise Refused(NO_FILE)
    version = found.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise Refused(DAMAGED)
    if version > VERSION:
        raise Refused(
            "Dit bestand is gemaakt met een nieuwere versie van deze pagina. Vraag uw beheerder om bij te werken."
        )
    saved_on = _day(found.get("saved_on"))
    if saved_on is None:
        raise Refused(DAMAGED)
    return OwnFile(
        saved_on=saved_on,
        care_type=_known(found.get("care_type"), catalogue.care_types),
        location=_text(found.get("location"), 200),
        scores={
            _known(code, catalogue.care_types): tuple(_score(score, catalogue) for score in _list(scores))
            for code, scores in _dict(found.get("scores")).items()
        },
        points={
            _known(code, catalogue.care_types): tuple(_known(p, catalogue.measures) for p in _list(chosen, MOST_POINTS))
            for code, chosen in _dict(found.get("points")).items()
        },
        texts={_text(code, 200): _text(text) for code, text in _dict(found.get("texts")).items()},
        task=_text(found.get("task")),
        reflection=_text(found.get("reflection")),
    )


def _plain(score: OwnScore) -> dict[str, Any]:
    return {
        "measure": score.measure, "score": score.score,
        "observed_on": score.observed_on.isoformat() if score.observed_on else None, "group": score.group,
        "instrument": score.instrument, "version": score.version, "same_version": score.same_version,
        "observer": score.observer, "observations": score.observations,
    }  # fmt: skip


def _score(found: Any, catalogue: Catalogue) -> OwnScore:
    row = _dict(found)
    value, seen = row.get("score"), row.get("observations")
    if isinstance(value, bool) or not isinstance(value, int | float) or not -HIGHEST <= value <= HIGHEST:
        raise Refused(DAMAGED)
    if isinstance(seen, bool) or not isinstance(seen, int) or not 1 <= seen <= MOST_OBSERVATIONS:
        raise Refused(DAMAGED)
    known = known_instruments.load(catalogue.folders)
    same = row.get("same_version")
    if same not in (SAME, OTHER, UNKNOWN):
        raise Refused(DAMAGED)
    score = OwnScore(
        _known(row.get("measure"), catalogue.measures), float(value), _day(row.get("observed_on")),
        _text(row.get("group"), 200), _known_or_none(row.get("instrument"), known.instruments),
        _text(row.get("version"), 200), same, _known_or_none(row.get("observer"), known.observers), seen,
    )  # fmt: skip
    try:
        check(score, catalogue, known)
    except ValueError as problem:
        raise Refused(f"{problem} Er is niets overgenomen.") from None
    return score


def _day(found: Any) -> date | None:
    if found is None:
        return None
    try:
        day = date.fromisoformat(found)
    except (TypeError, ValueError):
        raise Refused(DAMAGED) from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Refused(DAMAGED)
    return day


def _known(code: Any, things: Mapping[str, Any]) -> str:
    if not isinstance(code, str):
        raise Refused(DAMAGED)
    if code not in things:
        raise Refused(f"Dit bestand noemt '{code[:40]}'. Dat kennen we niet. Er is niets overgenomen.")
    return code


def _known_or_none(code: Any, things: Mapping[str, Any]) -> str:
    return "" if code == "" else _known(code, things)


def _text(found: Any, longest: int = LONGEST) -> str:
    if not isinstance(found, str) or len(found) > longest:
        raise Refused(DAMAGED)
    return found


def _list(found: Any, most: int = MOST_SCORES) -> list[Any]:
    if not isinstance(found, list) or len(found) > most:
        raise Refused(DAMAGED)
    return found


def _dict(found: Any) -> dict[str, Any]:
    if not isinstance(found, dict) or len(found) > MOST_SCORES:
        raise Refused(DAMAGED)
    return found
