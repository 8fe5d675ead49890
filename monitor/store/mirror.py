"""A workspace in a store elsewhere (S3), with a copy in a folder of this machine that everybody here reads.

Writing goes to the store first: what it has confirmed counts, and only then the copy gets it too. A thread pulls what other
processes wrote, about every second. Files never change once they are there, so a copy is never halfway: only settings that
people edit (`catalogue/`, `access/`) are replaced, whole. Files that an entry of the log names are pulled before that entry.
When the store is away, reading goes on from the copy, `notice` says since when, and writing raises OSError in Dutch.

Several processes of one machine may share the folder: a file in it was in the store before, also when another wrote it.
"""

from __future__ import annotations

import contextlib
import logging
import os
import threading
import time
import uuid
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from monitor.clock import local
from monitor.store import feed
from monitor.store.copy import ACCESS, EDITED, LOG, ROOTS, Copy, Write, is_ours
from monitor.store.feed import Change
from monitor.store.place import utc_text
from monitor.store.remote import S3, Away, Item, Refused
from monitor.wording.numbers import date_text

log = logging.getLogger("kwaliteit")
AT_ONCE = 8
"""Requests at the same time, where there are many."""
EVERY, LISTED_EVERY, LISTING_SHARE = 1.0, 10.0, 20
"""Seconds between pulls, and at least between listings of everything; a listing takes at most 1/20 of the time.

Who may see what is looked at with each pull: it can be edited by a program that tells nobody.
"""
NOTED_EVERY, TOGETHER = 30.0, 0.2
"""Seconds between notes of how new the copy is, and how long changes are gathered before they are told."""
CLAIM, TURN = "claimed", "turn-"
AWAY = (
    "De opslag antwoordt niet. Het is niet zeker dat uw wijziging is bewaard. "
    "Laat deze pagina open en probeer het over een paar minuten opnieuw."
)
NEVER_PULLED = "De opslag van deze werkmap antwoordt niet, en er is nog geen kopie. Probeer het later opnieuw."


