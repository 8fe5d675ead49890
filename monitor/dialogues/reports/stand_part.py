"""Where the year stands, for documents: phases, who took part, three counts that are never put together."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.dialogues.reports.material import Material, period_text
from monitor.dialogues.status import AreaStatus
from monitor.tables import COUNT, Column, Table
from monitor.wording import dialogue as say

OWN_WHOLE = "Elk getal heeft zijn eigen geheel. Daarom tellen we ze niet bij elkaar op."


def phases(material: Material) -> Table:
    """Per phase its days, its state in a word, and the same sentence as on screen."""
    columns = (
        Column("phase", "Fase"),
        Column("days", "Termijn"),
        Column("state", "Stand"),
        Column("said", "Toelichting"),
    )
    rows = tuple(
        (s.phase.label, period_text(s.phase.start, s.phase.end), say.PHASE_STATES[s.state], s.sentence)
        for s in material.status.phases
    )
    return Table("Stand per fase", columns, rows)


def areas(material: Material) -> Table:
    return areas_table(material.areas)


def areas_table(found: Sequence[AreaStatus]) -> Table:
    """Per area how many of its locations delivered, and how many have VVE flow and no joint dialogue."""
    columns = (
        Column("area", "Wijk"), Column("required", "Locaties en scholen", COUNT), Column("received", "Ingestuurd", COUNT),
        Column("late", "waarvan te laat", COUNT), Column("board", "Via schoolbestuur", COUNT),
        Column("missing", "Nog niet", COUNT), Column("doors", "VVE-doorstroom, geen gesprek", COUNT),
    )  # fmt: skip
    counts = [
        (a.required, len(a.received), len(a.late), len(a.via_school_board), len(a.missing), len(a.without_dialogue))
        for a in found
    ]
    rows: list[tuple[object, ...]] = [(area.label, *row) for area, row in zip(found, counts, strict=True)]
    if len(rows) > 1:
        rows.append(("Samen", *map(sum, zip(*counts, strict=True))))
    note = "Ingestuurd, via schoolbestuur en nog niet zijn samen alle locaties en scholen van de wijk."
    return Table("Interne dialoog per wijk", columns, tuple(rows), note)


def denominators(material: Material) -> list[str]:
    """The three counts, each with its own whole."""
    return [part.sentence for part in material.coverage.denominators]


def short(material: Material) -> list[str]:
    """The year in a few sentences, for one page: the norms of locations and dialogues, and who has no partner yet."""
    vve = material.status.vve
    flow = len(vve.locations_with_flow)
    locations, dialogues, _ = denominators(material)
    return [locations, dialogues, *([say.joint(flow - len(vve.without_dialogue), flow)] if flow else [])]
