"""Whether this server keeps to one processor core: yes where people sign in, unless the administrator says otherwise."""

from __future__ import annotations

import os

from monitor import cores

VARIABLE = "KWALITEIT_ONE_CORE"
ANSWERS = {"yes": True, "no": False}


def settle(is_server: bool, port: int) -> int | None:
    """Keep to one core when that is wanted; servers on ports that follow each other take different ones.

    A laptop with one person behind it gains nothing, so it is left alone. Returns the core, or None.
    """
    wanted = ANSWERS.get(os.environ.get(VARIABLE, "").strip().lower(), is_server)
    return cores.keep_to_one(port) if wanted else None
