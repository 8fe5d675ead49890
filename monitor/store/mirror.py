"""A workspace in a store elsewhere (S3), with a copy in a folder of this machine that everybody here reads.

Writing goes to the store first: what it has confirmed counts, and only then the copy gets it too. A thread pulls what other
processes wrote, about every second. Files never change once they are there, so a copy is never halfway: only settings that
people edit (`catalogue/`, `access/`) are replaced, whole. Files that an entry of the log names are pulled before that entry.
When the store is away, reading goes on from the copy, `notice` says since when, and writing raises OSError in Dutch.

Several processes of one machine may share the folder: a file in it was in the store before, also when another wrote it.
"""

from __future__ import annotations

import atexit
import contextlib
import hashlib
import json
import logging
import os
import re
import threading
import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from monitor.clock import local
from monitor.store import feed, place
from monitor.store.feed import Change
from monitor.store.place import utc_text
from monitor.store.remote import S3, Address, Away, Item, Refused, address, credentials
from monitor.wording.numbers import date_text

log = logging.getLogger("kwaliteit")
MIRROR_VARIABLE = "KWALITEIT_MIRROR"
LOG, ACCESS = "log/", "access/"
EDITED = ("catalogue/", ACCESS)
ROOTS = (LOG, "tables/", "journal/", *EDITED)
"""What is copied, in this order of listing: what an entry of the log names is in the store before that entry."""
SAFE = re.compile(r"(?:[A-Za-z0-9_][^/\\\x00]{0,200}/){1,3}[A-Za-z0-9_][^/\\\x00]{0,200}")
AT_ONCE = 8
"""Requests at the same time, where there are many."""
EVERY, LISTED_EVERY, LISTING_SHARE = 1.0, 10.0, 20
"""Seconds between pulls, and at least between listings of everything; a listing takes at most 1/20 of the time.

Who may see what is looked at with each pull: it can be edited by a program that tells nobody.
"""
NOTED_EVERY, TOGETHER = 30.0, 0.2
"""Seconds between notes of how new the copy is, and how long changes are gathered before they are told."""
CLAIM, TURN = "claimed", "turn-"
COMPLETE, ARRIVING = ".complete", "arriving"
AWAY = (
    "De opslag antwoordt niet. Het is niet zeker dat uw wijziging is bewaard. "
    "Laat deze pagina open en probeer het over een paar minuten opnieuw."
)
NEVER_PULLED = "De opslag van deze werkmap antwoordt niet, en er is nog geen kopie. Probeer het later opnieuw."


