"""The portable queries in the dialect of another engine. One text for all engines: queries/portable/.

Needs sqlglot (requirements-distributed.txt), and nothing else of this project but the texts. Translators are silent about
what they cannot translate: a function that another engine does not know comes out as it went in. So only what was seen to
give equal results on other engines is let through: counts, sums and casts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from monitor import paths

if TYPE_CHECKING:
    from sqlglot import exp

TABLES = ("score_counts", "organisation_sums")
SCORES = "scores"
"""The name under which the other engine knows the group scores, in the columns of the table of that name."""
NAME = re.compile(r'(?:[^\W\d]\w*|"[^"]+")(?:\.(?:[^\W\d]\w*|"[^"]+")){0,2}')
"""Of a table: with its schema and catalogue or without, between quotes when there are other signs in it."""


class NotPortable(ValueError):
    """A query has something that other engines may read in another way."""


class StrangeName(ValueError):
    """What is no name of a table."""


def portable(table: str, dialect: str, values: Mapping[str, str], scores: str = SCORES) -> str:
    """queries/portable/{table}.sql in a dialect of sqlglot ("spark", "postgres", "sqlite" ...), as one statement.

    `values` are the parameters but $files, filled in as text; `scores` is the table that stands in for the files. The
    order of the rows is left out: nothing rests on it, and elsewhere it costs a sort over all machines. Raises
    NotPortable, KeyError for a parameter without a value, StrangeName, and ValueError for a dialect that sqlglot does not
    know.
    """
    import sqlglot
    from sqlglot import exp

    allowed = (exp.Count, exp.Sum, exp.Cast)
    tree = sqlglot.parse_one((paths.QUERIES / "portable" / f"{table}.sql").read_text("utf-8"), read="duckdb")
    for source in list(tree.find_all(exp.Table)):
        if isinstance(source.this, exp.ReadParquet):
            source.replace(_named(scores))
    strange = [found.sql() for found in tree.find_all(exp.Func) if not isinstance(found, allowed)]
    strange += [found.sql() for found in tree.find_all(exp.Window, exp.Star) if not isinstance(found.parent, exp.Count)]
    if strange:
        raise NotPortable(f"{table}: {', '.join(strange)}")
    for order in list(tree.find_all(exp.Order)):
        order.pop()
    for asked in list(tree.find_all(exp.Placeholder)):
        asked.replace(exp.Literal.string(values[asked.name]))
    return tree.sql(dialect=dialect, comments=False, pretty=True, unsupported_level=sqlglot.ErrorLevel.RAISE)


def _named(table: str) -> exp.Table:
    """A table by its name. sqlglot itself lets through what is no name, and leaves out in silence what stands behind one."""
    from sqlglot import exp

    if not NAME.fullmatch(table):
        raise StrangeName(table)
    return exp.to_table(table)
