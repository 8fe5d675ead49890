"""How we compute, for the method page: each record names the function that computes and shows it at work.

The rules of the verdict are printed from the very records that `monitor.statistics.verdict` runs through; the worked
example under a formula is made by calling the function that all verdicts use.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from monitor.catalogue import Catalogue
from monitor.statistics import Summary, judge
from monitor.statistics.multiplicity import holm
from monitor.statistics.spread import lnvr
from monitor.statistics.verdict import DELTA, Verdict
from monitor.statistics.verdict_rules import REFUSALS, RULES, Rule
from monitor.statistics.welch import difference
from monitor.tables import TEXT, Column, Table
from monitor.wording.numbers import chances, nl
from monitor.wording.slots import WORDS_HIGHER, catalogue_slots
from monitor.wording.texts import fill, of

EXAMPLE = (Summary(4.9, 0.6, 95), Summary(4.5, 0.6, 58), Summary(4.8, 0.6, 58))


@dataclass(frozen=True)
class Formula:
    """One step: what it is for in plain words, the formula, where it comes from, and a worked example.

    The formula is in plain signs: it wraps on a narrow screen and is read aloud.
    """

    title: str
    plain: str
    formula: str
    source: str
    example: Callable[[], str]


def _verdict() -> Verdict:
    return judge(*EXAMPLE)


def _difference() -> str:
    one, two = EXAMPLE[0], EXAMPLE[2]
    d3 = difference(one.mean, one.variance_of_mean, one.degrees_of_freedom,
                    two.mean, two.variance_of_mean, two.degrees_of_freedom)  # fmt: skip
    low, high = d3.interval(0.95)
    return (
        f"Van 4,9 (95 groepen) naar 4,8 (58 groepen), elk met een standaardafwijking van 0,6: verschil "
        f"{nl(float(d3.value), 2, True)}, standaardfout {nl(float(d3.se), 3)}, vrijheidsgraden {nl(float(d3.df), 1)}, "
        f"marge {nl(float(low), 2)} tot {nl(float(high), 2)}."
    )


def _level() -> str:
    low, high = _verdict().ci90_d3
    inside = "ligt binnen" if low > -DELTA and high < DELTA else "ligt niet binnen"
    bounds = f"{nl(-DELTA, 2)} tot {nl(DELTA, 2)}"
    return f"Het 90%-interval van het verschil loopt van {nl(low, 2)} tot {nl(high, 2)}. Dat {inside} {bounds}."


def _holm() -> str:
    adjusted = holm([0.01, 0.02, 0.03])
    return "De kansen 0,010, 0,020 en 0,030 worden samen " + ", ".join(nl(float(p), 3) for p in adjusted) + "."


def _graded() -> str:
    v = _verdict()
    lower, level, higher = chances(v.p_worse, v.p_level, v.p_better)
    return f"Lager: {lower}. Ongeveer gelijk: {level}. Hoger: {higher}."


def _smallest() -> str:
    return f"Met deze aantallen is een verschil van {nl(_verdict().smallest_detectable, 2)} punt of meer te zien."


def _split() -> str:
    v = _verdict()
    return (
        f"Van 4,9 naar 4,5 naar 4,8: daling {nl(v.dip, 2)}, hersteld {nl(v.recovered, 2)}, nog te gaan {nl(v.to_go, 2)}, "
        f"groei {nl(v.growth, 2)}."
    )


def _clusters() -> str:
    plain = judge(*EXAMPLE)
    baseline, dip, current = (replace(s, deff=1.5) for s in EXAMPLE)
    wide = judge(baseline, dip, current)
    return (
        f"Met ontwerpeffect 1,5 groeit de standaardfout van {nl(plain.se3, 3)} naar {nl(wide.se3, 3)}, "
        f"en wordt het aantal groepen gelezen als n gedeeld door 1,5."
    )


def _spread() -> str:
    change = lnvr(0.5, 58, 0.6, 95)
    return f"Van 0,60 (95 groepen) naar 0,50 (58 groepen): lnVR {nl(change.lnvr, 3)} met variantie {nl(change.variance, 4)}."


FORMULAS: tuple[Formula, ...] = (
    Formula(
        "Verschil tussen twee periodes",
        "We kijken naar de marge van het verschil zelf. Twee marges naast elkaar leggen is te streng.",
        "d = x̄₂ − x̄₁ ;  SE = √( s₁²/n₁* + s₂²/n₂* )  met n* = n / deff ;  marge: d ± t(0,975; df) · SE",
        "Welch 1947; vrijheidsgraden volgens Satterthwaite",
        _difference,
    ),
    Formula(
        "Ongeveer gelijk",
        "Gelijk zeggen we alleen als een verschil dat telt onwaarschijnlijk is. Geen duidelijk verschil is niet genoeg.",
        "d₃ ± t(0,95; df) · SE  ligt helemaal tussen −δ en +δ",
        "Schuirmann 1987, twee eenzijdige toetsen van 5%",
        _level,
    ),
    Formula(
        "Veel oordelen tegelijk",
        "Bij veel oordelen klopt er soms één bij toeval niet. Daarom is de lat voor verbetering hoger.",
        "p(i) na correctie = het grootste van min(1, (m − j + 1) · p(j)) voor alle j tot en met i, met de kansen op volgorde",
        "Holm 1979, over alle opvangsoorten en onderdelen van één blok",
        _holm,
    ),
    Formula(
        "Kans op lager, gelijk en hoger",
        "Dezelfde berekening geeft ook kansen. Zo ziet u ook wat net geen oordeel werd.",
        "P(lager) = P( T < (−δ − d₃)/SE ) ;  P(hoger) = P( T > (δ − d₃)/SE ) ;  P(ongeveer gelijk) = de rest",
        "zelfde t-verdeling als de marge",
        _graded,
    ),
    Formula(
        "Kleinste verschil dat te zien was",
        "Een kleine meting kan een klein verschil missen. Dit getal zegt hoe groot het moest zijn.",
        "( t(0,975; df) + t(0,80; df) ) · SE",
        "tweezijdige toets van 5%, onderscheidend vermogen 80%",
        _smallest,
    ),
    Formula(
        "Herstel, nog te gaan en groei",
        "We splitsen de weg terug in stukken. Herstel telt tot het oude niveau, groei begint daarboven.",
        "daling = max(0, B − D) ;  hersteld = min( max(C − D, 0), daling ) ;  nog te gaan = max(0, B − max(C, D)) ;  "
        "groei = max(0, C − B)",
        "onze keuze, op de gemiddelden",
        _split,
    ),
    Formula(
        "Groepen van één organisatie lijken op elkaar",
        "Daardoor weet u uit tien groepen van één organisatie minder dan uit tien groepen van tien organisaties.",
        "Var(x̄) = G/(G − 1) · Σg ( Σi∈g (xi − x̄) )² / n² ;  deff = Var(x̄) / (s²/n) ;  df = G − 1",
        "clusterrobuust (CR1); zonder organisaties geldt de aanname in de catalogus",
        _clusters,
    ),
    Formula(
        "Werden de verschillen tussen groepen groter?",
        "We vergelijken de spreiding van nu met die van toen, met een marge.",
        "ln VR = ln(s₁/s₂) + 1/(2(n₁ − 1)) − 1/(2(n₂ − 1)) ;  v = 1/(2(n₁ − 1)) + 1/(2(n₂ − 1))",
        "Nakagawa e.a. 2015",
        _spread,
    ),
)  # fmt: skip


def rule_tables(catalogue: Catalogue) -> list[Table]:
    """When there is no verdict, and the rules of the verdict, first hit wins, in words; from the records that decide.

    The rules for two periods stand beside those for three: they hold where the figures of the middle one are missing.
    """
    when = "als de middelste periode ontbreekt" if catalogue.dip else "met twee periodes"
    titles = {
        (False, False): "Oordeel met drie periodes",
        (False, True): f"Oordeel {when}",
        (True, False): "Onderdelen zonder goed of slecht: wanneer veranderde het?",
        (True, True): f"Onderdelen zonder goed of slecht, {when}",
    }
    shown = {key: rules for key, rules in RULES.items() if catalogue.dip or key[1]}
    return [_refusal_table(catalogue), *(_rule_table(titles[key], rules, catalogue) for key, rules in shown.items())]


def _refusal_table(catalogue: Catalogue) -> Table:
    """Why there may be no verdict at all, in the order in which it is looked at."""
    known, slots = of(catalogue), catalogue_slots(catalogue)
    rows = tuple(
        (place, *(fill(known.cell(column, code), slots) for column in ("label_nl", "short_nl")), code)
        for place, code in enumerate(REFUSALS, 1)
    )
    columns = (
        Column("place", "Nr", "count"), Column("label", "Dan", TEXT), Column("short", "Kort", TEXT),
        Column("code", "Code", TEXT),
    )  # fmt: skip
    return Table("Wanneer geven we geen oordeel?", columns, rows, note="Hier kijken we eerst naar.")


def _rule_table(title: str, rules: Sequence[Rule], catalogue: Catalogue) -> Table:
    known, slots = of(catalogue), catalogue_slots(catalogue) | WORDS_HIGHER
    rows = tuple(
        (
            place,
            "; ".join(_fact(name, value, catalogue) for name, value in rule.when.asked().items())
            or "in alle andere gevallen",
            fill(known.cell("label_nl", rule.code, rule.variant), slots),
            fill(known.cell("short_nl", rule.code, rule.variant), slots),
            rule.code + (f" / {rule.variant}" if rule.variant else ""),
        )
        for place, rule in enumerate(rules, 1)
    )
    columns = (
        Column("place", "Nr", "count"), Column("when", "Als", TEXT), Column("label", "Dan", TEXT),
        Column("short", "Kort", TEXT), Column("code", "Code", TEXT),
    )  # fmt: skip
    return Table(title, columns, rows, note="De eerste regel die past, geldt.")


def _fact(name: str, value: int | bool, catalogue: Catalogue) -> str:
    """One fact that a rule asks for, in words."""
    base, now = catalogue.baseline.label, catalogue.current.label
    dip = catalogue.dip.label if catalogue.dip else ""
    pairs = {"d1": (base, dip), "d2": (dip, now), "d3": (base, now)}
    if name in pairs:
        direction = {1: "duidelijk hoger", -1: "duidelijk lager", 0: "niet duidelijk anders"}[int(value)]
        return f"{pairs[name][1]} is {direction} dan {pairs[name][0]}"
    yes = {
        "level": f"{now} is ongeveer gelijk aan {base}",
        "no_worse": f"{now} is niet meer dan de grens lager dan {base}",
        "beyond_chance": "het verschil houdt stand bij veel oordelen tegelijk",
        "not_below": f"het gemiddelde van {now} is niet lager dan dat van {base}",
    }
    return yes[name] if value else f"niet: {yes[name]}"
