"""A small crowd on a real server: sessions that speak as a browser does get whole pages, and their clicks take effect."""

from __future__ import annotations

import asyncio
import random
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from benchmarks.load import memory, people, signed_in
from benchmarks.load.server import Server, free_port, serving
from benchmarks.load.visitor import Failed
from monitor import paths
from monitor.access import roles

DEMO = "cijfers=voorbeeld"


def in_a_loop(work):
    """The answer of asynchronous work. In a thread: the browser of other tests has a loop in this one."""
    with ThreadPoolExecutor(1) as other:
        return other.submit(asyncio.run, work).result()


PAGES = ("overzicht", "trend", "gegevens")


@pytest.fixture(scope="module")
def server(example_master: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The production entry on a workspace of its own, where nobody signs in."""
    workspace = tmp_path_factory.mktemp("load") / "workspace"
    shutil.copytree(example_master, workspace)
    settings = {paths.WORKSPACE_VARIABLE: str(workspace)} | memory.SETTINGS
    with serving(paths.ROOT, "asgi.py", free_port(), settings=settings) as running:
        yield running


def test_a_click_on_a_filter_reaches_the_page_and_its_link(server: Server) -> None:
    async def visit() -> tuple[str, list[str]]:
        visitor = server.visitor(0, DEMO)
        await visitor.arrive("overzicht")
        switch = next(one for one in visitor.filters() if one.kind == "checkbox")
        switch.value = True
        await visitor.run()
        query = visitor.query
        await visitor.open("trend")
        pages = list(visitor.pages)
        await visitor.leave()
        return query, pages

    query, pages = in_a_loop(visit())
    assert query == f"{DEMO}&afwijkend=1"
    assert {"overzicht", "trend", "gegevens"} <= set(pages)


def test_a_few_people_at_once_all_get_their_pages(server: Server) -> None:
    habits = people.Habits(
        people=8, think=(0.1, 0.5), seconds=2, first=PAGES, pages=PAGES, query=DEMO, clicks_of_a_visit=4
    )
    seen = in_a_loop(people.crowd(server, habits))
    assert seen.failures == []
    assert all((seen.first, seen.page, seen.click))
    assert seen.cpu > 0


def test_sessions_that_left_leave_no_threads_behind(server: Server) -> None:
    before = server.threads()
    (_, held, threads), *_ = in_a_loop(memory.growth(server, PAGES, DEMO, total=4, step=4))
    assert threads <= before + memory.AT_ONCE
    assert held.rss >= held.pss > 0


def test_a_page_that_is_not_there_is_a_failure_and_no_quick_answer(server: Server) -> None:
    with pytest.raises(Failed, match="nergens"):
        in_a_loop(server.visitor(0, DEMO).arrive("nergens"))


def test_the_same_dice_click_the_same_things(server: Server) -> None:
    async def visit() -> list[str]:
        dice, links = random.Random(7), []
        visitor = server.visitor(0, DEMO)
        await visitor.arrive("trend")
        for _ in range(3):
            await visitor.click(dice)
            links.append(visitor.query)
        await visitor.leave()
        return links

    first, second = in_a_loop(visit()), in_a_loop(visit())
    assert first == second
    assert len(set(first)) > 1


def test_people_of_a_server_have_roles_that_the_catalogue_knows() -> None:
    assert set(signed_in.ROLES) <= set(roles.load(paths.ROOT / "nowhere").by_code)
