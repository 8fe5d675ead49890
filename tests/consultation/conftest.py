"""What tests of briefings share: a session on the example that nobody writes to, and pictures without a browser."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PIL import Image

from monitor.export import images
from monitor.session import Session


@pytest.fixture(scope="session")
def session(example_master: Path) -> Session:
    return Session(example_master)


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[images.Drawing]]:
    """Pictures are made without a browser; gives what was asked to be drawn."""
    asked: list[images.Drawing] = []

    def draw_all(drawings: Sequence[images.Drawing], progress=None) -> list[bytes]:
        asked.extend(drawings)
        for done in range(1, len(drawings) + 1):
            if progress:
                progress(done)
        return [_picture(drawing) for drawing in drawings]

    monkeypatch.setattr(images, "draw_all", draw_all)
    return asked


@pytest.fixture
def no_browser(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine without Chromium, with nothing drawn before."""
    images.forget()
    monkeypatch.setenv("BROWSER_PATH", str(tmp_path / "nothing"))
    monkeypatch.setenv("PATH", str(tmp_path))


def _picture(drawing: images.Drawing) -> bytes:
    if drawing.kind == images.SVG:
        return b"<svg xmlns='http://www.w3.org/2000/svg'/>"
    size = int(drawing.figure.layout.width), int(drawing.figure.layout.height)
    buffer = io.BytesIO()
    Image.new("RGB", size, "white").save(buffer, "PNG")
    return buffer.getvalue()
