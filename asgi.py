"""The production entry: `streamlit run asgi.py` serves app.py with compressed files, strict headers and warm libraries.

On a server it also is the gate: nobody reaches a page, a file or the websocket without signing in (see server/gate.py).
A reverse proxy with TLS belongs before it.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import anyio.to_thread
import streamlit as st
from starlette.middleware import Middleware
from streamlit import config
from streamlit.runtime import get_instance
from streamlit.runtime.pages_manager import PagesManager  # private, therefore Streamlit is pinned

from server import files, one_core, origins, quiet, sockets
from server.gate import Gate
from server.shell import CompressedFiles, DutchShell, StrictHeaders, compress_all
from widgets import gate, sign_in, sign_outs, who

# Without this a deep link runs a page file without app.py until somebody has opened `/` (see widgets/guard.py).
PagesManager.uses_pages_directory = False
gate.stands_before = True
origins.ask_nobody()
quiet.leave_out_remarks()


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Before the first visitor: libraries imported, workspace read, files compressed; then nothing of it is collected."""
    one_core.settle(who.is_server(), config.get_option("server.port"))
    files.guard(get_instance())
    sockets.answer_at_once()
    await anyio.to_thread.run_sync(warm)
    threading.Thread(target=compress_all, name="compress", daemon=True).start()
    yield


def warm() -> None:
    import plotly.graph_objects  # noqa: F401

    from widgets import frame, registry  # noqa: F401
    from widgets.runtime import session

    session().national()
    sign_outs.is_ended({}, who.hours())  # reads the trail of the last days once, before anybody waits for it
    gc.collect()
    gc.freeze()


secrets = sign_in.from_environment()
if "cookie_secret" in secrets.get("auth", {}):
    # Streamlit signs the state of a sign-in under way with this; by itself it looks before it has these secrets.
    config.set_option("server.cookieSecret", secrets["auth"]["cookie_secret"])

app = st.App(
    Path(__file__).parent / "app.py",
    middleware=[Middleware(StrictHeaders), Middleware(Gate), Middleware(CompressedFiles), Middleware(DutchShell)],
    lifespan=lifespan,
    secrets=secrets or None,
)
