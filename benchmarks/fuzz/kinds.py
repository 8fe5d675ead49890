"""The kinds of file that the app reads: a good table of each to begin with, and how it is read in.

The tables hold what people really send: a few good rows, words as they write them. Care types, measures and periods come
from the catalogue.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from monitor import catalogue as catalogues
from monitor.catalogue import Catalogue

Rows = list[list[str]]
CATALOGUE: Catalogue = catalogues.load()
_TYPES = [c.label for c in CATALOGUE.care_types.values()]
_MEASURES = [CATALOGUE.measures[m.code].label for m in CATALOGUE.measures_with_role("dimension")]
_PERIODS = [p.label for p in CATALOGUE.periods.values()]


@dataclass(frozen=True)
class Kind:
    """One kind of file. `table` makes the good rows; `options` go to the import."""

    name: str
    table: Callable[[], Rows]
    options: dict = field(default_factory=dict)


def _scores() -> Rows:
    head = ["opvangsoort", "onderdeel", "periode", "score", "organisatie_id", "locatie_id", "groep_id", "datum"]
    return [head] + [
        [_TYPES[n % 3], _MEASURES[n % 2], _PERIODS[n % len(_PERIODS)], f"{2 + n % 5},{n % 10}", f"O{n % 3}", f"L{n % 5}", f"G{n}",
         f"{n + 1}-6-2018"]
        for n in range(12)
    ]  # fmt: skip


def _wide_scores() -> Rows:
    """A measure per column, as spreadsheets of researchers have it."""
    head = ["soort opvang", "meetjaar", *_MEASURES[:3], "organisatie", "groep"]
    return [head] + [
        [_TYPES[n % 2], _PERIODS[n % len(_PERIODS)], "4,6", "3.9", "", f"O{n % 2}", f"G{n}"] for n in range(8)
    ]


def _summaries() -> Rows:
    head = [
        "opvangsoort",
        "onderdeel",
        "periode",
        "n",
        "gemiddelde",
        "sd",
        "min",
        "max",
        "aandeel_laag",
        "representatief",
        "bladzijde",
    ]
    return [head] + [
        [
            _TYPES[0],
            _MEASURES[n % 2],
            _PERIODS[n // 2 % len(_PERIODS)],
            "95",
            f"4,{n + 1}",
            "0,9",
            "2,2",
            "6,4",
            "12%",
            "ja",
            f"p. {n}",
        ]
        for n in range(2 * len(_PERIODS))
    ]


def _findings() -> Rows:
    head = [
        "nummer",
        "onderdeel",
        "opvangsoort",
        "periode_van",
        "periode_tot",
        "verandering",
        "uitspraak",
        "bron",
        "zekerheid",
        "link",
    ]
    return [head] + [
        [
            f"U{n}",
            _MEASURES[n % 2],
            _TYPES[n % 2],
            _PERIODS[0],
            _PERIODS[-1],
            word,
            f"Volgens het rapport ging dit {word}.",
            "Rapport 2024",
            "hoog",
            "https://voorbeeld.example/rapport",
        ]
        for n, word in enumerate(("omhoog", "omlaag", "gelijk"))
    ]


def locations() -> Rows:
    head = [
        "code",
        "naam",
        "soort",
        "wijk",
        "aanlevering",
        "interne_dialoog",
        "organisatie",
        "actief",
        "postcode",
        "huisnummer",
    ]
    return [
        head,
        [
            "K1",
            "Opvang De Kikker",
            "kinderopvang",
            "Centrum",
            "vragenlijst",
            "12-5-2026",
            "Stichting Water",
            "ja",
            "1234 AB",
            "12-A",
        ],
        ["K2", "Peuteropvang 't Stekje", "opvang", "Voorstad", "", "", "", "", "", ""],
        ["S1", "Basisschool De Eik", "school", "Centrum", "schoolbestuur", "nee", "", "ja", "", ""],
        ["S2", "De Wilg", "basisschool", "Voorstad", "vragenlijst", "", "", "", "", ""],
    ]


def _flows() -> Rows:
    return [
        ["van", "naar", "kinderen", "met_vve"],
        ["K1", "S1", "7", "2"],
        ["K2", "De Wilg", "x", "<5"],
        ["K1", "S2", "0", ""],
    ]


def _dialogues() -> Rows:
    head = ["code", "datum", "deelnemers", "partnerschap", "stabiliteit", "doorgaande lijn", "extra_thema", "hulp"]
    return [head, ["D1", "3-6-2026", "K1|S1", "1", "1", "0", "", "geen"],
            ["D2", "4-6-2026", "K2; De Wilg; jgz", "ja", "x", "nee", "Burgerschap", "Een spreker"]]  # fmt: skip


def _actions() -> Rows:
    head = ["code", "dialoog", "thema", "eigenaar", "datum", "status", "actie"]
    return [head, ["A1", "D1", "partnerschap", "Gemeente", "1-9-2026", "afgesproken", "Samen een ouderavond"],
            ["A2", "D2", "Burgerschap", "", "", "loopt", ""]]  # fmt: skip


def _series() -> Rows:
    head = ["aspect", "indicator", "jaar", "waarde", "eenheid", "breuk", "locatie"]
    return [
        head,
        ["bereik", "kinderen met VVE", "2025", "71", "%", "nee", ""],
        ["bereik", "kinderen met VVE", "2026", "x", "%", "ja", "K1"],
    ]


def _childcare_register() -> Rows:
    head = [
        "lrk_id",
        "type_oko",
        "actuele_naam_oko",
        "status",
        "ve",
        "opvanglocatie_adres",
        "opvanglocatie_postcode",
        "naam_houder",
        "contact_persoon",
        "contact_emailadres",
        "cbs_code",
        "verantwoordelijke_gemeente",
    ]
    return [head] + [
        [
            f"21000000{n}",
            kind,
            f"Opvang {n}",
            "Ingeschreven",
            "Ja",
            "Dorpsstraat 12-A",
            "9999ZZ",
            "Stichting Voorbeeld",
            "P. Verzonnen",
            "p@voorbeeld.example",
            "0999",
            "Aadorp",
        ]
        for n, kind in enumerate(("KDV", "BSO", "VGO", "KDV"))
    ]


def _school_register() -> Rows:
    head = ["PROVINCIE", "BEVOEGD GEZAG NUMMER", "INSTELLINGSCODE", "VESTIGINGSCODE", "VESTIGINGSNAAM", "STRAATNAAM",
            "HUISNUMMER-TOEVOEGING", "POSTCODE", "PLAATSNAAM", "GEMEENTENUMMER", "GEMEENTENAAM", "TELEFOONNUMMER"]  # fmt: skip
    return [head] + [
        [
            "Overijssel",
            "01234",
            "99AA",
            f"99AA0{n}",
            f"School {n}",
            "Kerkstraat",
            "7-B",
            "9999 ZX",
            "AADORP",
            "0999",
            "AADORP",
            "0201234567",
        ]
        for n in range(3)
    ]


_QUESTIONS = ("Wat valt op?", "Welke acties zijn daarop ingezet?", "Waar ben je trots op, wat gaat goed?")
_NAMED = [f"{theme}: {q}" for theme in ("Partnerschap met ouders", "Stabiliteit") for q in _QUESTIONS]
_ANSWERS = [
    "Ouders komen vaker.",
    "Een inloopochtend",
    "De rust in de groep",
    "Wisselende teams",
    "n.v.t.",
    "Wij bellen elkaar",
]


def _form(own: list[str], *cells: list[str]) -> Rows:
    rows = [[*own, "Naam van uw locatie", *_NAMED]]
    return rows + [[*one, place, *_ANSWERS] for one, place in zip(cells, ("Opvang De Kikker", "K2"), strict=False)]


def _microsoft() -> Rows:
    return _form(["ID", "Begintijd", "Tijd van voltooien", "E-mail", "Naam"],
                 ["1", "5/12/26 10:03:11", "5/12/26 10:23:11", "anonymous", ""],
                 ["2", "5/13/26 9:00:00", "5/13/26 9:30:00", "anonymous", ""])  # fmt: skip


def _microsoft_joint() -> Rows:
    """Partners in one cell, and the theme that was chosen."""
    head = [
        "ID",
        "Start time",
        "Completion time",
        "Email",
        "Name",
        "Naam van uw locatie of school",
        "Met welke locatie(s)/school/scholen heeft u de dialoog gevoerd?",
        "Welke andere thema's hebt u besproken?",
        *_NAMED,
    ]
    own = ["1", "2026-05-12 10:00", "2026-05-12 10:30", "anonymous", ""]
    return [head, [*own, "K1", "Basisschool De Eik;De Wilg;", "Burgerschap;", *_ANSWERS]]


def _lime() -> Rows:
    own = [
        "id",
        "submitdate",
        "lastpage",
        "startlanguage",
        "seed",
        "startdate",
        "datestamp",
        "ipaddr",
        "refurl",
        "token",
    ]
    cells = [
        "2026-05-12 10:23:11",
        "4",
        "nl",
        "12345",
        "2026-05-12 10:00:00",
        "2026-05-12 10:23:11",
        "10.0.0.1",
        "",
        "t",
    ]
    return _form(own, ["1", *cells], ["2", "", *cells[1:]])


def _google() -> Rows:
    return _form(["Tijdstempel"], ["12-5-2026 10:23:11"], ["13-5-2026 9:30:00"])


def _monkey() -> Rows:
    """Two header rows: the question, and under it what kind of answer it takes."""
    own = ["Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address"]
    rows = _form(own, ["118", "4", "05/12/2026 10:00:00 AM", "05/12/2026 10:23:11 AM", "10.0.0.1"])
    return [rows[0], [""] * len(own) + ["Open-Ended Response"] * (len(rows[0]) - len(own)), *rows[1:]]


def _own_scores() -> Rows:
    head = [
        "opvangsoort",
        "onderdeel",
        "score",
        "groep",
        "instrument",
        "instrumentversie",
        "datum",
        "observator",
        "observaties",
    ]
    return [head] + [
        [_TYPES[0], _MEASURES[n % 2], f"4,{n}", f"Groep {n}", "CLASS", "2", f"{n + 1}-6-2026", "getraind", "4"]
        for n in range(4)
    ]


def _asked() -> Rows:
    head = ["vraag", "soort", "opvangsoort", "onderdeel", "organisatie", "datum", "status", "antwoord", "aantal_leden"]
    return [head, ["Hoe is dit gemeten?", "vraag", _TYPES[0], _MEASURES[0], "De Eik", "1-3-2026", "in de briefing", "", "3"],
            ["Meer over gastouders", "suggestie", "", "", "", "2 maart 2026", "Beantwoord", "Dat komt in mei.", ""]]  # fmt: skip


FORM = {"kind": "form", "values": {("form_type", ""): "internal"}}
TABLES = {
    kind.name: kind
    for kind in (
        Kind("scores", _scores), Kind("wide_scores", _wide_scores), Kind("summaries", _summaries), Kind("findings", _findings),
        Kind("locations", locations), Kind("flows", _flows), Kind("dialogues", _dialogues, {"kind": "dialogues", "year": 2026}),
        Kind("actions", _actions), Kind("series", _series),
        Kind("childcare_register", _childcare_register, {"municipality": "Aadorp"}),
        Kind("school_register", _school_register, {"municipality": "Aadorp"}), Kind("microsoft_forms", _microsoft, FORM),
        Kind("microsoft_forms_joint", _microsoft_joint, {"kind": "form", "values": {("form_type", ""): "joint"}}),
        Kind("limesurvey", _lime, FORM), Kind("google_forms", _google, FORM), Kind("surveymonkey", _monkey, FORM),
        Kind("form_unasked", _google), Kind("own_scores", _own_scores), Kind("questions", _asked),
    )
}  # fmt: skip
