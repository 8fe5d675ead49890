"""Own summaries that come and go, and a finding that rests on them."""

from __future__ import annotations

from pathlib import Path

from monitor.blocks.recipes import remake, view_of
from monitor.consultation import items
from monitor.consultation.records import Item
from monitor.ingest import import_file
from monitor.records import OWN
from monitor.session import Session

HEADER = "opvangsoort;onderdeel;periode;n;gemiddelde;sd"
RECOVERED, FALLEN = (4.6, 4.1, 4.6), (4.6, 4.1, 3.9)


class Data:
    """Own summaries of some cells, which can be loaded and retired again."""

    def __init__(self, session: Session, folder: Path) -> None:
        self.session, self.folder = session, folder
        catalogue = session.catalogue
        self.measure = next(m for m in catalogue.measures.values() if m.polarity == "higher" and not m.parent)
        self.types = list(catalogue.care_types.values())[1:4]

    def load(self, place: int, means: tuple[float, ...], n: int = 200) -> str:
        """Summaries of one care type; gives the id of the data set."""
        periods = self.session.catalogue.compared
        lines = [
            f"{self.types[place].slug};{self.measure.slug};{p.label};{n};{mean};0.5"
            for p, mean in zip(periods, means, strict=True)
        ]
        file = self.folder / f"{place}-{means[-1]}-{n}.csv"
        file.write_text("\n".join([HEADER, *lines]) + "\n", "utf-8")
        report = import_file(file, self.session.workspace, self.session.catalogue)
        assert report.kept, report.text()
        return report.dataset.dataset_id

    def item(self, make: str = "trend", **more) -> Item:
        recipe = {"make": make, "origin": OWN, "measure": self.measure.code, **more}
        return items.from_block(remake(self.session, recipe), view_of(self.session, OWN), {})
