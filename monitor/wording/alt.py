"""Alternative texts of figures: what kind of chart, of what, for whom, what it shows, where the numbers are."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.catalogue import Catalogue
from monitor.records import VerdictRow
from monitor.wording import texts
from monitor.wording.numbers import count, listing
from monitor.wording.overview import care_type_names, counters, names
from monitor.wording.sentences import label, sentence, short
from monitor.wording.slots import compared_cells

LONGEST = 299
TABLE_LINE = "De tabel onder de grafiek geeft alle getallen."

# One figure, several figures beside each other.
CHARTS = {
    "trend": ("Lijngrafiek", "Lijngrafieken"),
    "decomposition": ("Staafdiagram", "Staafdiagrammen"),
    "graded": ("Balk met kansen", "Balken met kansen"),
    "strip": ("Strook met oordelen", "Stroken met oordelen"),
    "ladder": ("Stippendiagram", "Stippendiagrammen"),
    "spread": ("Stippendiagram", "Stippendiagrammen"),
}


def alt_text(kind: str, rows: VerdictRow | Sequence[VerdictRow], catalogue: Catalogue) -> str:
    """The alternative text of a figure about one row or several, under 300 characters.

    It holds as many whole sentences of the verdict as fit, and never the dip without the baseline. Raises KeyError
    for a kind of chart that is not in CHARTS, ValueError for no rows.
    """
    one, several = CHARTS[kind]
    rows = [rows] if isinstance(rows, VerdictRow) else list(rows)
    if not rows:
        raise ValueError("an alternative text needs at least one row")
    periods = _periods(rows, catalogue)
    if len(rows) == 1:
        row = rows[0]
        what = catalogue.measures[row.measure].in_sentence
        head = f"{one} van {what} voor {catalogue.care_type(row.care_type).in_sentence} in {periods}."
        briefly = f"{short(row, catalogue)}."
        runs = _runs(texts.split_sentences(sentence(row, catalogue)), briefly)
        candidates = [*runs, briefly, f"{label(row, catalogue)}."]
    else:
        care_types = list(dict.fromkeys(row.care_type for row in rows))
        measures = list(dict.fromkeys(row.measure for row in rows))
        head = f"{several} van {names(measures, catalogue)} voor {care_type_names(care_types, catalogue)} in {periods}."
        counted = listing([f"{n} keer {word}" for _, n, word in counters(rows, catalogue)])
        candidates = [f"Oordelen: {counted}.", f"{count(len(rows), 'oordeel', 'oordelen')}."]
    room = LONGEST - len(head) - len(TABLE_LINE) - 2
    fitting = (text for text in candidates if len(text) <= room and _is_whole(text, catalogue))
    return _within(texts.join(head, next(fitting, ""), TABLE_LINE))


def _runs(said: Sequence[str], instead: str) -> list[str]:
    """The verdict from its longest to its shortest form. The head names measure and care type already, so the opening
    may give way to the short text, which names the periods too."""
    runs = []
    for n in range(len(said), 1, -1):
        runs += [" ".join(said[:n]), " ".join([instead, *said[1:n]])]
    return [*runs, *said[:1]]


def _periods(rows: Sequence[VerdictRow], catalogue: Catalogue) -> str:
    shown = max(len(compared_cells(row, catalogue)) for row in rows) or len(catalogue.compared)
    return count(shown, "periode", "periodes")


def _is_whole(text: str, catalogue: Catalogue) -> bool:
    return catalogue.dip is None or catalogue.dip.label not in text or catalogue.baseline.label in text


def _within(text: str) -> str:
    """A last resort for catalogues with very long names."""
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"
