"""What comes in over a websocket: only what the app needs, and with the rights of this moment.

Streamlit's own handler would clear the caches of everybody, tell about git, or write files, for whoever sends the message.
A rerun of a fragment and the callbacks of widgets do not pass the gate of app.py; after a change of rights a message
therefore becomes a plain run of the page.
"""

from __future__ import annotations

from google.protobuf.message import DecodeError
from starlette.types import Message, Receive
from streamlit.proto.BackMsg_pb2 import BackMsg

from monitor.access.records import ALONE
from server import files
from server.caller import Caller
from widgets import who

WANTED = {"rerun_script", "stop_script", "app_heartbeat", "file_urls_request", "backend_operation_request"}
OPERATIONS = {"deferred_file", "dataframe_chunk"}


class Inbox:
    """The messages of one websocket, from who opened it."""

    def __init__(self, receive: Receive, sender: Caller) -> None:
        self._receive, self._sender = receive, sender
        self._known = sender.person if who.is_server() else ALONE

    async def __call__(self) -> Message:
        while True:
            message = await self._receive()
            if message["type"] != "websocket.receive" or not message.get("bytes"):
                return message
            sent = BackMsg()
            try:
                sent.ParseFromString(message["bytes"])
            except DecodeError:
                return message  # Streamlit closes the connection
            if _is_wanted(sent):
                return message if self._still_allowed(sent) else {**message, "bytes": sent.SerializeToString()}

    def _still_allowed(self, sent: BackMsg) -> bool:
        """False when the message had to be changed because the rights of the sender did."""
        kind = sent.WhichOneof("type")
        if kind == "backend_operation_request":
            # Streamlit checks that this is the session of this websocket before it does anything.
            files.asking.set(sent.backend_operation_request.session_id)
        if kind != "rerun_script":
            return True
        now = self._sender.person if who.is_server() else ALONE
        if now == self._known and now.rights.has_any:
            return True
        self._known = now
        for name in ("fragment_id", "widget_states"):
            sent.rerun_script.ClearField(name)
        return False


def _is_wanted(sent: BackMsg) -> bool:
    kind = sent.WhichOneof("type")
    if kind == "backend_operation_request":
        return sent.backend_operation_request.WhichOneof("payload") in OPERATIONS
    return kind in WANTED
