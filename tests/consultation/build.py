"""A consultation made by hand, with everything that a document must be able to hold."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

from monitor.consultation.records import (
    ANSWERED,
    DISCUSSED,
    FIGURE,
    IN_BRIEFING,
    MERGED,
    NEW,
    SENTENCE,
    VERDICT,
    Consultation,
    Fact,
    Item,
    Point,
    Question,
)
from monitor.figures import template as t
from monitor.figures.native import ChartData, Series
from monitor.records import COMPUTED, DEMO_STAMP, OWN, PUBLISHED
from monitor.session import Session
from monitor.tables import COUNT, DIFFERENCE, NUMBER, Column, Table

ON = date(2026, 11, 22)
HOSTILE = (
    'Wij <b>vinden</b> & *zeggen* #let x = $y$ @naam [link](http://x.example) =1+1 "q" \\ _z_ \x00\x0b\x1b\ud800 🙂 永'
)
VISIBLE = "Wij <b>vinden</b> & *zeggen* #let x = $y$ @naam [link](http://x.example) =1+1"
"""What of the hostile text must come out as it was typed."""
LONG = " ".join(f"Dit is zin {number} van een lange tekst over de kwaliteit van de opvang." for number in range(1, 70))


def drawing(height: int = 300, **layout) -> dict:
    """A small figure as data, as an item keeps it."""
    trace = {"type": "scatter", "x": [1, 2, 3], "y": [4.6, 4.2, 4.6], "mode": "lines+markers"}
    return json.loads(t.figure([trace], t.layout(height=height, **layout)).to_json())


TABLE = Table(
    "Cijfers bij de figuur",
    (
        Column("care_type", "Soort opvang"), Column("m1", "2017-2019", NUMBER, 1), Column("n1", "n 2017-2019", COUNT),
        Column("m2", "2021-2022", NUMBER, 1), Column("n2", "n 2021-2022", COUNT), Column("m3", "2022-2023", NUMBER, 1),
        Column("n3", "n 2022-2023", COUNT), Column("d3", "Verschil 2022-2023 min 2017-2019", DIFFERENCE),
        Column("margin", "Marge"), Column("verdict", "Oordeel"), Column("flags", "Let op"),
    ),
    (
        ("Baby-opvang", 4.6, 95, 4.2, 44, 4.6, 42, -0.03, "−0,2 tot 0,2", "Volledig herstel", ""),
        ("Gastouderopvang", 4.4, 80, 4.0, 41, 4.4, 40, 0.0, "−0,2 tot 0,2", "Niet representatief", "Niet representatief"),
    ),
    sheet="Cijfers",
)  # fmt: skip
NATIVE = ChartData(
    ("Baby-opvang", "Peuteropvang"),
    (Series("hersteld", (0.4, 0.3), "#5A6470"), Series("nog te gaan", (0.03, None), "#B4540A", is_hatched=True)),
    unit="punt", decimals=2, is_stacked=True,
)  # fmt: skip


def item(number: int, **more) -> Item:
    """A finding with a picture and a table; `more` are fields that differ."""
    facts = (
        Fact("kdv_baby", "environment_quality", COMPUTED, OWN, "FULL_RECOVERY", "FULL_RECOVERY", "",
             {"2017-2019": (95, 4.6, 0.6), "2021-2022": (44, 4.2, 0.6), "2022-2023": (42, 4.6, 0.6)}),
    )  # fmt: skip
    base = Item(
        item_id=f"item{number}", kind=FIGURE, page="trend", figure=f"trend_{number}", link={"soort": "baby"},
        headline=f"De omgevingskwaliteit in de baby-opvang is terug op het niveau van 2017-2019 ({number}).",
        subline="De omgevingskwaliteit per opvangsoort: gemiddelde van de gemeten groepen met de marge.",
        sentence="In 2021-2022 daalde de score van 4,6 naar 4,2. Nu is de score 4,6. Dit is herstel. Het is geen groei.",
        source="Bron: eigen meting · dataversie 2026-11-01-abc123 · peildatum 22 november 2026", flags=(), origin=OWN,
        data_version="2026-11-01-abc123", chosen_on=date(2026, 11, 1),
        alt="Lijngrafiek van de omgevingskwaliteit voor de baby-opvang in 3 periodes. Terug op het niveau van 2017-2019.",
        drawing=drawing(), table=TABLE, sheets=(TABLE,), facts=facts,
        may_say="Hersteld tot het niveau van voor corona.", not_say="De kwaliteit is gestegen.",
    )  # fmt: skip
    return replace(base, **more)


def demo_item(number: int, **more) -> Item:
    fields = {"origin": "demo", "flags": (DEMO_STAMP,), "source": f"{DEMO_STAMP} · Bron: voorbeeld · dataversie x"}
    return item(number, **(fields | more))


def consultation(**more) -> Consultation:
    """Three points on four findings, a verdict and a sentence in the basket, and questions of each status."""
    items = (
        item(1),
        item(2, flags=("Niet representatief",), native=NATIVE),
        item(3, own_text=HOSTILE),
        item(
            4,
            kind=VERDICT,
            drawing=None,
            origin=PUBLISHED,
            headline="De werkbeleving in de bso is lager dan in 2017-2019.",
        ),
        item(5, kind=SENTENCE, drawing=None, table=None, sheets=(), facts=(), headline="De werkstress is hoger."),
        item(6),
    )
    points = (
        Point("p1", "De omgevingskwaliteit is terug op het niveau van 2017-2019.", "Er is weer rust.", "Meet de uitschieters.",
              "Wij delen goede voorbeelden.", "Omgevingskwaliteit bij baby's", ("item1", "item2")),
        Point("p2", HOSTILE, "", "", HOSTILE, HOSTILE, ("item3", "item1")),
        Point("p3", "De werkbeleving is lager.", "", "", "", "", ("item4",)),
    )  # fmt: skip
    questions = (
        Question("q1", "Waarom zijn er minder pedagogische activiteiten voor ouders?", measure="environment_quality",
                 care_type="kdv_baby", organisation="Opvang De Zon", received_on=date(2026, 10, 1), members=3, item_id="item1"),
        Question("q2", "Waarom minder ouderactiviteiten?", status=MERGED, merged_into="q1", organisation="Kinderrijk"),
        Question("q3", HOSTILE, status=ANSWERED, answer=HOSTILE, kind="suggestion"),
        Question("q4", "Wat gebeurt er met de gastouders?", care_type="goo", status=DISCUSSED),
        Question("q5", "Komt er een nieuwe meting?", status=IN_BRIEFING),
        Question("q6", "Hoe lees ik de spreiding?", measure="environment_quality", status=NEW),
    )  # fmt: skip
    base = Consultation(
        "lkk-2027-03", "Overleg LKK maart 2027", date(2027, 3, 12), date(2027, 2, 26),
        ("het ministerie van SZW", "de Universiteit Utrecht"), "het secretariaat",
        ("De omgevingskwaliteit is terug op het niveau van 2017-2019.", "De gastouders verdienen een eigen verhaal."),
        items, points, questions,
    )  # fmt: skip
    return replace(base, **more)


def large(session: Session) -> Consultation:
    """As much as fits: seven points with long texts, one figure each, thirty questions."""
    catalogue = session.catalogue
    measures, kinds = list(catalogue.measures), list(catalogue.care_types)
    return consultation(
        items=tuple(item(number) for number in range(1, 8)),
        points=tuple(
            Point(f"p{n}", LONG if n == 1 else "Een zin.\nNog een zin.", LONG[:900], LONG[:500], LONG[:300], f"Punt {n}: "
                  + "een lange naam voor een gesprekspunt " * (2 if n == 1 else 1), (f"item{n}",))
            for n in range(1, 8)
        ),
        questions=tuple(
            Question(f"q{n}", f"Vraag {n}: " + LONG[: 60 * (n % 5 + 1)], measure=measures[n % len(measures)],
                     care_type=kinds[n % len(kinds)], members=n % 4 + 1, answer=LONG[:200] if n % 3 == 0 else "")
            for n in range(1, 31)
        ),
    )  # fmt: skip
