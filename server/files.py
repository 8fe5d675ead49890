"""Files of the app belong to who they were made for: a link of somebody else's download is refused.

Streamlit serves `/media/<hash>` to whoever asks, and makes a deferred download for any session that names it. Here each
file remembers for whom it was made and with which rights; both must still hold when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from typing import IO, Any

from streamlit.runtime import Runtime
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.media_file_storage import MediaFileKind, MediaFileStorage, MediaFileStorageError

from monitor.access.records import Rights
from server import caller
from server.caller import Caller
from widgets import who

MANY = 5000
"""Of a file that more people than this have in view (a picture that all see), the first ones are forgotten."""

asking: ContextVar[str] = ContextVar("asking", default="")
"""The session that asks for a deferred download."""


class OwnedFiles(MediaFileStorage):
    """Streamlit's storage, with who may have each file."""

    def __init__(self, storage: MediaFileStorage) -> None:
        self._storage = storage
        self._owners: dict[str, dict[str, Rights]] = {}

    def load_and_get_id(
        self, path_or_data: str | bytes, mimetype: str, kind: MediaFileKind, filename: str | None = None
    ) -> str:
        file_id = self._storage.load_and_get_id(path_or_data, mimetype, kind, filename)
        if who.is_server():
            owner = caller.current()
            owners = self._owners.setdefault(file_id, {})
            owners.pop(owner.key, None)
            owners[owner.key] = owner.person.rights
            if len(owners) > MANY:
                owners.pop(next(iter(owners)), None)
        return file_id

    def get_url(self, file_id: str) -> str:
        return self._storage.get_url(file_id)

    def delete_file(self, file_id: str) -> None:
        self._owners.pop(file_id, None)
        self._storage.delete_file(file_id)

    def is_for(self, file_id: str, asker: Caller) -> bool:
        """Whether this file was made for who asks, and their rights are still those of then."""
        key = asker.key
        return bool(key) and self._owners.get(file_id, {}).get(key) == asker.person.rights


class GuardedFiles(MediaFileManager):
    """Streamlit's manager; a deferred download is made for its own session only, and with the rights of its page."""

    def __init__(self, storage: OwnedFiles) -> None:
        super().__init__(storage)
        self.owned = storage
        self._rights: dict[str, Rights] = {}

    def add_deferred(
        self,
        data_callable: Callable[[], bytes | str | IO[Any]],
        mimetype: str | None,
        coordinates: str,
        file_name: str | None = None,
        *,
        element_id: str = "",
    ) -> str:
        file_id = super().add_deferred(data_callable, mimetype, coordinates, file_name, element_id=element_id)
        self._rights[file_id] = who.person().rights
        return file_id

    def execute_deferred(self, file_id: str) -> str:
        entry = self._deferred_callables.get(file_id)
        if entry is None or entry["session_id"] != asking.get() or self._rights.get(file_id) != who.person().rights:
            raise MediaFileStorageError(f"Download {file_id} was not made for who asks")
        return super().execute_deferred(file_id)

    def _drop_deferred_id(self, file_id: str) -> None:
        self._rights.pop(file_id, None)
        super()._drop_deferred_id(file_id)


_guarded: GuardedFiles | None = None


def guard(runtime: Runtime) -> None:
    """From now on the files of this runtime have owners. Before its first session."""
    global _guarded
    _guarded = GuardedFiles(OwnedFiles(runtime.media_file_mgr._storage))
    runtime._media_file_mgr = _guarded


def is_for(file_id: str, asker: Caller) -> bool:
    return _guarded is not None and _guarded.owned.is_for(file_id, asker)