class StorageAway(Away):
    """The store does not answer; the text is Dutch and fit for the screen."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.strerror = "de opslag antwoordt niet"


class Mirror:
    """The place of a workspace in a store (`monitor.store.place.Place`). Safe to share between threads."""

    def __init__(self, folder: Path, store: S3) -> None:
        self.folder, self.store = folder, store
        self._telling = feed.Telling()
        self._hearing = feed.Hearing(self._telling.writer)
        self.copy = Copy(folder, store.where.text)
        self._pulling = threading.Lock()
        self._wake, self._stopped = threading.Event(), threading.Event()
        self._listed_at, self._listing_took = -1e9, 0.0
        self._pool = ThreadPoolExecutor(AT_ONCE, "mirror")
        self._since: str = self.copy.completed()
        self._noted_at = -1e9
        self._problem = ""
        self._unsure: dict[str, bytes] = {}
        """Files that this process tried to be the first to make, and of which the answer did not come: path -> content."""

    # ----------------------------------------------------------------------------------------------- writing (a Place)

    def now(self) -> str:
        return utc_text(self.store.now())

    def keep(self, path: str, content: bytes) -> None:
        with self._in_dutch():
            self.store.put(path, content)
        self._copied(path, len(content), lambda unfinished: unfinished.write_bytes(content))

    def keep_file(self, path: str, source: Path) -> None:
        size = source.stat().st_size
        with self._in_dutch():
            self.store.put(path, source)
        self._copied(path, size, lambda unfinished: os.replace(source, unfinished))

    def remove(self, paths: Iterable[str]) -> None:
        gone = list(paths)
        with self._in_dutch():
            list(self._pool.map(self.store.delete, gone))
        for path in gone:
            self.copy.drop(path)
        self._tell(Change(path, 0, True) for path in gone)

    def claim(self, path: str) -> bool:
        """Raises OSError when the store does not know conditions: then nobody could tell two claims apart."""
        return self._first(f"{path}/{CLAIM}")

    @contextmanager
    def turn(self, path: str, number: int) -> Iterator[bool]:
        """One process of all machines, once for each number. A turn that was taken by a process that died is not given
        again: a lock that expires could be held by two. Whoever comes then goes without."""
        yield self._first(f"{path}/{TURN}{number}")

    def holds(self, path: str, content: bytes) -> bool:
        with self._in_dutch():
            return self.store.get(path) == content

    def _first(self, path: str) -> bool:
        """Whether this process is the first to make this file. When the store does not answer it is asked for once more
        with the same content: else a file that was made after all would be nobody's for ever."""
        mine = self._unsure.pop(path, b"")
        if not mine and self.folder.joinpath(path).exists():
            return False
        mine = mine or uuid.uuid4().hex.encode()
        try:
            with self._in_dutch():
                if not self._made(path, mine):
                    return False
        except StorageAway:
            self._unsure[path] = mine
            raise
        self._copied(path, len(mine), lambda unfinished: unfinished.write_bytes(mine))
        return True

    def _made(self, path: str, mine: bytes) -> bool:
        """Whether this file has this content, because nobody made it before. Raises Refused when the store cannot tell."""
        try:
            self.store.put(path, mine, only_new=True)
        except FileExistsError:  # also after an answer that was lost: then it is ours
            if self.store.get(path) != mine:
                return False
        with contextlib.suppress(FileExistsError):
            self.store.put(path, mine, only_new=True)
            raise Refused("Deze opslag kent geen voorwaarden bij het schrijven (If-None-Match). Gebruik een andere.")
        return True

    def _copied(self, path: str, size: int, write: Write) -> None:
        """Put in the copy what the store has confirmed. That this fails is no loss: it is pulled again later."""
        try:
            self.copy.place(Item(path, size, ""), write)
        except OSError:
            log.warning("the copy of %s", path, exc_info=True)
            self._listed_at = -1e9
        self._tell([Change(path, size, False)])

    def _tell(self, changes: Iterable[Change]) -> None:
        self._telling.note(changes)
        self._wake.set()

    @contextmanager
    def _in_dutch(self) -> Iterator[None]:
        try:
            yield
        except Away as problem:
            log.warning("the store: %s", problem)
            self._note(problem)
            raise StorageAway(AWAY) from problem

    # --------------------------------------------------------------------------------------------------------- reading

    def notice(self) -> str:
        """What users must know of the copy: since when the store is away. Empty when it is not."""
        if not self._problem:
            return ""
        return f"{self._problem} U ziet de gegevens van {_moment(self._since)}. Wijzigen kan nu niet."

    def open(self) -> None:
        """Pull everything that is not here yet, and go on pulling. Raises OSError or ValueError when nothing can be shown."""
        self.copy.open()
        try:
            self.pull()
            with contextlib.suppress(OSError):
                feed.tidy(self.store, self.store.now())
        except Away as problem:
            if not self._since:
                raise StorageAway(NEVER_PULLED) from problem
            self._note(problem)
        threading.Thread(target=self._run, name="mirror", daemon=True).start()

    def close(self) -> None:
        """Tell what was not told yet, and stop pulling."""
        self._stopped.set()
        self._wake.set()
        with contextlib.suppress(OSError):
            self._telling.tell(self.store)

    def pull(self) -> None:
        """Bring the copy up to now, once."""
        with self._pulling:
            started, at = time.monotonic(), self.now()
            must_list = started - self._listed_at >= max(LISTED_EVERY, LISTING_SHARE * self._listing_took)
            self._listed_at, last = -1e9, self._listed_at  # what was heard and not brought is found by listing
            news, missed = self._hearing.news(self.store)  # before listing: what was told by now is in the list
            if must_list or missed:
                self._list(ROOTS)
                last, self._listing_took = started, time.monotonic() - started
            else:
                self._apply(news)
                self._list((ACCESS,))
            self._since, self._problem, self._listed_at = at, "", last
            if started - self._noted_at > NOTED_EVERY:
                self.copy.complete(at)
                self._noted_at = started

    def _run(self) -> None:
        pause = EVERY
        while not self._stopped.is_set():
            if self._wake.wait(pause):
                self._stopped.wait(TOGETHER)
            self._wake.clear()
            try:
                self._telling.tell(self.store)
                self.pull()
                pause = EVERY
            except Exception as problem:  # whatever it is, the next pull may succeed, and users are told
                log.warning("pulling: %r", problem)
                self._note(problem)
                pause = min(2 * pause, LISTED_EVERY)

    def _note(self, problem: Exception) -> None:
        is_store = isinstance(problem, Away)
        told = "De opslag is niet bereikbaar." if is_store else "De kopie van de gegevens op deze server loopt achter."
        self._problem = str(problem) if isinstance(problem, Refused) else told

    def _list(self, roots: tuple[str, ...]) -> None:
        """Make the copy as these folders of the store are now."""
        before = [path for path in list(self.copy.known) if path.startswith(roots)]  # what comes while we list, stays
        there = {item.path: item for root in roots for item in self.store.list(root) if is_ours(item.path)}
        self._fetch([item for item in there.values() if self.copy.is_other(item)])
        for path in before:
            if path not in there:
                self.copy.drop(path)

    def _apply(self, news: Iterable[Change]) -> None:
        newest = {change.path: change for change in news if is_ours(change.path)}
        came = [Item(one.path, one.size, "") for one in newest.values() if not one.is_gone]
        self._fetch([item for item in came if self.copy.is_other(item) or item.path.startswith(EDITED)])
        for one in newest.values():
            if one.is_gone:
                self.copy.drop(one.path)

    def _fetch(self, items: list[Item]) -> None:
        """Bring files to the copy: first what the log leans on, the log last."""
        groups = [i for i in items if not i.path.startswith(LOG)], [i for i in items if i.path.startswith(LOG)]
        for group in groups:
            list(self._pool.map(self._bring, group))

    def _bring(self, item: Item) -> None:
        with contextlib.suppress(FileNotFoundError):  # taken away since it was listed
            self.copy.place(item, lambda unfinished: self.store.fetch(item.path, unfinished))


def _moment(at: str) -> str:
    moment = local(at)
    return f"{date_text(moment.date())} om {moment:%H.%M} uur"
