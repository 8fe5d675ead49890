"""The numbers of a chart that an office program draws itself, so that members can edit it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Series:
    """One series: a value per category (None: no figure), its colour as "#RRGGBB", hatched where colour alone would tell it."""

    name: str
    values: tuple[float | None, ...]
    colour: str = ""
    is_hatched: bool = False


@dataclass(frozen=True, slots=True)
class ChartData:
    """A bar chart. `is_stacked` puts the series on top of each other; values are in `unit`, shown with `decimals`."""

    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""
    decimals: int = 1
    is_stacked: bool = False
