"""The pages that the gate itself shows, as plain HTML: whoever may not come in reaches nothing of the app."""

from __future__ import annotations

from html import escape
from urllib.parse import quote

from starlette.responses import HTMLResponse, PlainTextResponse, Response

from widgets.sign_in import FAILED, Screen, providers

STYLE = """
body { font-family: "Source Sans Pro", "Segoe UI", sans-serif; line-height: 1.5; color: #1A1A1A; background: #FFFFFF; margin: 0; }
main { max-width: 36rem; margin: 12vh auto 4rem; padding: 0 1rem; overflow-wrap: anywhere; }
.name { color: #0B4F8A; font-weight: 600; margin: 0; }
h1 { font-size: 1.8rem; line-height: 1.2; margin: 0.25rem 0 1rem; }
a.action { display: inline-block; padding: 0.7rem 1.4rem; margin: 0.5rem 0.75rem 0 0; border-radius: 0.5rem; font-weight: 600;
  background: #0B4F8A; color: #FFFFFF; text-decoration: none; border: 2px solid #0B4F8A; }
a.action.second { background: #FFFFFF; color: #0B4F8A; }
a:focus-visible { outline: 3px solid #1A1A1A; outline-offset: 2px; }
.failed { border-left: 4px solid #B4540A; background: #FBE3D0; padding: 0.5rem 0.75rem; }
.privacy { color: #3D4652; font-size: 0.95rem; margin-top: 2rem; }
"""
PRIVACY = "Voor het aanmelden bewaren wij een cookie in uw browser. Wij volgen u niet."


def html(screen: Screen, base: str, has_failed: bool = False) -> Response:
    """`base` is where the app stands, with a slash at both ends."""
    parts = ['<p class="name">Kwaliteit in beeld</p>', f"<h1>{escape(screen.title)}</h1>"]
    if has_failed:
        parts.append(f'<p class="failed" role="alert"><strong>Let op.</strong> {escape(FAILED)}</p>')
    parts += [f"<p>{escape(text)}</p>" for text in screen.texts]
    if screen.problems:
        parts.append("<ul>" + "".join(f"<li>{escape(problem)}</li>" for problem in screen.problems) + "</ul>")
    if screen.may_sign_in:
        links = [(f"{base}aanmelden?via={quote(name)}", label, "action") for name, label in providers().items()]
    elif screen.may_sign_out:
        links = [("", "Opnieuw proberen", "action"), (f"{base}auth/logout", "Afmelden", "action second")]
    else:
        links = []
    parts += [f'<a class="{look}" href="{escape(href)}">{escape(label)}</a>' for href, label, look in links]
    if screen.may_sign_in:
        parts.append(f'<p class="privacy">{escape(PRIVACY)}</p>')
    return HTMLResponse(
        '<!doctype html><html lang="nl"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
        f'<title>{escape(screen.title)} · Kwaliteit in beeld</title><link rel="icon" href="data:,"><style>{STYLE}</style>'
        f"</head><body><main>{''.join(parts)}</main></body></html>",
        status_code=403,
        headers={"Cache-Control": "no-store"},
    )


def plain(screen: Screen) -> Response:
    """The same for a program."""
    text = "\n".join([f"{screen.title}.", *screen.texts, *screen.problems])
    return PlainTextResponse(text, status_code=403, headers={"Cache-Control": "no-store"})
