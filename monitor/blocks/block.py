"""One figure with everything that belongs to it, and what it is looked at with. Made here, shown by `widgets.chart_block`."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import plotly.graph_objects as go

from monitor.catalogue import Catalogue
from monitor.consultation.records import FIGURE
from monitor.figures.native import ChartData
from monitor.records import DEMO, DEMO_STAMP, OWN, PUBLISHED, VerdictRow
from monitor.table_html import to_html
from monitor.tables import Table
from monitor.wording.numbers import date_text

DATASETS = {"gepubliceerd": PUBLISHED, "eigen": OWN, "voorbeeld": DEMO}
"""What stands in a link as `cijfers`: the data set in view."""


@dataclass(frozen=True)
class BlockView:
    """What a block is made with: the catalogue, the data set in view (published, own or demo), its version and the day."""

    catalogue: Catalogue
    dataset: str
    data_version: str
    reference_date: date

    @property
    def is_demo(self) -> bool:
        return self.dataset == DEMO


@dataclass(frozen=True)
class Block:
    """One figure with everything that belongs to it.

    Drawn is `figure` (with `alt`; `narrow` is its form for a narrow screen), or `figures` (small multiples with an alt
    text each, side by side where there is room), or `body` (HTML of our own). `picture` makes the figure for a download
    when it is not the one on screen. `flags` are the caveats that go along into pictures and sheets. A body that
    `is_table` is not followed by the same table once more. A headline that `quotes_users` holds no markdown.

    For a consultation: `kind` is a kind of `monitor.consultation.records.Item`; `finding` and `told` are the headline and
    the sentence where those of the page lean on what stands around them; `rows` are the verdicts behind the block,
    `recipe` says how `monitor.blocks.recipes` makes it again, `native` is the chart that an office program draws,
    `link` the selection in the address when it is not that of the page, `may_say` and `not_say` what one may say of it.
    What `is_private` can not be put into a consultation. `notes` are texts below the sentence, on the page only.
    """

    key: str
    page: str
    headline: str
    subline: str
    sentence: str
    source: str
    table: Table
    figure: go.Figure | None = None
    alt: str = ""
    narrow: go.Figure | None = None
    figures: Sequence[tuple[go.Figure, str]] = ()
    body: str = ""
    picture: Callable[[], go.Figure] | None = None
    sheets: Sequence[Table] = ()
    flags: tuple[str, ...] = ()
    is_table: bool = False
    quotes_users: bool = False
    kind: str = FIGURE
    finding: str = ""
    told: str = ""
    rows: tuple[VerdictRow, ...] = ()
    recipe: Mapping[str, Any] = field(default_factory=dict)
    native: ChartData | None = None
    link: Mapping[str, str] | None = None
    may_say: str = ""
    not_say: str = ""
    is_private: bool = False
    notes: tuple[str, ...] = ()

    @property
    def own_headline(self) -> str:
        """The headline for a reader who does not see the page."""
        return self.finding or self.headline

    @property
    def own_sentence(self) -> str:
        """The sentence for a reader who does not see the page."""
        return self.told or self.sentence

    @functools.cached_property
    def table_html(self) -> str:
        """The table as the page shows it; kept, because blocks are."""
        return to_html(self.table)

    @property
    def drawing(self) -> Callable[[], go.Figure] | None:
        """Makes the one figure that can leave the page; None when nothing is drawn."""
        if self.picture is not None:
            return self.picture
        figure = self.figure
        return None if figure is None else lambda: figure


def source_line(source: str, view: BlockView) -> str:
    """Where it came from, which data, which day; the stamp of fictitious data when it is."""
    parts = [f"Bron: {source}", f"dataversie {view.data_version}", f"peildatum {date_text(view.reference_date)}"]
    return " · ".join(([DEMO_STAMP] if view.is_demo else []) + parts)


def stamps(block: Block, view: BlockView) -> tuple[str, ...]:
    """The caveats that must be inside every picture."""
    return tuple(dict.fromkeys(([DEMO_STAMP] if view.is_demo else []) + list(block.flags)))
