"""Somebody who speaks to the server without a browser: plain requests and messages of their own making."""

from __future__ import annotations

import http.client
import json
import socket
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value, generate_xsrf_token_string
from websockets.sync.client import ClientConnection, connect

USER = "_streamlit_user"
SECONDS = 60


def signed(secret: str, origin: str, name: str = USER, **claims: Any) -> str:
    """The cookie that a sign-in leaves, as the server itself would sign it with this secret."""
    told = {
        "origin": origin,
        "is_logged_in": True,
        "email_verified": True,
        "iat": time.time() - 60,
        "provider": "default",
    }
    return create_signed_value(secret, name, json.dumps(told | claims)).decode()


@dataclass
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")


@dataclass
class Caller:
    """A browser of one person: `port` of the server, the cookies of the browser."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    host: str = ""

    def __post_init__(self) -> None:
        self.cookies = {"_streamlit_xsrf": generate_xsrf_token_string()} | self.cookies
        self.host = self.host or f"localhost:{self.port}"

    @property
    def headers(self) -> dict[str, str]:
        return {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()), "Host": self.host}

    def ask(
        self, path: str, method: str = "GET", body: bytes | Iterable[bytes] | None = None, **headers: str
    ) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        try:
            connection.request(method, path, body, self.headers | headers)
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())
        finally:
            connection.close()

    def page(self, path: str) -> Answer:
        return self.ask(path, Accept="text/html")

    def upload(self, session: str, content: bytes, name: str = "some-file") -> Answer:
        edge = "edge"
        body = (
            f'--{edge}\r\nContent-Disposition: form-data; name="f"; filename="f.csv"\r\nContent-Type: text/csv\r\n\r\n'
        ).encode() + content + f"\r\n--{edge}--\r\n".encode()  # fmt: skip
        sent = {"Content-Type": f"multipart/form-data; boundary={edge}", "X-Xsrftoken": self.cookies["_streamlit_xsrf"]}
        return self.ask(f"/_stcore/upload_file/{session}/{name}", "PUT", body, **sent)

    def connect(self, origin: str = "", session_id: str = "") -> Session:
        """Opens the websocket; raises websockets' InvalidStatus when the server does not let it in."""
        named = [session_id] if session_id else []
        return Session(
            connect(
                f"ws://{self.host}/_stcore/stream",
                sock=socket.create_connection(("127.0.0.1", self.port), SECONDS),
                origin=origin or f"http://{self.host}",
                subprotocols=["streamlit", self.cookies["_streamlit_xsrf"], *named],
                additional_headers={"Cookie": self.headers["Cookie"]},
                compression=None,
                max_size=None,
                open_timeout=SECONDS,
            )
        )


class Session:
    """One websocket. `said` is everything of the last run as text, `downloads` the ids behind its download buttons."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection
        self.session_id, self.said, self.pages, self.redirected = "", "", "", False
        self.downloads: dict[str, str] = {}
        self.buttons: dict[str, str] = {}

    def open(self, page: str, query: str = "", **more: Any) -> str:
        """Run a page by its name in the address, or by what else `more` sets of the message; what it says."""
        message = BackMsg()
        message.rerun_script.page_name = page
        message.rerun_script.query_string = query
        for name, value in more.items():
            setattr(message.rerun_script, name, value)
        return self.send(message)

    def press(self, page: str, button: str) -> str:
        message = BackMsg()
        message.rerun_script.page_name = page
        message.rerun_script.widget_states.widgets.add(id=button, trigger_value=True)
        return self.send(message)

    def send(self, message: BackMsg) -> str:
        self.connection.send(message.SerializeToString())
        parts: list[str] = []
        self.downloads, self.buttons, self.redirected = {}, {}, False
        for got in self._until("script_finished"):
            kind = got.WhichOneof("type")
            if kind == "new_session":
                self.session_id = got.new_session.initialize.session_id
            elif kind == "delta":
                parts.append(str(got.delta))
                element = got.delta.new_element
                if element.WhichOneof("type") == "download_button":
                    self.downloads[element.download_button.label] = element.download_button.deferred_file_id
                elif element.WhichOneof("type") == "button":
                    self.buttons[element.button.label] = element.button.id
            elif kind == "navigation":
                shown = (page for page in got.navigation.app_pages if not page.is_hidden)
                self.pages = "\n".join(f"/{page.url_pathname}" for page in shown)
            elif kind == "auth_redirect":
                self.redirected = True
        self.said = (
            "\n".join(parts).encode().decode("unicode_escape").encode("latin-1", "ignore").decode("utf-8", "ignore")
        )
        return self.said

    def make_download(self, file_id: str, session_id: str = "") -> Any:
        """Ask for a deferred file; the server's answer with `error_msg` or the address of the file."""
        message = BackMsg()
        asked = message.backend_operation_request
        asked.request_id, asked.session_id = "1", session_id or self.session_id
        asked.deferred_file.file_id = file_id
        self.connection.send(message.SerializeToString())
        return self._until("backend_operation_response")[-1].backend_operation_response

    def hears_nothing_after(self, message: BackMsg) -> bool:
        """Whether a message has no answer: only the one to a heartbeat that followed it comes, and what was under way."""
        beat = BackMsg()
        beat.app_heartbeat = True
        self.connection.send(message.SerializeToString())
        self.connection.send(beat.SerializeToString())
        others = self._until("heartbeat_ack")[:-1]
        return all(
            got.WhichOneof("type") == "session_status_changed" and not got.session_status_changed.run_on_save
            for got in others
        )

    def close(self) -> None:
        self.connection.close()

    def _until(self, kind: str) -> list[ForwardMsg]:
        found = []
        while not found or found[-1].WhichOneof("type") != kind or _goes_on(found[-1]):
            found.append(ForwardMsg.FromString(self.connection.recv(SECONDS)))
        return found


def _goes_on(message: ForwardMsg) -> bool:
    return message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN
