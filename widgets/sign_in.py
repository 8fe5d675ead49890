"""Signing in: what the administrator must set up, and what somebody reads who may not come in."""

from __future__ import annotations

import functools
import importlib.util
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from streamlit import auth_util, config

from widgets import nearby, who

SHARED = ("redirect_uri", "cookie_secret")
OF_PROVIDER = ("client_id", "client_secret", "server_metadata_url")
CALLBACK = "/oauth2callback"
SHORTEST_SECRET = 32
ENVIRONMENT = {
    "auth": {name: f"KWALITEIT_AUTH_{name.upper()}" for name in (*SHARED, *OF_PROVIDER)},
    who.SECTION: {"hours": "KWALITEIT_AUTH_HOURS", "trust_email": "KWALITEIT_AUTH_TRUST_EMAIL"},
}
"""Per section of the secrets, per key, the variable that may hold it instead."""
MANUAL = "docs/beheer/aanmelden.md"


@dataclass(frozen=True)
class Screen:
    """What stands there instead of the app."""

    title: str
    texts: tuple[str, ...]
    problems: tuple[str, ...] = ()
    may_sign_in: bool = False
    may_sign_out: bool = False


OUTSIDE = Screen(
    "Deze installatie is voor één computer",
    (
        "U opent haar vanaf een andere computer, of via een andere server. Daarom ziet u hier niets.",
        "Wilt u haar met meer mensen gebruiken? Vraag de beheerder om aanmelden in te stellen.",
        f"De beheerder leest in {MANUAL} hoe dat gaat.",
    ),
)
FAILED = "Aanmelden is niet gelukt. Probeer het opnieuw."


def refusal(claims: Mapping[str, Any]) -> Screen | None:
    """What somebody reads who may see nothing here; None when there is something to see."""
    if found := problems():
        return Screen(
            "Aanmelden is nog niet ingesteld",
            ("Op deze server ziet u pas iets na aanmelding. De beheerder moet dit nog doen:",),
            tuple(found),
        )
    if who.of(claims).rights.has_any:
        return None
    address = who.address(claims)
    if not address or not who.is_signed_in(claims):
        texts = ("Meld u aan om verder te gaan.", "U ziet daarna wat bij uw rol hoort.")
        return Screen("Aanmelden", texts, may_sign_in=True)
    if not who.is_verified(claims):
        texts = (
            f"U bent aangemeld als {address}.",
            "De dienst waarmee u zich aanmeldde, bevestigt dit adres niet. Daarom ziet u hier niets.",
            "Bevestig uw adres bij die dienst. Meld u daarna opnieuw aan.",
        )
        return Screen("Uw e-mailadres is niet bevestigd", texts, may_sign_out=True)
    texts = (
        f"U bent aangemeld als {address}.",
        "Bij dit adres hoort nog geen rol. Daarom ziet u hier niets.",
        "Vraag de beheerder om een rol. Kies daarna Opnieuw proberen.",
    )
    return Screen("U hebt hier nog geen rol", texts, may_sign_out=True)


def providers() -> dict[str, str]:
    """The services to sign in with: name in Streamlit's secrets, and what stands on the button."""
    section = auth_util.get_secrets_auth_section()
    named = [name for name, value in section.items() if isinstance(value, Mapping) and name != "client_kwargs"]
    if section.get("client_id") or not named:
        named = ["default", *named]
    return {name: "Aanmelden" if name == "default" else f"Aanmelden met {name.capitalize()}" for name in named}


def problems() -> list[str]:
    """What the administrator must still do, in Dutch. Nothing is shown to anybody as long as there is something."""
    if who.secrets_unreadable():
        return [f"Het bestand secrets.toml kan niet worden gelezen. Herstel het. Zie {MANUAL}."]
    section = auth_util.get_secrets_auth_section()
    if not section:
        return [f"Zet een deel [auth] in .streamlit/secrets.toml, of stel de omgevingsvariabelen in. Zie {MANUAL}."]
    return [*_about_shared(section), *_about_providers(section), *_about_server()]


def _about_shared(section: Mapping[str, Any]) -> list[str]:
    found = [f"Vul in het deel [auth] {name} in." for name in SHARED if not section.get(name)]
    secret, address = str(section.get("cookie_secret", "")), urlsplit(str(section.get("redirect_uri", "")))
    if secret and len(secret) < SHORTEST_SECRET:
        found.append(f"Maak cookie_secret langer: minstens {SHORTEST_SECRET} willekeurige tekens.")
    if section.get("redirect_uri") and not address.path.endswith(CALLBACK):
        found.append(f"Laat redirect_uri eindigen op {CALLBACK}.")
    if (
        section.get("redirect_uri")
        and address.scheme != "https"
        and not nearby.is_nearby({"host": address.netloc}, None)
    ):
        found.append("Gebruik https in redirect_uri. Zonder https kan iemand meelezen.")
    return found


def _about_providers(section: Mapping[str, Any]) -> list[str]:
    found = []
    for name in providers():
        own = section if name == "default" else section[name]
        where = "[auth]" if name == "default" else f"[auth.{name}]"
        found += [f"Vul in het deel {where} {key} in." for key in OF_PROVIDER if not own.get(key)]
    return found


def _about_server() -> list[str]:
    found = []
    if not _has_library():
        found.append("Installeer wat voor aanmelden nodig is: pip install -r requirements-auth.txt.")
    if config.get_option("server.trustedUserHeaders"):
        found.append("Haal server.trustedUserHeaders weg. Een naam in een kopregel is te vervalsen.")
    if config.get_option("server.enableAgentApi"):
        found.append("Zet server.enableAgentApi uit.")
    return found


@functools.cache
def _has_library() -> bool:
    return importlib.util.find_spec("authlib") is not None


def from_environment() -> dict[str, dict[str, Any]]:
    """Secrets that stand in the environment, per section. A section counts when one of its variables is set."""
    found: dict[str, dict[str, Any]] = {}
    for section, variables in ENVIRONMENT.items():
        values = {key: os.environ[variable] for key, variable in variables.items() if os.environ.get(variable)}
        if values:
            found[section] = {key: _read(value) for key, value in values.items()} if section == who.SECTION else values
    return found


def _read(value: str) -> Any:
    """A setting of ours as TOML would read it: a number, yes or no. Anything else is kept, and counts as not set."""
    if value.strip().lower() in ("true", "false"):
        return value.strip().lower() == "true"
    return float(value) if value.strip().isdigit() else value
