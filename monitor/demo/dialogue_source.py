"""What the fictitious municipality is made of: the rows of data/demo/dialogue/*.csv, and the settings of its years."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from monitor import paths
from monitor.catalogue import read_rows, split
from monitor.dialogues.settings import Area, CycleSettings, Theme, template

FOLDER = paths.DEMO / "dialogue"
NAMES = ("answers", "locations", "flows", "internal_cases", "joint", "actions", "series", "areas", "themes")
Row = dict[str, str]


@dataclass(frozen=True)
class Source:
    """The rows of each file by its name, and what settings.csv says: key, names, years and the day of the last year."""

    rows: dict[str, list[Row]]
    municipality: str
    municipality_label: str
    dialogue_name: str
    label: str
    years: tuple[int, ...]
    as_of: date

    def of_year(self, name: str, year: int) -> list[Row]:
        """The rows of a file that has a column `year`."""
        return [row for row in self.rows[name] if int(row["year"]) == year]

    def settings(self, year: int) -> CycleSettings:
        """The shipped template with the areas, names and extra themes of this municipality."""
        base = template(year, self.municipality)
        extra = [row for row in self.rows["themes"] if str(year) in split(row["years"])]
        return replace(
            base,
            municipality_label=self.municipality_label,
            dialogue_name=self.dialogue_name,
            areas=tuple(Area(r["code"], r["label_nl"], r["contact_role_nl"]) for r in self.rows["areas"]),
            themes=(*base.themes, *map(_theme, extra)),
        )

    def active(self, year: int) -> list[Row]:
        return [row for row in self.rows["locations"] if str(year) in split(row["active_years"])]


def read(folder: Path = FOLDER) -> Source:
    about = {row["key"]: row["value"] for row in read_rows("settings.csv", [folder])}
    return Source(
        {name: read_rows(f"{name}.csv", [folder]) for name in NAMES},
        about["municipality"], about["municipality_nl"], about["dialogue_name_nl"], about["label_nl"],
        tuple(int(year) for year in split(about["years"])), date.fromisoformat(about["as_of"]),
    )  # fmt: skip


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _theme(row: Row) -> Theme:
    return Theme(
        row["code"], row["slug"], row["label_nl"], row["short_nl"], row["mandatory"] == "1", row["parent"],
        split(row["aliases"]), split(row["measures"]), row["description_nl"],
    )  # fmt: skip
