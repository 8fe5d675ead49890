"""The checks on the files of a workspace themselves: what is damaged, what cannot be read, what nobody knows of.

Files are told by their path from the folder of the workspace, so that an administrator finds them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from monitor.store.damage import LOOSE, NEEDED
from monitor.store.journal import Journal
from monitor.store.state import State
from monitor.store.workspace import Workspace

REPAIR = "Zet een reservekopie van de werkmap terug, of lees de gegevens opnieuw in."
PUT_BACK = (
    "Zet het bestand terug uit een reservekopie, of lees de gegevens opnieuw in. Kan dat niet? Haal de set uit gebruik."
)
MERGE = "Voeg de bestanden opnieuw samen met: python -m monitor compact"
LOG_PUT_BACK = (
    "Zet het bestand terug uit een reservekopie. Kan dat niet? "
    "Lees de gegevens opnieuw in, en haal dit bestand weg uit de map log."
)
REMEDIES = {NEEDED: PUT_BACK, LOOSE: MERGE}
"""What to do about a damaged file, by what it costs; about any other there is nothing to do."""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The answer to one check: `rows` says what is wrong (at most 200), nothing when all is well.

    `dealt_with` is what was wrong and costs nothing any more: worth a word, and nothing to do about.
    """

    name: str
    title_nl: str
    rows: tuple[dict[str, Any], ...]
    remedy_nl: str
    dealt_with: tuple[dict[str, Any], ...] = ()

    @property
    def ok(self) -> bool:
        return not self.rows


def file_checks(workspace: Workspace, state: State) -> list[CheckResult]:
    """What is wrong with files. Whoever wants every byte read lets the workspace `look_deeper` first."""
    return [
        _damaged(state),
        CheckResult("unreadable_log", "Het logboek van de werkmap is te lezen",
                    tuple({"file": f"log/{name}"} for name in state.unreadable), LOG_PUT_BACK),
        _unreadable_changes(Journal(workspace.folder)),
        _unknown_files(workspace),
    ]  # fmt: skip


def _damaged(state: State) -> CheckResult:
    """Each damaged file, why, what that costs, and the data set that it is of.

    Dealt with is a file that nobody needs: its data set was taken out of use, or it was merged from files that count again
    and of which there is nothing to merge any more. A set that is only set aside by itself misses in every figure.
    """
    present = [file for file in state.damaged if not file.is_dealt_with]
    costs = {file.cost for file in present}
    rows = {file: {"file": file.place, "reason": file.reason, "cost": file.cost, "set": file.label}
            for file in state.damaged}  # fmt: skip
    return CheckResult(
        "damaged_files", "Alle bestanden in gebruik zijn heel", tuple(rows[file] for file in present),
        " ".join(remedy for cost, remedy in REMEDIES.items() if cost in costs),
        tuple(rows[file] for file in state.damaged if file.is_dealt_with),
    )  # fmt: skip


def _unreadable_changes(journal: Journal) -> CheckResult:
    rows = tuple(
        {"file": f"journal/{stream}/{name}"} for stream in journal.all_streams() for name in journal.unreadable(stream)
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
        tuple({"file": path.relative_to(workspace.folder).as_posix()} for path in found),
        "Deze bestanden tellen niet mee. Horen ze hier niet? Haal ze dan weg uit de map tables.",
    )  # fmt: skip
