"""What a page must hold to for everybody: looked at with axe, with the keyboard and in the ways that people adapt a page."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from conftest import NARROW, WIDE, whole
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# What Streamlit itself makes and we cannot change: (rule, part of the element's HTML) -> its code in the
# accessibility statement (data/catalogue/accessibility.csv).
ALLOWED: dict[tuple[str, str], str] = {}

# WCAG 1.4.12: a reader may space text out this far, and nothing may get lost. (A figure is a drawing; its table is text.)
SPACED = """
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
    p { margin-bottom: 2em !important }
"""
CUT_OFF = """() => [...document.querySelectorAll('[data-testid=stApp] *')].filter(e => {
    const style = getComputedStyle(e);
    const cuts = axis => ['hidden', 'clip'].includes(style['overflow' + axis]);
    if (!cuts('X') && !cuts('Y')) return false;
    if (e.closest('svg, .js-plotly-plot, [aria-hidden=true], [data-testid=stSidebar][aria-expanded=false]')) return false;
    if (!(e.innerText || '').trim()) return false;
    if (e.clientWidth <= 2 || e.clientHeight <= 2) return false; // for screen readers only
    return cuts('X') && e.scrollWidth > e.clientWidth + 2 || cuts('Y') && e.scrollHeight > e.clientHeight + 2;
}).map(e => `${e.dataset.testid || e.className || e.tagName}: ${e.innerText.slice(0, 60)}`)"""
FOCUSED = """() => {
    const on = document.activeElement;
    if (on === document.body) return null;
    const ringed = e => {
        const style = getComputedStyle(e);
        return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    };
    let seen = false;
    for (let e = on, up = 0; e && up < 6 && !seen; e = e.parentElement, up++) seen = ringed(e);
    const box = on.getBoundingClientRect();
    const name = on.getAttribute('aria-label') || on.innerText || on.value || '';
    window.kibNumbers = window.kibNumbers || new Map();
    if (!window.kibNumbers.has(on)) window.kibNumbers.set(on, window.kibNumbers.size);
    return {number: window.kibNumbers.get(on), what: `${on.tagName} ${name.slice(0, 40)}`, seen,
            isInWindow: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth};
}"""
# What a keyboard stops at. Of a group of radio buttons one does, with the arrow keys for the others; what is folded away,
# switched off or drawn outside the window (the menu on a narrow screen) does not.
STOPS = """() => {
    const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')];
    const groups = new Set();
    return all.filter(e => {
        if (e.disabled || e.tabIndex < 0 || !e.checkVisibility({visibilityProperty: true})) return false;
        if (e.type === 'file') return false;
        if (e.type === 'radio') { const is = !groups.has(e.name); groups.add(e.name); return is; }
        return true;
    }).length;
}"""


def violations(page: Page) -> list[str]:
    """Every element against which axe holds something, but for those that are allowed."""
    options = {
        "runOnly": {"type": "tag", "values": TAGS},
        "resultTypes": ["violations"],
    }  # what is right is not described
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{rule['id']}: {node['html'][:200]} {node.get('failureSummary', '')[:300]}"
        for rule in found
        for node in rule["nodes"]
        if not any(rule["id"] == name and part in node["html"] for name, part in ALLOWED)
    ]


def scrolls_sideways(page: Page) -> list[str]:
    """The outermost elements that make the page wider than the window."""
    return page.evaluate(
        """() => ['[data-testid=stMain]', 'body'].map(s => document.querySelector(s))
                 .filter(e => e.scrollWidth > document.documentElement.clientWidth)
                 .map(e => e.tagName + ' ' + e.scrollWidth)"""
    )


def unfold_all(page: Page) -> None:
    """Open everything that folds, so that it is looked at too; again while the page still puts closed parts in place."""
    page.wait_for_function(
        """() => {
            document.querySelectorAll('[data-testid=stExpander] details:not([open]) > summary').forEach(s => s.click());
            document.querySelectorAll('details.kib-details:not([open])').forEach(d => { d.open = true });
            return !document.querySelector('[data-testid=stMain] details:not([open])');
        }""",
        polling=500,
    )
    whole(page)


def narrow(page: Page) -> None:
    page.set_viewport_size(NARROW)
    page.wait_for_function("document.querySelector('[data-testid=stMain]').clientWidth <= 320")


def look_at(page: Page) -> list[str]:
    """What is wrong with the whole page as it stands, wide, narrow and with text spaced out."""
    unfold_all(page)
    lang = page.evaluate("document.documentElement.lang")
    wrong = [] if lang == "nl" else [f"lang is {lang}"]
    wrong += [f"wide, {one}" for one in violations(page)]
    narrow(page)
    wrong += [f"narrow, {one}" for one in violations(page)]
    wrong += [f"narrow, scrolls sideways: {one}" for one in scrolls_sideways(page)]
    page.add_style_tag(content=SPACED)
    wrong += [f"narrow and spaced, scrolls sideways: {one}" for one in scrolls_sideways(page)]
    wrong += [f"narrow and spaced, cut off: {one}" for one in page.evaluate(CUT_OFF)]
    page.set_viewport_size(WIDE)
    page.wait_for_function("document.querySelector('[data-testid=stMain]').clientWidth > 320")
    return wrong + [f"spaced, cut off: {one}" for one in page.evaluate(CUT_OFF)]


def walk(page: Page, most: int = 400) -> list[str]:
    """Go through the page with the Tab key. What is wrong: a stop that shows no focus or stays outside the window, a place
    where the key does not get on, and stops that it never comes to."""
    wrong, came = [], set()
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop is None:
            break
        if stop["number"] in came:
            wrong.append(f"comes back before the end: {stop['what']}")
            break
        came.add(stop["number"])
        if not stop["seen"]:
            wrong.append(f"focus not seen: {stop['what']}")
        if not stop["isInWindow"]:
            wrong.append(f"out of the window: {stop['what']}")
    there = page.evaluate(STOPS)
    return [*wrong, f"{len(came)} of {there} stops reached"] if len(came) < there else wrong
