"""A dialogue year in which every text of a location holds a mark of that location, so that a leak can be seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from monitor.dialogues.records import Action, Amount, Answer, Cycle, Draft, SeriesPoint
from tests.dialogues.build import YEAR, childcare, cycle, flow, internal, joint, school

PLACES = ("k1", "k2", "k3", "k4", "s1", "s2", "s3", "s4")


def mark(*codes: str) -> str:
    return " ".join(f"geheim-{code}." for code in codes)


def said(*codes: str, theme: str = "parents", label: str = "") -> dict[str, Answer]:
    return {theme: Answer(theme, mark(*codes), mark(*codes), mark(*codes), label)}


def year(number: int = YEAR) -> Cycle:
    """Eight locations in two areas; k1-s1 talked, k2-s2 talked, k1-s3 and k3-s3 have flow; each has its own texts."""
    kinds = {"k": childcare, "s": school}
    locations = [kinds[code[0]](code, "noord" if code[1] in "12" else "zuid", name=f"Naam {code}") for code in PLACES]
    alone = [
        internal(place, "05-12", answers=said(place.location_id, theme="parents" if place.location_id < "s" else "continuity"),
                 help_asked=mark(place.location_id))
        for place in locations if place.location_id not in ("k4", "s4")
    ]  # fmt: skip
    together = [
        joint("j-k1-s1", "k1 s1", "06-03", answers=said("k1", "s1"), reporter_id="s1", form_version="v-k1-s1"),
        joint("j-k2-s2", "k2 s2", "06-04", answers=said("k2", "s2", theme="Eigen thema k2", label="Eigen thema k2")),
        joint("j-k3-s3", "k3 s3 jgz", "06-05", answers=said("k3", "s3")),
    ]
    flows = [flow("k1>s1", 7, 2), flow("k1>s3", 3, 1), flow("k2>s2", 12, 6), flow("k3>s3", 4, 2), flow("k4>s4", 9, 5)]
    actions = [
        _action("a-k1", "j-k1-s1", ("Naam k1",), "proposal", mark("k1")),
        _action("a-k2", "j-k2-s2", ("Naam k2",), "proposal", mark("k2")),
        _action("a-k3", "", ("naam K3", "Gemeente"), "agreed", mark("k3")),
        _action("a-plan", "j-k2-s2", ("Naam k2", "Gemeente"), "in_year_plan", "In het jaarplan."),
        _action("a-all", "", ("Gemeente",), "agreed", "Voor iedereen."),
        _action("a-idea", "", ("Gemeente",), "proposal", "Idee voor de gemeente."),
    ]
    earlier = replace(actions[3], status="proposal", text=mark("k2"), revision=0)
    return cycle(
        locations, flows, [*alone, *together], actions, revisions=(earlier, *actions), year=number,
        series=tuple(_point(code) for code in ("", *PLACES)),
        drafts=tuple(Draft(f"draft-{code}", "joint", code, (code, "s4"), datetime(number, 6, 1), False) for code in ("k1", "k4")),
        decided_doubles={("i-k1", "j-k1-s1"): False, ("i-k2", "j-k2-s2"): False},
    )  # fmt: skip


def _action(code: str, dialogue: str, owners: tuple[str, ...], status: str, text: str) -> Action:
    by = f"wie-{code}"
    return Action(code, 1, text, status, dialogue, "parents", owners, result=text, changed_by=by, year=YEAR)


def _point(code: str) -> SeriesPoint:
    return SeriesPoint("reach", "Bereik", YEAR, Amount(float(40 + len(code))), code, reason=mark(code) if code else "")
