"""The command line's own words in Dutch: the help of a command, and what is said about a command that cannot be read.

typer says these in English, and only a few of them pass a table of translations. So the classes here write the help, which
typer offers for that, and `Group.main` is the one place where an error of typer is told.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

if TYPE_CHECKING:
    from typer._click import Context, HelpFormatter

HELP = "Toon deze uitleg."
TYPES = {"str": "tekst", "int": "getal", "float": "getal", "path": "pad"}
ERRORS: tuple[tuple[str, str], ...] = (
    (r"No such option: (.+) \(Possible options: (.+)\)", "De optie {0} kennen we niet. Bedoelt u {1}?"),
    (r"No such option: (.+)", "De optie {0} kennen we niet."),
    (r"No such command '(.+)'\. Did you mean (.+)\?", "De opdracht '{0}' kennen we niet. Bedoelt u {1}?"),
    (r"No such command '(.+)'\.", "De opdracht '{0}' kennen we niet."),
    (r"Missing command\.", "Noem de opdracht die u wilt geven."),
    (r"Missing (?:argument|option) (.+?)\. Choose from: (.+)", "U vergeet {0}. Kies uit: {1}."),
    (r"Missing (?:argument|option) (.+?)\.", "U vergeet {0}."),
    (r"Got unexpected extra argument\(s\) \((.+)\)", "Dit hoort niet bij deze opdracht: {0}."),
    (r"Option (.+) requires an argument\.", "Schrijf achter de optie {0} een waarde."),
    (r"Option (.+) does not take a value\.", "Achter de optie {0} hoort geen waarde."),
    (r"Invalid value for (.+?): (?:Value error, )?(.+) is not one of (.+)\.", "{1} kan niet bij {0}. Kies uit: {2}."),
    (r"Invalid value for (.+?): .*valid integer.*", "Bij {0} hoort een heel getal."),
    (r"Invalid value for (.+?): .*valid number.*", "Bij {0} hoort een getal. Schrijf decimalen met een punt: 3.5."),
)
"""Each whole sentence of typer as a pattern, with what stands for it. The first that fits counts."""


class Commands(typer.Typer):
    """Commands that belong together, or all of them, with help and errors in Dutch."""

    def __init__(self, explanation: str) -> None:
        super().__init__(
            cls=Group, help=explanation, options_metavar="[opties]", subcommand_metavar="OPDRACHT ...",
            add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None,
        )  # fmt: skip

    def command(
        self, name: str | None = None, *, cls: type[TyperCommand] | None = None, **more: Any
    ) -> Callable[[Any], Any]:
        return super().command(name, cls=cls or Command, **more)


class Explained:
    """The help of a command and of a group of commands: the same lines in the same order."""

    def get_help_option(self, ctx: Context) -> TyperOption | None:
        option: TyperOption | None = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = HELP
        return option

    def format_usage(self, ctx: Context, formatter: HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, " ".join(ctx.command.collect_usage_pieces(ctx)), prefix="Gebruik: ")

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        parameters = ctx.command.get_params(ctx)
        arguments = [_argument(one) for one in parameters if isinstance(one, TyperArgument)]
        options = [_option(one, ctx) for one in parameters if isinstance(one, TyperOption)]
        for title, rows in (("Argumenten", arguments), ("Opties", options)):
            if rows:
                with formatter.section(title):
                    formatter.write_dl(rows)


class Command(Explained, TyperCommand):
    pass


class Group(Explained, TyperGroup):
    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        found = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        with formatter.section("Opdrachten"):
            formatter.write_dl([(name, (one.help or "").partition("\n\n")[0]) for name, one in found if one])

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        if not args:
            typer.echo(ctx.get_help(), err=True)
            raise typer.Exit(2)
        return super().parse_args(ctx, args)

    def main(
        self, args: Sequence[str] | None = None, prog_name: str | None = None, complete_var: str | None = None,
        standalone_mode: bool = True, windows_expand_args: bool = True, **extra: Any,
    ) -> Any:  # fmt: skip
        """Runs the command and ends the program, as typer does; only what is wrong with the command is told here."""
        try:
            done = super().main(args, prog_name, complete_var, False, windows_expand_args, **extra)
        except typer.TyperException as problem:
            _tell(problem)
            sys.exit(problem.exit_code)
        sys.exit(done if isinstance(done, int) else 0)


def in_dutch(message: str) -> str:
    """A sentence of typer about a command, in Dutch. One that we do not know stays as it is, after Dutch words."""
    plain = " ".join(message.split())
    for pattern, dutch in ERRORS:
        if found := re.fullmatch(pattern, plain):
            return dutch.format(*found.groups())
    return f"Deze opdracht kunnen we niet lezen: {plain}"


def _tell(problem: typer.TyperException) -> None:
    context: Context | None = getattr(problem, "ctx", None)
    if context is not None:
        typer.echo(f"{context.get_usage()}\nUitleg: {context.command_path} --help\n", err=True)
    typer.echo(in_dutch(problem.format_message()), err=True)


def _argument(one: TyperArgument) -> tuple[str, str]:
    several = "" if one.nargs == 1 else "..."
    return f"{one.display_name_raw}{several}", f"{one.help or ''} {_needed(one)}".strip()


def _option(one: TyperOption, ctx: Context) -> tuple[str, str]:
    names = ", ".join(one.opts)
    name = names if one.is_flag else f"{names} <{_type(one.display_type(ctx).strip('<>'))}>"
    return name, f"{one.help or ''} {_needed(one)}".strip()


def _type(name: str) -> str:
    """What may stand behind an option: a kind of value, or the values to choose from."""
    bare = name.removeprefix("list[").removesuffix("]")
    return TYPES.get(bare.lower(), bare)


def _needed(one: TyperArgument | TyperOption) -> str:
    if one.required:
        return "[verplicht]"
    return f"[standaard: {one.default}]" if one.default else ""
