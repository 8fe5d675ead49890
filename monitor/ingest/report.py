"""What an import tells: what was read, what is wrong and what to do, as records and as Dutch text."""

from __future__ import annotations

import errno
from dataclasses import asdict, dataclass, field
from typing import Any

from monitor.store.workspace import Dataset

MOST_PROBLEMS = 200
NO_SPACE, NOT_ALLOWED = "de schijf is vol", "schrijven of lezen mag hier niet"
REASONS = {
    errno.ENOSPC: NO_SPACE, errno.EDQUOT: NO_SPACE, errno.EACCES: NOT_ALLOWED, errno.EPERM: NOT_ALLOWED,
    errno.EROFS: NOT_ALLOWED, errno.EISDIR: "dit is een map", errno.ENAMETOOLONG: "de naam is te lang",
    errno.ENOENT: "het bestand of de map is er niet", errno.ENOTDIR: "dit is geen map",
    errno.EFBIG: "het bestand wordt te groot voor deze schijf", errno.EIO: "de schijf geeft een fout",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong. `row` counts as a spreadsheet does (first row = 1), None when it is about the file.

    `message` is the Dutch sentence for the user; the other fields are its parts. `column` is the header in the file.
    """

    file: str
    sheet: str
    row: int | None
    column: str
    value: str
    expected: str
    remedy: str
    message: str
    code: str


class Refused(Exception):
    """The file cannot be read further; carries the problems that say why.

    `kind` is the table that it came nearest to, `unknown_columns` the headers to which the user may give a meaning;
    `preview` is filled as soon as there are rows to show.
    """

    def __init__(self, *problems: Problem, kind: str = "", unknown_columns: tuple[str, ...] = ()) -> None:
        super().__init__("; ".join(p.message for p in problems))
        self.problems = problems
        self.kind = kind
        self.unknown_columns = unknown_columns
        self.preview: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The outcome for one file.

    `n_problems` counts all that is wrong, of which `problems` holds the first 200. `rows_read` counts filled rows under
    the header, `rows_kept` the stored rows (more than read when measures have columns of their own; 0 when refused).
    `unknown_columns` are headers that are not used; `unknown_values` are (kind, value) pairs to assign. `summary` has
    one entry per care type x measure x period: their codes, and n (groups; for findings: statements). `suggestions`
    gives, for a (kind, text) that is not known for sure, the codes that it may mean, the likeliest first; a person
    confirms one. `preview` holds the headers and the first rows as text, without columns about persons.
    """

    file: str
    kind: str
    sheets: tuple[str, ...] = ()
    rows_read: int = 0
    rows_kept: int = 0
    kept: bool = False
    already_known: bool = False
    dry_run: bool = False
    dataset: Dataset | None = None
    problems: tuple[Problem, ...] = ()
    n_problems: int = 0
    notes: tuple[str, ...] = ()
    unknown_columns: tuple[str, ...] = ()
    unknown_values: tuple[tuple[str, str], ...] = ()
    summary: tuple[dict[str, Any], ...] = ()
    suggestions: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    preview: tuple[tuple[str, ...], ...] = ()

    @property
    def ok(self) -> bool:
        return not self.problems

    def to_dict(self) -> dict[str, Any]:
        """Plain values, for JSON."""
        plain = asdict(self)
        plain["suggestions"] = [
            {"kind": kind, "text": text, "codes": list(codes)} for (kind, text), codes in self.suggestions.items()
        ]
        return {**plain, "ok": self.ok}

    def text(self) -> str:
        """The report in Dutch, one line per thing to know."""
        lines = [self._outcome()]
        several = len(self.sheets) > 1
        lines += [f"Werkblad {p.sheet}. {p.message}" if several and p.sheet else p.message for p in self.problems]
        if self.n_problems > len(self.problems):
            lines.append(f"U ziet de eerste {len(self.problems)} meldingen. In totaal zijn het er {self.n_problems}.")
        return "\n".join([*lines, *self.notes])

    def _outcome(self) -> str:
        rows = "1 regel" if self.rows_read == 1 else f"{self.rows_read} regels"
        if self.problems and self.rows_read:
            wrong = "Er is 1 fout gevonden" if self.n_problems == 1 else f"Er zijn {self.n_problems} fouten gevonden"
            return f"{self.file}: {rows} gelezen. {wrong}. Er is nog niets bewaard."
        if self.problems:
            return f"{self.file}: we konden dit bestand niet inlezen. Er is nog niets bewaard."
        if self.already_known:
            return f"{self.file}: dit bestand stond er al. Er is niets veranderd."
        if self.dry_run:
            return f"{self.file}: {rows} gelezen. Er zijn geen fouten. Er is nog niets bewaard."
        return f"{self.file}: {rows} gelezen en bewaard."


def why(problem: OSError) -> str:
    """Why something could not be read or written, as part of a Dutch sentence."""
    return REASONS.get(problem.errno or 0) or problem.strerror or type(problem).__name__


def not_read(file: str, reason: str, remedy: str, *, dry_run: bool) -> ImportReport:
    """The report on a file of which nothing was kept, because a disk or file did not let us."""
    told = Problem(
        file, "", None, "", "", "een bestand dat te lezen is", remedy, f"Het lukt niet ({reason}). {remedy}",
        "not_readable",
    )  # fmt: skip
    return ImportReport(file, "", dry_run=dry_run, problems=(told,), n_problems=1)
