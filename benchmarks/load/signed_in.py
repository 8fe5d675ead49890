"""People who signed in: a workspace with many of them in all roles, and the cookies that a sign-in leaves."""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Mapping
from pathlib import Path

from streamlit.web.server.starlette.starlette_app_utils import create_signed_value, generate_xsrf_token_string
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME, XSRF_COOKIE_NAME

SECRET = secrets.token_urlsafe(48)
"""Of this run only: what the server signs with, and this program too."""
ROLES = ("viewer", "working_group", "policy_officer", "steering_group", "association", "data_manager")
MANY = 300
ALL_ROLES = 1
"""The number of somebody with all of them."""


def email(number: int) -> str:
    return f"mens{number % MANY}@gemeente.example"


def add_people(workspace: Path) -> None:
    """People in all roles, as the data manager writes them down."""
    lines = [f"{email(number)},{ROLES[number % len(ROLES)]},,," for number in range(MANY)]
    lines += [f"{email(ALL_ROLES)},{role},,," for role in ROLES]
    (workspace / "access").mkdir(exist_ok=True)
    (workspace / "access" / "people.csv").write_text(
        "\n".join(["email,role,municipality,locations,until", *lines]) + "\n"
    )


def settings(port: int) -> Mapping[str, str]:
    """What makes it a server with sign-in; its provider does not exist, because nobody has to ask it anything."""
    return {
        "KWALITEIT_AUTH_REDIRECT_URI": f"http://127.0.0.1:{port}/oauth2callback",
        "KWALITEIT_AUTH_COOKIE_SECRET": SECRET,
        "KWALITEIT_AUTH_CLIENT_ID": "load",
        "KWALITEIT_AUTH_CLIENT_SECRET": "load",
        "KWALITEIT_AUTH_SERVER_METADATA_URL": "http://127.0.0.1:1/.well-known/openid-configuration",
    }


def cookies(number: int, origin: str) -> dict[str, str]:
    """The cookies of one of these people, signed as the server would; `origin` is its host and port."""
    told = {
        "origin": f"http://{origin}", "is_logged_in": True, "email": email(number), "sub": email(number),
        "email_verified": True, "iat": time.time(), "provider": "default",
    }  # fmt: skip
    signed = create_signed_value(SECRET, USER_COOKIE_NAME, json.dumps(told)).decode()
    return {USER_COOKIE_NAME: signed, XSRF_COOKIE_NAME: generate_xsrf_token_string()}
