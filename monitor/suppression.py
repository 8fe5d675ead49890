"""What may be shown of a small cell: nothing, and nothing that adds up to it either.

**Hidden.** A cell (one care type, measure and period) with fewer than 5 observed groups: no number of it is shown, on
screen, in a table, in a sentence or in an export. A summary typed over from a report is treated alike: from the range,
the mean and the SD of three groups all three scores follow.

**Hidden too (complementary).** A care type may be part of a wider one. Who knows the scores of the whole and of all parts
but one, knows the last part by subtraction: its number of groups, its mean, its tails, even its dots. So of every whole
that is shown, what is left after taking away its shown parts is either nothing at all or holds 5 groups or more; the
smallest shown part is hidden until that is so. Measures need no such rule: a measure with parts is an average per group,
so the parts rest on the same groups and are hidden together.

**Not hidden: counts in a tail.** "3 of 41 groups score under 3,0" is shown although 3 < 5. Every group of a shown cell
stands in the figure as a dot without a name, by design; a count of dots tells nothing that the dots do not, and hiding it
would only hide the question this page is for. Nobody can tell whose dot it is: there is no name, no id and no
organisation with a dot, and a cell of few groups has no dots. Where a cell is hidden its tails are hidden with it. A tail
may hold 0 or all groups: "all groups score lower than 6" is then known of each group, as the dots would show.

**Organisations.** An organisation is shown without a name, and only with 5 groups or more. Those that are not shown
count as one remainder beside groups without an organisation: nobody is left there, or at least 5 groups of at least two
organisations; else the smallest shown organisation is hidden too. The split between and within organisations (ICC) needs
at least 5 organisations, because the mean and that split of two or three give their means away.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from monitor.catalogue import Catalogue
from monitor.records import Cell

FEWEST = 5
"""Fewer observed groups than this are never shown."""
FEWEST_ORGANISATIONS = 5
"""Fewer organisations than this give no split between and within organisations."""

Place = tuple[str, str, str]
"""Care type, measure, period (of one origin)."""


def hidden_cells(cells: Collection[Cell], catalogue: Catalogue) -> frozenset[Place]:
    """The cells of one origin of which nothing is shown: those that are small, and those that would give one away.

    Raises ValueError when the cells are of several origins: fictitious and real groups never add up.
    """
    if len({cell.origin for cell in cells}) > 1:
        raise ValueError("suppression looks at one origin at a time")
    sizes: dict[tuple[str, str], dict[str, int]] = {}
    for cell in cells:
        sizes.setdefault((cell.measure, cell.period), {})[cell.care_type] = cell.n
    parents = {code: care_type.parent for code, care_type in catalogue.care_types.items()}
    return frozenset(
        (care_type, measure, period)
        for (measure, period), counts in sizes.items()
        for care_type in hidden_parts(counts, parents)
    )


def without_small_cells(cells: Collection[Cell], catalogue: Catalogue) -> list[Cell]:
    """The cells of one origin, in the same order, with those that may not be shown emptied."""
    hidden = hidden_cells(cells, catalogue)
    return [emptied(c) if (c.care_type, c.measure, c.period) in hidden else c for c in cells]


def emptied(cell: Cell) -> Cell:
    """The cell without its numbers (n is 0): what is not there cannot be shown by mistake."""
    nothing = math.nan
    return replace(
        cell, n=0, mean=nothing, sd=None, low=None, high=None, deff=nothing, df=None, n_organisations=None,
        share_low=None, share_high=None, ci95=(nothing, nothing), is_hidden=True,
    )  # fmt: skip


def hidden_parts(sizes: Mapping[str, int], parents: Mapping[str, str]) -> frozenset[str]:
    """Which of these parts and wholes to hide. `sizes`: groups in each; `parents`: the whole of each part ("": none)."""
    hidden = {code for code, n in sizes.items() if n < FEWEST}
    while extra := _one_more(sizes, parents, hidden):
        hidden.add(extra)
    return frozenset(hidden)


def _one_more(sizes: Mapping[str, int], parents: Mapping[str, str], hidden: set[str]) -> str | None:
    """A part to hide because a whole without its shown parts is too small; None when every whole is safe."""
    for whole in sizes.keys() - hidden:
        shown = _shown_parts(whole, sizes, parents, hidden)
        rest = sizes[whole] - sum(sizes[part] for part in shown)
        if shown and 0 < rest < FEWEST:
            return min(shown, key=lambda part: (sizes[part], part))
    return None


def _shown_parts(whole: str, sizes: Mapping[str, int], parents: Mapping[str, str], hidden: set[str]) -> list[str]:
    """The widest shown parts of a whole: of a part that is hidden or absent, its own parts."""
    found: list[str] = []
    for part in (code for code, parent in parents.items() if parent == whole):
        is_shown = part in sizes and part not in hidden
        found += [part] if is_shown else _shown_parts(part, sizes, parents, hidden)
    return found


def shown_organisations(sizes: Sequence[int], loose: int = 0) -> list[int]:
    """The places of the organisations that may be shown, given the groups of each and the groups without organisation.

    Empty when nothing can be shown safely.
    """
    shown = sorted((i for i, n in enumerate(sizes) if n >= FEWEST), key=lambda i: (-sizes[i], i))
    while shown and not _safe_rest(sizes, shown, loose):
        shown.pop()
    return sorted(shown)


def _safe_rest(sizes: Sequence[int], shown: Collection[int], loose: int) -> bool:
    rest = sum(sizes) - sum(sizes[i] for i in shown) + loose
    hidden = sum(n > 0 for n in sizes) - len(shown)
    return rest == 0 or (rest >= FEWEST and (hidden != 1 or loose >= FEWEST))
