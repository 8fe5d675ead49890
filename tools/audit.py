"""`make audit`: which packages in the locks have known vulnerabilities. Says so when that could not be asked.

pip-audit asks a database on the internet: that of PyPI, else that of OSV. A package that the database does not answer for
is skipped, and pip-audit then still ends well; here it does not. Exit code 0: all packages were asked about and none is
vulnerable. 1: some are. 3: not (all) asked about, and nothing found in the others.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass

SERVICES = ("pypi", "osv")
CLEAN, HOLES, NOT_ASKED = 0, 1, 3
SECONDS = 300


@dataclass(frozen=True, slots=True)
class Answer:
    """What one database says of one lock: `packages` asked about, `holes` (vulnerabilities) as lines of text, and the
    packages for which it has no answer."""

    packages: int
    holes: tuple[str, ...]
    silent: tuple[str, ...]


def read(text: str) -> Answer | None:
    """pip-audit's JSON as an answer; None when it is no JSON, which is so when the database cannot be reached."""
    try:
        found = json.loads(text)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return None
    holes = tuple(
        f"{one['name']} {one['version']}: {hole['id']}, mended in {', '.join(hole['fix_versions']) or 'no version yet'}"
        for one in found
        for hole in one.get("vulns", ())
    )
    return Answer(len(found), holes, tuple(one["name"] for one in found if "skip_reason" in one))


def ask(program: str, lock: str) -> Answer | None:
    """The first full answer of the databases, else the fullest."""
    best = None
    for service in SERVICES:
        command = [program, "-r", lock, "--require-hashes", "--disable-pip", "-s", service, "-f", "json"]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
        except subprocess.TimeoutExpired:
            continue
        answer = read(done.stdout)
        if answer and (best is None or len(answer.silent) < len(best.silent)):
            best = answer
        if best and not best.silent:
            break
    return best


def verdict(answers: dict[str, Answer | None]) -> tuple[int, list[str]]:
    """The exit code and what to print, per lock."""
    code, lines = CLEAN, []
    for lock, answer in answers.items():
        if answer is None or len(answer.silent) == answer.packages:
            lines.append(f"{lock}: NOT CHECKED. No database of vulnerabilities can be reached from here.")
        elif answer.silent:
            lines.append(f"{lock}: {len(answer.silent)} of {answer.packages} NOT CHECKED: {', '.join(answer.silent)}.")
        else:
            lines.append(f"{lock}: {answer.packages} packages asked about.")
        if answer is None or answer.silent:
            code = max(code, NOT_ASKED)
        lines += [f"  {hole}" for hole in (answer.holes if answer else ())]
    if any(answer and answer.holes for answer in answers.values()):
        return HOLES, lines
    return code, lines if code else [*lines, "No known vulnerabilities."]


def main(program: str, locks: list[str]) -> int:
    code, lines = verdict({lock: ask(program, lock) for lock in locks})
    print("\n".join(lines))
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
