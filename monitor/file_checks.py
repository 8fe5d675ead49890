"""The checks on the files of a workspace themselves: what is damaged, what cannot be read, what nobody knows of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from monitor.store.journal import Journal
from monitor.store.state import State
from monitor.store.workspace import Workspace

REPAIR = "Zet een reservekopie van de werkmap terug, of lees de gegevens opnieuw in."
MERGED = "geen: de bestanden waarvan het gemaakt is, tellen weer mee"
RETIRED = "geen: deze gegevens waren al uit gebruik"


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The answer to one check: `rows` says what is wrong (at most 200), nothing when all is well."""

    name: str
    title_nl: str
    rows: tuple[dict[str, Any], ...]
    remedy_nl: str

    @property
    def ok(self) -> bool:
        return not self.rows


def file_checks(workspace: Workspace, state: State) -> list[CheckResult]:
    """What is wrong with files. Whoever wants every byte read lets the workspace `look_deeper` first."""
    return [
        CheckResult("damaged_files", "Alle bestanden met gegevens zijn heel", _damaged(state), REPAIR),
        CheckResult("unreadable_log", "Het logboek van de werkmap is te lezen",
                    tuple({"file": name} for name in state.unreadable), REPAIR),
        _unreadable_changes(Journal(workspace.folder)),
        _unknown_files(workspace),
    ]  # fmt: skip


def _damaged(state: State) -> tuple[dict[str, Any], ...]:
    """Each damaged file, why, and which data do not count because of it."""
    missed: dict[str, list[str]] = {}
    for aside in state.set_aside:
        for file in aside.files:
            missed.setdefault(file.place, []).append(aside.dataset.label or aside.dataset.file_name)
    retired = {c.dataset.dataset_id for c in state.changes} - set(state.datasets)
    return tuple(
        {"bestand": file.place, "oorzaak": file.reason, "ontbreekt": ", ".join(missed.get(file.place, ()))
         or (RETIRED if any(file.name.startswith(key) for key in retired) else MERGED)}
        for file in state.damaged
    )  # fmt: skip


def _unreadable_changes(journal: Journal) -> CheckResult:
    rows = tuple(
        {"file": f"{stream}/{name}"} for stream in journal.all_streams() for name in journal.unreadable(stream)
    )
    return CheckResult(
        "unreadable_changes", "Alle wijzigingen in de dialoog zijn te lezen", rows,
        "Deze bestanden tellen niet mee, de rest wel. Zet een reservekopie terug, of haal ze weg uit de map journal.",
    )  # fmt: skip


def _unknown_files(workspace: Workspace) -> CheckResult:
    """Files between those with data that no entry of the log tells of: put there by hand, or left by a kill."""
    known = set(workspace.digests())
    found = sorted(path for path in workspace.tables.glob("*/*") if path not in known and path.suffix != ".tmp")
    return CheckResult(
        "unknown_files", "Elk bestand met gegevens staat in het logboek",
        tuple({"file": f"{path.parent.name}/{path.name}"} for path in found),
        "Deze bestanden tellen niet mee. Horen ze hier niet? Haal ze dan weg uit de map tables.",
    )  # fmt: skip
