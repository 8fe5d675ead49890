"""What the administrator of a server sets: `<workspace>/access/settings.csv` with a key and a value on each line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from monitor.access.problems import Columns, kept_while_same, read
from monitor.catalogue import spelling
from monitor.file_problem import Problem

FILE = "settings.csv"
PUBLIC_NATIONAL = "public_national"
COLUMNS = Columns({"key": ("instelling",), "value": ("waarde",), "note": ("opmerking",)}, ("key", "value"))
YES, NO = ("yes", "ja", "true", "1"), ("no", "nee", "false", "0")


@dataclass(frozen=True, slots=True)
class AccessSettings:
    """The safe choice counts for what is not set, and for what cannot be read."""

    public_national: bool = False
    """Whether somebody who is not signed in may see the national pages."""
    problems: tuple[Problem, ...] = ()


def load(folder: Path) -> AccessSettings:
    """The settings of a workspace, read again when the file changes."""
    return _kept(folder)


def _load(folder: Path) -> AccessSettings:
    sheet = read(folder / "access" / FILE, COLUMNS)
    problems, values = list(sheet.problems), dict[str, list[bool]]()
    for number, row in sheet.rows:
        key, value = row["key"].lower(), spelling(row["value"])
        if key != PUBLIC_NATIONAL:
            what = f"De instelling “{row['key']}” kennen we niet."
            problems.append(Problem(FILE, number, "key", row["key"], what, f"Gebruik {PUBLIC_NATIONAL}."))
        elif value not in (*YES, *NO):
            what = f"“{row['value']}” is geen ja of nee."
            problems.append(Problem(FILE, number, "value", row["value"], what, "Schrijf yes of no."))
        else:
            values.setdefault(key, []).append(value in YES)
    public = values.get(PUBLIC_NATIONAL, [])
    return AccessSettings(bool(public) and all(public), tuple(problems))


_kept = kept_while_same(_load, f"access/{FILE}")
