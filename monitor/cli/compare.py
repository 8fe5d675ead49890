"""`compare`: own scores beside the national figures. Nothing is kept."""

from __future__ import annotations

import enum
import math
from typing import Annotated, Any

import typer

from monitor.catalogue import Catalogue
from monitor.cli.common import Format as _All
from monitor.cli.common import WorkspaceOption, app, code_or_refuse, opened, readable, refuse, write
from monitor.own import compare as own
from monitor.own import instruments as known_instruments
from monitor.own.records import AXIS, OwnRow, OwnScore, OwnScores
from monitor.records import DEMO, DEMO_STAMP, OWN, PUBLISHED
from monitor.serialise import row_as_dict
from monitor.session import Session
from monitor.wording.numbers import margin
from monitor.wording.own import change_sentence, margin_sentence, place_sentence, word_label

SHORT = ("measure", "score", "margin", "placement", "word_nl", "higher_of_ten", "n", "origin", "sentence_nl")


class Format(enum.StrEnum):
    table = "table"
    json = "json"


@app.command()
def compare(
    care_type: Annotated[str, typer.Option("--care-type", help="De opvangsoort (code of naam).")],
    measure: Annotated[
        list[str], typer.Option("--measure", help="ONDERDEEL=SCORE, bijvoorbeeld omgeving=4,3. Mag vaker.")
    ],
    observations: Annotated[int, typer.Option(help="Hoeveel observaties er achter elke score staan.")] = 1,
    instrument: Annotated[str, typer.Option(help="Het meetinstrument, bijvoorbeeld CLASS.")] = "",
    instrument_version: Annotated[
        str, typer.Option(help="De versie. Leeg: dezelfde als landelijk (dat staat erbij).")
    ] = "",
    observer: Annotated[str, typer.Option(help="Wie observeerde: certified, trained, self of unknown.")] = "",
    workspace: WorkspaceOption = None,
    form: Annotated[Format, typer.Option("--format", help="Vorm van de uitvoer.")] = Format.table,
) -> None:
    """Zet eigen scores naast de landelijke cijfers. Er wordt niets bewaard."""
    session = opened(workspace)
    wanted = code_or_refuse(session, "care_type", care_type)
    assert wanted is not None
    known = known_instruments.load(session.catalogue.folders)
    by_whom = known.observer_code_of(observer)
    if by_whom is None:
        refuse(f"De observator '{observer}' kennen we niet. Kies uit: {', '.join(known.observers)}.")
    scores = []
    for text in measure:
        code, score = _score(text, session)
        scores.append(
            OwnScore(
                code, score, instrument=known.code_of(instrument), observer=by_whom, observations=observations,
                version=f"{known.variant_of(instrument)} {instrument_version}".strip(),
            )
        )  # fmt: skip
    with readable():
        origins = session.national().origins()
        origin = OWN if OWN in origins else DEMO if DEMO in origins else PUBLISHED
        try:
            rows = own.compare(session, OwnScores(wanted, tuple(scores)), origin=origin, assume=True)
        except ValueError as problem:
            refuse(str(problem))
    found = [as_dict(row, session.catalogue, origin) for row in rows]
    if form is Format.table:
        found = [one | {"margin": margin(*one["margin"]) if one["margin"] else None} for one in found]
    write(found, SHORT, _All(form.value))


def _score(text: str, session: Session) -> tuple[str, float]:
    """(measure, score) of "MEASURE=SCORE"; a comma or a point."""
    name, sign, number = text.rpartition("=")
    if not sign or not name.strip():
        refuse(f"'{text}' is geen ONDERDEEL=SCORE, bijvoorbeeld omgeving=4,3.")
    code = code_or_refuse(session, "measure", name.strip())
    assert code is not None
    try:
        return code, float(number.strip().replace(",", "."))
    except ValueError:
        refuse(f"'{number}' is geen getal. Schrijf de score als 4,3 of 4.3.")


def as_dict(row: OwnRow, catalogue: Catalogue, origin: str) -> dict[str, Any]:
    """The row as plain data; what is not known, or may not be shown, is None."""
    beside = row.national if row.placement.code == AXIS else None
    cell = beside.cell if beside is not None and not beside.cell.is_hidden else None
    latest = row.latest
    return {
        "care_type": row.care_type,
        "measure": row.measure,
        "score": latest.score,
        "observations": latest.observations,
        "margin": [latest.ci95[0], latest.ci95[1]] if math.isfinite(latest.se) else None,
        "margin_basis": latest.margin_basis or None,
        "placement": row.placement.code,
        "placement_reason": row.placement.reason_code,
        "placement_nl": row.placement.reason_nl,
        "assumed_nl": row.placement.assumed_nl or None,
        "origin": origin,
        "period": cell.period if cell else None,
        "n": cell.n if cell else None,
        "mean": cell.mean if cell else None,
        "quantiles": dict(zip(("p5", "q1", "median", "q3", "p95"), row.quantiles, strict=True))
        if row.quantiles
        else None,
        "higher_of_ten": row.higher_of_ten,
        "higher_of_ten_margin": list(row.higher_range) if row.higher_range else None,
        "word": row.word or None,
        "word_nl": word_label(row) or None,
        "national": [row_as_dict(one, catalogue) for one in (row.computed, row.published) if one is not None],
        "flags": list(row.flags),
        "source": cell.source if cell else None,
        "sentence_nl": " ".join(
            filter(
                None,
                (
                    f"{DEMO_STAMP}." if origin == DEMO else "",
                    place_sentence(row, catalogue),
                    margin_sentence(row),
                    change_sentence(row, catalogue),
                    row.placement.assumed_nl,
                ),
            )
        ),
    }