Write = Callable[[Path], object]


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
        self._known: dict[str, Item] = {}
        """What the copy holds, as the store told it."""
        self._pulling = threading.Lock()
        self._wake, self._stopped = threading.Event(), threading.Event()
        self._listed_at, self._listing_took = -1e9, 0.0
        self._pool = ThreadPoolExecutor(AT_ONCE, "mirror")
        self._since: str = self._completed()
        self._noted_at = -1e9
        self._problem = ""

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
            self._drop(path)
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
        """Whether this process is the first to make this file."""
        if self.folder.joinpath(path).exists():
            return False
        mine = uuid.uuid4().hex.encode()
        with self._in_dutch():
            try:
                self.store.put(path, mine, only_new=True)
            except FileExistsError:  # also after an answer that was lost: then it is ours
                if self.store.get(path) != mine:
                    return False
            with contextlib.suppress(FileExistsError):
                self.store.put(path, mine, only_new=True)
                raise Refused(
                    "Deze opslag kent geen voorwaarden bij het schrijven (If-None-Match). Gebruik een andere."
                )
        self._copied(path, len(mine), lambda unfinished: unfinished.write_bytes(mine))
        return True

    def _copied(self, path: str, size: int, write: Write) -> None:
        """Put in the copy what the store has confirmed. That this fails is no loss: it is pulled again later."""
        try:
            self._place(Item(path, size, ""), write)
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
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._clear_arriving()
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
                self._complete(at)
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
        if not self._known:
            self._known = self._found()
        before = [path for path in list(self._known) if path.startswith(roots)]  # what comes while we list, stays
        there = {item.path: item for root in roots for item in self.store.list(root) if _is_ours(item.path)}
        self._fetch([item for item in there.values() if self._is_other(item)])
        for path in before:
            if path not in there:
                self._drop(path)

    def _apply(self, news: Iterable[Change]) -> None:
        newest = {change.path: change for change in news if _is_ours(change.path)}
        came = [Item(one.path, one.size, "") for one in newest.values() if not one.is_gone]
        self._fetch([item for item in came if self._is_other(item) or item.path.startswith(EDITED)])
        for one in newest.values():
            if one.is_gone:
                self._drop(one.path)

    def _is_other(self, item: Item) -> bool:
        """Whether the copy lacks this file, or holds it with another content. Another process may have brought it."""
        known = self._known.get(item.path)
        if item.path.startswith(EDITED):
            return known is None or known.etag != item.etag
        if known is None or known.size != item.size:
            try:
                if self.folder.joinpath(item.path).stat().st_size == item.size:
                    self._known[item.path] = item
                    return False
            except OSError:
                return True
            return True
        return False

    def _fetch(self, items: list[Item]) -> None:
        """Bring files to the copy: first what the log leans on, the log last."""
        groups = [i for i in items if not i.path.startswith(LOG)], [i for i in items if i.path.startswith(LOG)]
        for group in groups:
            list(self._pool.map(self._bring, group))

    def _bring(self, item: Item) -> None:
        with contextlib.suppress(FileNotFoundError):  # taken away since it was listed
            self._place(item, lambda unfinished: self.store.fetch(item.path, unfinished))

    def _place(self, item: Item, write: Write) -> None:
        target, unfinished = self.folder / item.path, self.folder / ARRIVING / uuid.uuid4().hex
        unfinished.parent.mkdir(exist_ok=True)
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            write(unfinished)
            os.replace(unfinished, target)
        finally:
            unfinished.unlink(missing_ok=True)
        self._known[item.path] = item

    def _drop(self, path: str) -> None:
        self._known.pop(path, None)
        self.folder.joinpath(path).unlink(missing_ok=True)

    def _found(self) -> dict[str, Item]:
        """What an earlier process left in the copy."""
        files = (path for root in ROOTS for path in self.folder.joinpath(root).rglob("*") if path.is_file())
        items = (Item(path.relative_to(self.folder).as_posix(), path.stat().st_size, "") for path in files)
        return {item.path: item for item in items}

    def _clear_arriving(self) -> None:
        """Remove what a process that was killed left halfway; what arrives now is never a day old."""
        for path in self.folder.joinpath(ARRIVING).glob("*"):
            with contextlib.suppress(OSError):
                if path.stat().st_mtime < time.time() - 86_400:
                    path.unlink()

    def _completed(self) -> str:
        """When the copy was last whole; empty when it never was, or when it is of another workspace."""
        try:
            found = json.loads(self.folder.joinpath(COMPLETE).read_text("utf-8"))
            return str(found["at"]) if found["of"] == self.store.where.text else ""
        except (OSError, ValueError, KeyError, TypeError):
            return ""

    def _complete(self, at: str) -> None:
        unfinished = self.folder / f"{COMPLETE}.{uuid.uuid4().hex}"
        unfinished.write_text(json.dumps({"at": at, "of": self.store.where.text}), "utf-8")
        os.replace(unfinished, self.folder / COMPLETE)


def _is_ours(path: str) -> bool:
    """Whether this is a path that belongs in the copy: nothing outside it, no folders, no hidden files."""
    return path.startswith(ROOTS) and SAFE.fullmatch(path) is not None


def _moment(at: str) -> str:
    moment = local(at)
    return f"{date_text(moment.date())} om {moment:%H.%M} uur"


_opened: dict[str, Mirror] = {}
_opening = threading.Lock()


def opened(url: str, environment: Mapping[str, str] = os.environ) -> Mirror:
    """The workspace s3://bucket/folder, with a whole copy; opened once per process.

    Raises ValueError with a Dutch sentence for settings that are wrong, OSError when the store is away or refuses.
    """
    with _opening:
        where = address(url, environment)
        if where.text not in _opened:
            folder = _folder(where, environment)
            mirror = Mirror(folder, S3(where, credentials(environment)))
            mirror.open()
            place.register(folder, mirror)
            atexit.register(mirror.close)
            _opened[where.text] = mirror
        return _opened[where.text]


def _folder(where: Address, environment: Mapping[str, str]) -> Path:
    """Where the copy is: a folder of its own for each workspace, that processes of this account share."""
    cache = environment.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    base = Path(environment.get(MIRROR_VARIABLE) or Path(cache, "kwaliteit")).expanduser().resolve()
    return base / hashlib.sha256(where.text.encode()).hexdigest()[:16]
