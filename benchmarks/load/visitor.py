"""One visitor: a websocket session with a Streamlit server, as a browser holds it."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from benchmarks.load.widget_states import Widget, other_value, states, widget

LONGEST = 120.0
"""Seconds that a visitor waits for an answer before it counts as none."""
KEPT_RUNS = 2
"""A browser keeps a large message for two runs and says so; the server then sends its fingerprint only."""
SUCCESS = ForwardMsg.FINISHED_SUCCESSFULLY
AGAIN = ForwardMsg.FINISHED_EARLY_FOR_RERUN


class Failed(Exception):
    """The server did not answer as it should: no end of the run, an error on the page, a connection that broke."""


@dataclass(frozen=True)
class Answer:
    """One run of a page as the visitor saw it."""

    seconds: float
    messages: int
    bytes: int


@dataclass
class Visitor:
    """A session. `origin` is the server as `127.0.0.1:8770`; `query` the part of the link after the question mark.

    `cookies` is what a sign-in left in the browser; empty where nobody signs in.
    """

    origin: str
    query: str = ""
    cookies: Mapping[str, str] = field(default_factory=dict)
    path: str = ""
    widgets: dict[str, Widget] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    _page: str = ""
    _connection: ClientConnection | None = None
    _cached: dict[str, tuple[int, ForwardMsg]] = field(default_factory=dict)
    _runs: int = 0

    async def arrive(self, path: str) -> Answer:
        """Open a page by its address: connect, and wait until the page is whole."""
        start = time.perf_counter()
        self.path = path
        self._connection = await connect(
            f"ws://{self.origin}/_stcore/stream",
            origin=f"http://{self.origin}",
            subprotocols=[Subprotocol("streamlit"), Subprotocol(self.cookies.get("_streamlit_xsrf", "none"))],
            additional_headers={"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())},
            compression=None,  # Streamlit's server does not offer it
            max_size=None,
            ping_interval=None,
            open_timeout=LONGEST,
        )
        message = self._message()
        message.rerun_script.page_name = path
        return await self._run(message, start)

    async def open(self, path: str) -> Answer:
        """Click on another page at the left: shared widgets go along, the link of the old page does not."""
        self.path, self.query = path, ""
        self._page = self.pages[path]
        self.widgets = {name: one for name, one in self.widgets.items() if one.key in SHARED}
        return await self._run(self._message(), time.perf_counter())

    async def click(self, dice: random.Random) -> Answer:
        """Change one filter of the page; a page without filters runs again as it is."""
        choices = self.filters()
        if choices:
            chosen = dice.choice(choices)
            chosen.value = other_value(chosen, dice)
        return await self.run()

    async def run(self) -> Answer:
        """Send the values that the widgets have now, as after a click."""
        return await self._run(self._message(), time.perf_counter())

    def filters(self) -> list[Widget]:
        """What can be chosen on this page and stands in its link: no buttons, no text of users, not role or data set."""
        return [
            one
            for one in self.widgets.values()
            if one.key.startswith("url_")
            and one.key not in SHARED
            and one.kind in ("selectbox", "radio", "multiselect", "checkbox")
            and not one.element.disabled
            and not one.in_fragment
        ]

    async def leave(self) -> None:
        if self._connection is not None:
            await self._connection.close()
            self._connection = None

    def _message(self) -> BackMsg:
        message = BackMsg()
        asked = message.rerun_script
        asked.query_string = self.query
        asked.page_script_hash = self._page
        asked.widget_states.CopyFrom(states(self.widgets))
        asked.cached_message_hashes.extend(self._cached)
        asked.context_info.timezone = "Europe/Amsterdam"
        asked.context_info.locale = "nl-NL"
        asked.context_info.url = f"http://{self.origin}/{self.path}"
        asked.context_info.color_scheme = "light"
        return message

    async def _run(self, message: BackMsg, start: float) -> Answer:
        connection = self._connection
        if connection is None:
            raise Failed("this visitor left")
        await connection.send(message.SerializeToString())
        try:
            async with asyncio.timeout(LONGEST):
                count, size = await self._read(connection)
        except TimeoutError as late:
            raise Failed(f"no end of the run of /{self.path} within {LONGEST:.0f} s") from late
        return Answer(time.perf_counter() - start, count, size)

    async def _read(self, connection: ClientConnection) -> tuple[int, int]:
        """Take in all messages of this run; counts of messages and bytes."""
        drawn: dict[str, Widget] = {}
        count = size = 0
        while True:
            data = await connection.recv()
            got = ForwardMsg.FromString(data)
            count, size = count + 1, size + len(data)
            kind = got.WhichOneof("type")
            if kind == "ref_hash":
                kept = self._cached.get(got.ref_hash)
                if kept is None:
                    raise Failed("the server refers to a message that this visitor does not have")
                got, kind = kept[1], "delta"
                self._cached[got.hash] = (self._runs, got)
            elif got.metadata.cacheable:
                self._cached[got.hash] = (self._runs, got)
            if kind == "delta" and got.delta.WhichOneof("type") == "new_element":
                self._draw(got.delta.new_element, drawn, bool(got.delta.fragment_id))
            elif kind == "navigation":
                self.pages = {page.url_pathname: page.page_script_hash for page in got.navigation.app_pages}
                self._page = got.navigation.page_script_hash
            elif kind == "page_info_changed":
                self.query = got.page_info_changed.query_string
            elif kind == "page_not_found":
                raise Failed(f"the server knows no page /{self.path}")
            elif kind == "script_finished" and got.script_finished != AGAIN:
                if got.script_finished != SUCCESS:
                    raise Failed(f"the run of /{self.path} ended with {got.script_finished}")
                break
        self.widgets = drawn
        self._runs += 1
        self._cached = {name: kept for name, kept in self._cached.items() if self._runs - kept[0] <= KEPT_RUNS}
        return count, size

    def _draw(self, element: Any, drawn: dict[str, Widget], in_fragment: bool) -> None:
        kind = element.WhichOneof("type")
        if kind == "exception":
            raise Failed(f"/{self.path} shows an exception: {element.exception.message}")
        if kind == "alert" and element.alert.body.startswith("Er ging iets mis"):
            raise Failed(f"/{self.path} says: {element.alert.body}")
        if kind == "heading" and element.heading.body.startswith("Aanmelden"):
            raise Failed(f"/{self.path} asks to sign in")
        made = widget(element, self.widgets, in_fragment)
        if made is not None:
            drawn[made.element.id] = made


SHARED = ("url_rol", "url_cijfers")
"""The choices at the left that all pages share."""
