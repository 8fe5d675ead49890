"""The icons of the verdicts as small pictures, for pages that do not let inline SVG through.

A picture always stands beside the word that it belongs to, so it carries no alternative text of its own.
"""

from __future__ import annotations

import base64
import functools
import html

# Drawn on a grid of 16; {c} is the colour of the family.
_LINE = 'fill="none" stroke="{c}" stroke-width="2" stroke-linejoin="round" stroke-linecap="round"'
_SHAPES = {
    "▲": '<path d="M8 2 15 14H1Z" fill="{c}"/>',
    "△": f'<path d="M8 3 14 13H2Z" {_LINE}/>',
    "▼": '<path d="M8 14 1 2H15Z" fill="{c}"/>',
    "▽": f'<path d="M8 13 2 3H14Z" {_LINE}/>',
    "◇": f'<path d="M8 2 14 8 8 14 2 8Z" {_LINE}/>',
    "◐": f'<circle cx="8" cy="8" r="6" {_LINE}/><path d="M8 2A6 6 0 0 0 8 14Z" fill="{{c}}"/>',
    "↺": f'<path d="M4 4.5A6 6 0 1 1 2.2 9.5" {_LINE}/><path d="M1 1.5V7H6.5Z" fill="{{c}}"/>',
    "=": f'<path d="M2 6H14M2 11H14" {_LINE}/>',
    "≠": f'<path d="M2 6H14M2 11H14M11 2 5 15" {_LINE}/>',
    "↗": f'<path d="M3 13 13 3M6 3H13V10" {_LINE}/>',
    "↘": f'<path d="M3 3 13 13M6 13H13V6" {_LINE}/>',
    "→": f'<path d="M2 8H14M9 3 14 8 9 13" {_LINE}/>',
    "↑": f'<path d="M8 14V2M3 7 8 2 13 7" {_LINE}/>',
    "↓": f'<path d="M8 2V14M3 9 8 14 13 9" {_LINE}/>',
}


def icon_svg(sign: str, colour: str) -> str:
    """One icon of 16 by 16 pixels; a sign that we did not draw is set as text."""
    shape = _SHAPES.get(sign, "").format(c=colour) or (
        f'<text x="8" y="13" text-anchor="middle" font-family="Arial, DejaVu Sans, sans-serif" font-size="14" '
        f'font-weight="bold" fill="{colour}">{html.escape(sign)}</text>'
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 16 16">{shape}</svg>'


@functools.cache
def icon_img(sign: str, colour: str) -> str:
    """The icon as an HTML image with the picture in the address; empty for an empty sign."""
    if not sign:
        return ""
    data = base64.b64encode(icon_svg(sign, colour).encode()).decode()
    return f'<img class="kib-icon" src="data:image/svg+xml;base64,{data}" alt="" width="16" height="16">'
