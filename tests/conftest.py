"""What tests of pages and of the browser share: workspaces that are empty, hold the example, or bring another monitor."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from monitor import paths
from monitor.demo import install_all
from monitor.session import Session

ROOT = Path(__file__).resolve().parent.parent

SETTINGS = """key,value,explanation
monitor_id,leescafe,
monitor_name_nl,Monitor Leescafés,
monitor_short_nl,MLC,
unit_singular_nl,café,
unit_plural_nl,cafés,
"""
PERIODS = """code,slug,label_nl,role,midpoint,aliases,explanation_nl
2020,2020,2020,baseline,2020.5,,De eerste meting.
2024,2024,2024,current,2024.5,,De laatste meting.
"""
CARE_TYPES = """code,slug,label_nl,sentence_nl,who_nl,parent,members,aliases,explanation_nl
indoor,binnen,Café binnen,het café binnen,cafés binnen,,,binnen,Een café in een gebouw.
outdoor,buiten,Café buiten,het café buiten,cafés buiten,,,buiten,Een café in een tuin.
"""
MEASURES = (
    "code,slug,label_nl,sentence_nl,parent,block,role,polarity,unit,scale_min,scale_max,delta,delta_strip,n_min,deff,"
    "reported_by,applies_to_parts,aliases,explanation_nl,scale_note_nl\n"
    "reading,lezen,Leesplezier,het leesplezier,,main,dimension,higher,points,1,5,0.2,0.1;0.2;0.3,10,1.0,observed,0,,"
    "Hoe graag gasten lezen.,\n"
    "aloud,voorlezen,Voorlezen,het voorlezen,reading,parts,part,higher,points,1,5,0.2,,10,1.0,observed,0,,"
    "Hoe vaak er wordt voorgelezen.,\n"
    "noise,lawaai,Lawaai,het lawaai,,main,dimension,lower,points,1,5,0.2,,10,1.0,observed,0,,"
    "Hoe hard het geluid is.,\n"
)
OTHER_CATALOGUE = {
    "settings.csv": SETTINGS,
    "periods.csv": PERIODS,
    "care_types.csv": CARE_TYPES,
    "measures.csv": MEASURES,
}


def install(folder: Path) -> Path:
    """Put the fictitious data into a workspace: scores of its own catalogue, and the dialogue years."""
    opened = Session(folder)
    install_all(opened.workspace, opened.database, opened.catalogue)
    return folder


def bring_other_catalogue(folder: Path) -> Path:
    """Let a workspace describe another monitor: other things measured, scale 1 to 5, two periods."""
    own = folder / "catalogue"
    own.mkdir(parents=True)
    for name, text in OTHER_CATALOGUE.items():
        (own / name).write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="session")
def example_master(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the example, made once; copy it before anything writes to it."""
    return install(tmp_path_factory.mktemp("example"))


@pytest.fixture
def empty_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "workspace"
    folder.mkdir()
    monkeypatch.setenv(paths.WORKSPACE_VARIABLE, str(folder))
    return folder


@pytest.fixture
def example_workspace(example_master: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "workspace"
    shutil.copytree(example_master, folder)
    monkeypatch.setenv(paths.WORKSPACE_VARIABLE, str(folder))
    return folder


@pytest.fixture
def other_monitor(empty_workspace: Path) -> Path:
    """The workspace in use describes another monitor, without any data."""
    return bring_other_catalogue(empty_workspace)


@pytest.fixture
def other_example(empty_workspace: Path) -> Callable[[], Path]:
    """Puts the example of the catalogue in use into the workspace, when called."""
    return lambda: install(empty_workspace)
