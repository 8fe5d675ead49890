"""Files of the app belong to who they were made for: a link of somebody else's download is refused.

Streamlit serves `/media/<hash>` to whoever asks, and makes a deferred download for any session that names it. Here each
file remembers for whom it was made and with which rights; both must still hold when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from typing import IO, Any

from streamlit.proto.BackMsg_pb2 import BackendOperationRequest
from streamlit.proto.ForwardMsg_pb2 import BackendOperationResponse
from streamlit.runtime import Runtime, app_session
from streamlit.runtime.backend_operation_handler import DeferredFileHandler
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.media_file_storage import MediaFileKind, MediaFileStorage, MediaFileStorageError

from monitor.access.records import NotAllowed, Rights
from server import caller
from server.caller import Caller
from widgets import who
from widgets.downloads import CHANGED

MANY = 5000
"""Of a file that more people than this have in view (a picture that all see), the first ones are forgotten."""

asking: ContextVar[str] = ContextVar("asking", default="")
"""The session that asks for a deferred download."""
refusals: ContextVar[list[str] | None] = ContextVar("refusals", default=None)
"""Where the reason of a refusal goes, for who asks for a deferred download now."""


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
        if entry is None or entry["session_id"] != asking.get():
            raise MediaFileStorageError(f"Download {file_id} was not made for who asks")
        try:
            if self._rights.get(file_id) != who.person().rights:
                raise MediaFileStorageError(CHANGED) from NotAllowed(CHANGED)
            return super().execute_deferred(file_id)
        except MediaFileStorageError as problem:
            if isinstance(problem.__cause__, NotAllowed) and (told := refusals.get()) is not None:
                told.append(str(problem.__cause__))
            raise

    def _drop_deferred_id(self, file_id: str) -> None:
        self._rights.pop(file_id, None)
        super()._drop_deferred_id(file_id)


class TellingHandler(DeferredFileHandler):
    """Streamlit's handler says of everything that it failed. Whose rights changed reads that, and what to do."""

    async def handle(self, request: BackendOperationRequest, session_id: str) -> BackendOperationResponse:
        told: list[str] = []
        token = refusals.set(told)
        try:
            answer = await super().handle(request, session_id)
        finally:
            refusals.reset(token)
        if told:
            answer.error_msg = told[0]
        return answer


_guarded: GuardedFiles | None = None


def guard(runtime: Runtime) -> None:
    """From now on the files of this runtime have owners. Before its first session."""
    global _guarded
    _guarded = GuardedFiles(OwnedFiles(runtime.media_file_mgr._storage))
    runtime._media_file_mgr = _guarded
    app_session.DeferredFileHandler = TellingHandler  # type: ignore[misc]  # private, therefore Streamlit is pinned


def is_for(file_id: str, asker: Caller) -> bool:
    return _guarded is not None and _guarded.owned.is_for(file_id, asker)
