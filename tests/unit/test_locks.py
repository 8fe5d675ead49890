"""Everything is installed from a lock: exact versions with hashes, in step with the requirements, from no named host."""

import re
from pathlib import Path

import pytest

from tools import audit

ROOT = Path(__file__).resolve().parents[2]
REQUIREMENTS = sorted(ROOT.glob("requirements*.txt"))
LOCKS = sorted(ROOT.glob("requirements*.lock"))
PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^\s;\\]+)", re.MULTILINE)


def pins(path: Path) -> dict[str, str]:
    """Package to version; names are spelt in one way."""
    return {re.sub(r"[-_.]+", "-", name).lower(): version for name, version in PIN.findall(path.read_text("utf-8"))}


@pytest.mark.parametrize("path", REQUIREMENTS, ids=lambda p: p.name)
def test_a_lock_holds_what_its_requirements_ask(path: Path):
    lock = path.with_suffix(".lock")
    assert lock.exists(), f"run: make lock ({path.name} has no lock)"
    asked, locked = pins(path), pins(lock)
    assert asked
    assert asked.items() <= locked.items(), "run: make lock"


@pytest.mark.parametrize("path", REQUIREMENTS, ids=lambda p: p.name)
def test_every_requirement_is_an_exact_version(path: Path):
    lines = [line.split("#")[0].strip() for line in path.read_text("utf-8").splitlines()]
    assert [line for line in lines if line and not line.startswith("-r ") and not PIN.fullmatch(line)] == []


@pytest.mark.parametrize("path", LOCKS, ids=lambda p: p.name)
def test_every_package_of_a_lock_has_hashes_and_no_host_is_named(path: Path):
    text = path.read_text("utf-8")
    packages = re.split(r"\n(?=[A-Za-z0-9])", re.sub(r"^\s*#.*\n", "", text, flags=re.MULTILINE))
    assert [one.split()[0] for one in packages if not re.search(r"--hash=sha256:[0-9a-f]{64}\b", one)] == []
    assert not re.search(r"://|--index|--extra|--find-links|--trusted|(?<![\w.])/\w", text)


def test_the_app_and_its_tests_run_on_the_same_versions():
    app, all_together = pins(ROOT / "requirements.lock"), pins(ROOT / "requirements-dev.lock")
    assert app.items() <= all_together.items()


def test_the_makefile_installs_from_locks_with_hashes_only():
    text = (ROOT / "Makefile").read_text("utf-8")
    installs = [line for line in text.splitlines() if re.search(r"(PIP_INSTALL\)|\binstall) .*-r ", line)]
    assert len(installs) >= 4
    assert all(re.search(r"-r \S+\.lock$", line) for line in installs)
    assert all("--require-hashes" in line or "$(PIP_INSTALL)" in line for line in installs)
    assert re.search(r"^PIP_INSTALL = .*--require-hashes", text, re.MULTILINE)


# ------------------------------------------------------------------------------------------------------- the audit

FOUND = '{"dependencies": [{"name": "a", "version": "1", "vulns": [{"id": "X-1", "fix_versions": ["2"]}]}]}'
CLEAN = '{"dependencies": [{"name": "a", "version": "1", "vulns": []}]}'
SKIPPED = '{"dependencies": [{"name": "a", "skip_reason": "not found"}]}'
HALF = '{"dependencies": [{"name": "a", "skip_reason": "not found"}, {"name": "b", "version": "1", "vulns": []}]}'


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        (FOUND, audit.HOLES, "a 1: X-1, mended in 2"),
        (CLEAN, audit.CLEAN, "No known vulnerabilities"),
        (SKIPPED, audit.NOT_ASKED, "NOT CHECKED"),
        (HALF, audit.NOT_ASKED, "1 of 2 NOT CHECKED: a"),
        ("Traceback: no route to host", audit.NOT_ASKED, "NOT CHECKED"),
    ],
)
def test_an_audit_that_asked_nothing_is_not_a_clean_one(text: str, code: int, said: str):
    found, lines = audit.verdict({"requirements.lock": audit.read(text)})
    assert found == code
    assert said in "\n".join(lines)
    assert ("No known vulnerabilities" in "\n".join(lines)) == (code == audit.CLEAN)


def test_a_vulnerability_in_one_lock_is_not_hidden_by_another_that_could_not_be_checked():
    code, _ = audit.verdict({"one": audit.read(FOUND), "two": None})
    assert code == audit.HOLES
