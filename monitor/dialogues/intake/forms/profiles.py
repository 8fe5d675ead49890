"""Profiles: what the headings of one version of a form mean, so that its next export needs no questions."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from monitor.dialogues.intake.forms.headings import CUT, Heading, same
from monitor.store.journal import Entry, Journal

STREAM = "profiles"
_ORDINAL = re.compile(r"^(?P<stem>.*) #(?P<ordinal>\d+)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Profile:
    """One version of a form. `headings` maps the key of a heading to a field; `form_type` is empty when a column tells it."""

    profile_id: str
    tool: str
    form_type: str
    year: int
    headings: Mapping[str, str]

    def field_of(self, heading: Heading) -> str | None:
        """The field of a heading of a file; a heading that was cut off is known by its beginning."""
        if heading.key in self.headings:
            return self.headings[heading.key]
        for key, found in self.headings.items():
            if CUT not in key and not heading.stem.endswith(CUT):
                continue
            numbered = _ORDINAL.match(key)
            stem, ordinal = (numbered["stem"], int(numbered["ordinal"])) if numbered else (key, 1)
            if ordinal == heading.ordinal and same(stem, heading.stem):
                return found
        return None

    def covered(self, headings: Iterable[Heading]) -> int:
        return sum(self.field_of(heading) is not None for heading in headings)


def profile_of(tool: str, form_type: str, year: int, fields: Mapping[str, str]) -> Profile:
    """A profile whose id follows from what it says."""
    text = json.dumps([tool, form_type, year, sorted(fields.items())], ensure_ascii=False)
    return Profile(f"{tool}-{year}-{hashlib.sha256(text.encode()).hexdigest()[:8]}", tool, form_type, year, fields)


def saved(journal: Journal, origin: str = "") -> list[Profile]:
    """All profiles, or those of one origin, the newest first.

    Whoever may see anything may read forms into the example: what was learned there says nothing of real forms.
    """
    found: dict[str, Profile] = {}
    for entry in journal.entries(STREAM):
        if origin and entry.get("origin") != origin:
            continue
        if (profile := _from(entry)) is not None:
            found.pop(profile.profile_id, None)
            found[profile.profile_id] = profile
    return list(reversed(found.values()))


def save(journal: Journal, origin: str, profile: Profile) -> None:
    """Keep a profile, unless the newest of this id is there already."""
    if any(known == profile for known in saved(journal, origin)):
        return
    journal.append(STREAM, {
        "origin": origin, "profile_id": profile.profile_id, "tool": profile.tool, "form_type": profile.form_type,
        "year": profile.year, "headings": dict(profile.headings),
    })  # fmt: skip


def best(profiles: Sequence[Profile], tool: str | None, headings: Sequence[Heading], year: int) -> list[Profile]:
    """The profiles that know most of these headings (at least half), those of this year first, then the newest."""
    counted = [(p.covered(headings), p.year == year, p) for p in profiles if p.tool == tool]
    most = max(((n, same_year) for n, same_year, _ in counted), default=(0, False))
    if most[0] * 2 < len(headings) or not most[0]:
        return []
    return [p for n, same_year, p in counted if (n, same_year) == most]


def _from(entry: Entry) -> Profile | None:
    try:
        return Profile(
            entry["profile_id"], entry["tool"], entry["form_type"], int(entry["year"]),
            {str(key): str(field) for key, field in entry["headings"].items()},
        )  # fmt: skip
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
