"""National scores made by hand, and own scores to hold against them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from monitor.ingest import import_file
from monitor.own.records import SAME, OwnScore, OwnScores
from monitor.session import Session

HEADER = "opvangsoort;onderdeel;periode;score;organisatie_id;locatie_id;groep_id;datum;instrument;instrumentversie"
SUMMARY_HEADER = "opvangsoort;onderdeel;periode;n;gemiddelde;sd;instrument;instrumentversie"
FIRST, LATER = date(2026, 3, 2), date(2026, 9, 7)


class National:
    """The newest period of one care type and measure: ten organisations with four groups each, mean 5, spread by hand.

    The groups of an organisation lie at 0.1 and 0.3 above and below its own mean, so the variance within is
    (0.1² + 0.1² + 0.3² + 0.3²) / 3 = 0.2 / 3, on 30 degrees of freedom; the organisations lie 0.1 apart.
    """

    within, df, mean = 0.2 / 3, 30, 5.0

    def __init__(self, folder: Path, polarity: str = "higher") -> None:
        self.folder = folder
        self.session = Session(folder / "workspace")
        catalogue = self.session.catalogue
        measures = [m for m in catalogue.measures.values() if m.polarity == polarity]
        self.measure = next((m for m in measures if not m.parent), measures[0])
        self.care_type = list(catalogue.care_types.values())[1]
        self.period = catalogue.current

    @property
    def scores(self) -> list[float]:
        return [
            round(self.mean + 0.1 * (place - 4.5) + step, 2) for place in range(10) for step in (-0.3, -0.1, 0.1, 0.3)
        ]

    def load(self, instrument: str = "CLASS", version: str = "2", count: int = 40) -> National:
        """The first `count` groups."""
        lines = [
            f"{self.care_type.slug};{self.measure.slug};{self.period.label};{str(score).replace('.', ',')};O{i // 4};L{i};"
            f"G{i};9-1-2023;{instrument};{version}"
            for i, score in enumerate(self.scores[:count])
        ]
        return self._keep("scores.csv", [HEADER, *lines])

    def load_summary(self) -> National:
        line = f"{self.care_type.slug};{self.measure.slug};{self.period.label};40;5,0;0,4;CLASS;2"
        return self._keep("summary.csv", [SUMMARY_HEADER, line])

    def _keep(self, name: str, lines: list[str]) -> National:
        file = self.folder / name
        file.write_text("\n".join(lines) + "\n", "utf-8")
        report = import_file(file, self.session.workspace, self.session.catalogue)
        assert report.kept, report.text()
        return self

    def own(self, *scores: float | OwnScore) -> OwnScores:
        """Own scores; a number is a score of the national instrument, seen four times by somebody certified."""
        return OwnScores(self.care_type.code, tuple(s if isinstance(s, OwnScore) else self.score(s) for s in scores))

    def score(self, score: float, **more) -> OwnScore:
        given = {
            "observed_on": LATER, "instrument": "class", "same_version": SAME, "observer": "certified", "observations": 4,
        }  # fmt: skip
        return OwnScore(self.measure.code, score, **given | more)
