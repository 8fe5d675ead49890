"""The copy of a workspace on this machine: files come in whole, and a note says when everything was here.

Several processes of one account may share it: a file in it was in the store before, also when another process wrote it.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import time
import uuid
from collections.abc import Callable
from pathlib import Path

from monitor.store.remote import Item

LOG, ACCESS = "log/", "access/"
EDITED = ("catalogue/", ACCESS)
"""What people edit; all other files never change."""
ROOTS = (LOG, "tables/", "journal/", *EDITED)
"""What is copied, in this order of listing: what an entry of the log names is in the store before that entry."""
# The id of a form may begin with a dash. A dot or a slash may begin nothing: such a name could lead elsewhere.
SAFE = re.compile(r"(?:[A-Za-z0-9_-][^/\\\x00]{0,200}/){1,3}[A-Za-z0-9_-][^/\\\x00]{0,200}")
COMPLETE, ARRIVING = ".complete", "arriving"
DAY = 86_400
Write = Callable[[Path], object]


class Copy:
    """`of` is the address of the workspace in the store. Safe to share between threads."""

    def __init__(self, folder: Path, of: str) -> None:
        self.folder, self.of = folder, of
        self.known: dict[str, Item] = {}
        """What is here, as the store told it."""

    def open(self) -> None:
        """Make the folder, for this account only, and take stock of what an earlier process left."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._clear_arriving()
        self.known = self._found()

    def is_other(self, item: Item) -> bool:
        """Whether the copy lacks this file, or holds it with another content. Another process may have brought it."""
        known = self.known.get(item.path)
        if item.path.startswith(EDITED):
            return known is None or known.etag != item.etag
        if known is not None and known.size == item.size:
            return False
        try:
            is_here = self.folder.joinpath(item.path).stat().st_size == item.size
        except OSError:
            is_here = False
        if is_here:
            self.known[item.path] = item
        return not is_here

    def place(self, item: Item, write: Write) -> None:
        """Let `write` make the file, and put it in its place whole. Raises OSError when that fails."""
        target, unfinished = self.folder / item.path, self.folder / ARRIVING / uuid.uuid4().hex
        unfinished.parent.mkdir(exist_ok=True)
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            write(unfinished)
            os.replace(unfinished, target)
        finally:
            unfinished.unlink(missing_ok=True)
        self.known[item.path] = item

    def drop(self, path: str) -> None:
        self.known.pop(path, None)
        self.folder.joinpath(path).unlink(missing_ok=True)

    def complete(self, at: str) -> None:
        """Note that everything of this moment (ISO, UTC) is here."""
        unfinished = self.folder / f"{COMPLETE}.{uuid.uuid4().hex}"
        unfinished.write_text(json.dumps({"at": at, "of": self.of}), "utf-8")
        os.replace(unfinished, self.folder / COMPLETE)

    def completed(self) -> str:
        """When the copy was last whole; empty when it never was, or when it is of another workspace."""
        try:
            found = json.loads(self.folder.joinpath(COMPLETE).read_text("utf-8"))
            return str(found["at"]) if found["of"] == self.of else ""
        except (OSError, ValueError, KeyError, TypeError):
            return ""

    def _found(self) -> dict[str, Item]:
        """What an earlier process left in the copy."""
        found = {}
        for root in ROOTS:
            for path in self.folder.joinpath(root).rglob("*"):
                with contextlib.suppress(FileNotFoundError):  # another process took it away just now
                    if path.is_file():
                        name = path.relative_to(self.folder).as_posix()
                        found[name] = Item(name, path.stat().st_size, "")
        return found

    def _clear_arriving(self) -> None:
        """Remove what a process that was killed left halfway; what arrives now is never a day old."""
        for path in self.folder.joinpath(ARRIVING).glob("*"):
            with contextlib.suppress(OSError):
                if path.stat().st_mtime < time.time() - DAY:
                    path.unlink()


def is_ours(path: str) -> bool:
    """Whether this is a path that belongs in the copy: nothing outside it, no folders, no hidden files."""
    return path.startswith(ROOTS) and SAFE.fullmatch(path) is not None
