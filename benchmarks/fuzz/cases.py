"""Which file a case is: it follows from kind, seed and number, so that one case can be made again."""

from __future__ import annotations

import functools
import json
import random
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from benchmarks.fuzz import nasty, shapes
from benchmarks.fuzz.kinds import CATALOGUE, TABLES
from monitor.dialogues import settings as years
from monitor.dialogues.settings_typed import as_typed
from monitor.own import keep
from monitor.own.records import OwnScore

MAIL = """Van: Anna <anna@voorbeeld.example>
Onderwerp: vragen voor het overleg

Beste collega's,

Wij hebben de volgende vragen:
- Hoe is de score voor baby's gemeten? En waarom is dat anders dan eerst?
- Graag meer over gastouders.
1. Telt een groep met twee metingen dubbel?

Met vriendelijke groet,
Anna de Vries, 06-12345678

> Op 3 juni schreef Jan:
> Hebben jullie nog vragen?
"""
OTHERS = ("own_file", "settings", "mail")
KINDS = (*TABLES, *OTHERS)


@dataclass(frozen=True)
class Case:
    """One mutated file. `empty` asks for a workspace without anything in it."""

    kind: str
    number: int
    name: str
    content: bytes
    empty: bool


def make(kind: str, seed: int, number: int) -> Case:
    """Case 0 of a kind is the good file itself, as CSV; case 1 the good workbook."""
    chance = random.Random(f"{seed}:{kind}:{number}")
    empty = chance.random() < 0.15
    if kind in OTHERS:
        content = _text(chance, _seed(kind), number) if kind == "mail" else _json(kind, chance, _seed(kind), number)
        return Case(kind, number, f"{kind}.{'txt' if kind == 'mail' else 'json'}", content, empty)
    rows = TABLES[kind].table()
    if number < 2:
        content = shapes.workbook({"Blad1": rows}) if number else _plain(rows)
        return Case(kind, number, "goed.xlsx" if number else "goed.csv", content, False)
    if chance.random() < 0.75:
        rows = shapes.other_cells(chance, rows)
    if chance.random() < 0.55:
        content, name = shapes.as_csv(chance, rows), "bestand.csv"
        if chance.random() < 0.45:
            content = shapes.other_bytes(chance, content)
    else:
        content, name = shapes.as_xlsx(chance, rows), "bestand.xlsx"
        what = chance.random()
        content = (shapes.other_package(chance, content) if what < 0.6
                   else shapes.other_bytes(chance, content) if what < 0.7 else content)  # fmt: skip
    if chance.random() < 0.03:
        name = chance.choice(
            ("bestand.txt", "bestand.tsv", "bestand.xlsm", "bestand.XLSX", "bestand.csv", "zonder", "a.xls", ".csv")
        )
    return Case(kind, number, name, content, empty)


def _plain(rows: shapes.Rows) -> bytes:
    quoted = [[f'"{cell}"' if ";" in cell else cell for cell in row] for row in rows]
    return "\r\n".join(";".join(row) for row in quoted).encode()


@functools.cache
def _seed(kind: str) -> bytes:
    if kind == "mail":
        return MAIL.encode()
    if kind == "settings":
        plain = asdict(as_typed(years.template(2026)))
        for phase in plain["phases"]:
            del phase["base"]
        return json.dumps(plain, ensure_ascii=False).encode()
    care_type, measure = next(iter(CATALOGUE.care_types)), CATALOGUE.measures_with_role("dimension")[0]
    score = OwnScore(measure.code, (measure.scale_min + measure.scale_max) / 2, date(2026, 6, 3), "Geel")
    own = keep.OwnFile(date(2026, 6, 4), care_type, "De Eik", {care_type: (score, score)}, {care_type: (measure.code,)},
                       {measure.code: "Wij praten veel."}, "Meer buiten", "Goed")  # fmt: skip
    return keep.to_file(own)


def _json(kind: str, chance: random.Random, seed: bytes, number: int) -> bytes:
    """The same tree with some leaves or branches replaced; sometimes with other bytes too."""
    if number == 0:
        return seed
    tree = json.loads(seed)
    for _ in range(chance.randint(1, 3)):
        _grafted(chance, tree, _TEXTS if kind == "settings" and chance.random() < 0.9 else _VALUES)
    content = json.dumps(tree, ensure_ascii=chance.random() < 0.5).encode("utf-8", "surrogatepass")
    return shapes.other_bytes(chance, content) if chance.random() < 0.3 else content


def _grafted(chance: random.Random, tree: object, values: Sequence[object]) -> None:
    """Replace, take out or add something somewhere below this branch."""
    while isinstance(tree, dict | list) and tree:
        place = chance.choice(list(tree) if isinstance(tree, dict) else range(len(tree)))
        below = tree[place]  # type: ignore[index, call-overload]
        if isinstance(below, dict | list) and below and chance.random() < 0.75:
            tree = below
            continue
        if chance.random() < 0.15:
            del tree[place]  # type: ignore[arg-type]
        else:
            tree[place] = chance.choice(values)  # type: ignore[index, call-overload]
        return


_TEXTS = nasty.CELLS
_VALUES = (
    *_TEXTS,
    None,
    True,
    False,
    0,
    -1,
    1e308,
    10**30,
    0.1,
    [],
    {},
    [[]],
    {"": ""},
    [None] * 6000,
    {str(n): n for n in range(6000)},
    "x" * 6000,
    ["x"],
    functools.reduce(lambda inner, _: [inner], range(60), []),
)


def _text(chance: random.Random, seed: bytes, number: int) -> bytes:
    """Lines of an e-mail repeated, mixed and joined: what takes a pattern long shows up in long, dull texts."""
    if number == 0:
        return seed
    lines = seed.decode().splitlines()
    for _ in range(chance.randint(1, 5)):
        what, at = chance.randrange(5), chance.randint(0, len(lines))
        if what == 0:
            lines[at:at] = [chance.choice(nasty.CELLS)[:2000]] * chance.choice((1, 3))
        elif what == 1:
            chance.shuffle(lines)
        elif what == 2:
            lines[at:at] = chance.choices(lines or [""], k=chance.choice((5, 300)))
        elif what == 3:
            unit = chance.choice(
                (
                    " ",
                    "a",
                    "a ",
                    ">",
                    "> ",
                    "-",
                    "1.",
                    ".",
                    "?",
                    "@",
                    "a@",
                    "0",
                    "0 ",
                    "(",
                    "Hoe ",
                    "zou het ",
                    "_",
                    "é",
                    "\t",
                    "<",
                    "a.b@c.",
                )
            )
            lines[at:at] = [unit * chance.choice((40, 3000, 20_000))]
        else:
            lines = [" ".join(lines)]
    content = chance.choice(("\n", "\r\n", "\r", "\u2028")).join(lines).encode("utf-8", "surrogatepass")
    return shapes.other_bytes(chance, content) if chance.random() < 0.3 else content
