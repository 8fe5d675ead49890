"""What stays out of the server's log: remarks of a library to whoever builds with it, which no administrator can act on.

Each one by its own name, so that nothing else is missing from the log.
"""

from __future__ import annotations

import warnings
from contextlib import suppress


def leave_out_remarks() -> None:
    """Before the first sign-in, which loads the library."""
    with suppress(ImportError):  # an installation without sign-in does not have it
        # It prefers httpx2 and falls back to httpx, which is what we install and pin. Loading this part of it first sets its
        # own rule to show all its remarks, so that ours goes before that one.
        from authlib.deprecate import AuthlibDeprecationWarning

        warnings.filterwarnings("ignore", "The httpx module is deprecated", AuthlibDeprecationWarning)
