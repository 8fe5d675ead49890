"""`briefing`: the documents of a consultation."""

from __future__ import annotations

import enum
from pathlib import Path
from typing import Annotated

import typer

from monitor.cli.common import WorkspaceOption, app, opened, progress_bar, readable, refuse
from monitor.cli.dialogue_choice import OnOption, asked_day
from monitor.consultation.records import Consultation
from monitor.consultation.store import Consultations
from monitor.export.whole import write_whole
from monitor.records import DEMO_STAMP
from monitor.session import Session
from monitor.wording.numbers import date_text


class Form(enum.StrEnum):
    docx = "docx"
    pptx = "pptx"
    pdf = "pdf"
    zip = "zip"
    xlsx = "xlsx"
    feedback = "feedback"


@app.command()
def briefing(
    consultation: Annotated[str, typer.Option("--consultation", help="De code van het overleg, zoals lkk-2027-03.")],
    form: Annotated[Form, typer.Option("--format", help="Welk bestand.")],
    out: Annotated[Path, typer.Option("--out", help="Bestand of map om in te bewaren.")],
    workspace: WorkspaceOption = None,
    on: OnOption = None,
) -> None:
    """Maak de briefing van een overleg: Word, PowerPoint, PDF, afbeeldingen, tabellen, of de terugkoppeling."""
    from monitor.consultation import briefing as documents

    session = opened(workspace)
    suffix = f".{documents.FORMS[form.value].suffix}"
    if out.suffix and not out.is_dir() and out.suffix.lower() != suffix:
        refuse(f"De naam '{out.name}' past niet bij {form.value}. Laat de naam eindigen op {suffix}, of noem een map.")
    day = asked_day(on)
    with readable():
        found = _found(session, consultation)
        with progress_bar() as progress:
            content = documents.make(found, session, form.value, on=day, progress=progress)
    name = documents.file_name(found, form.value)
    try:
        path = _kept(content, out, name)
    except OSError:
        refuse(f"Het bestand kan niet worden bewaard in {out}. Kijk of u daar mag schrijven, en of er plaats is.")
    stamp = f"{DEMO_STAMP}. " if documents.is_demo(found) else ""
    typer.echo(f"{stamp}{found.name}, peildatum {date_text(day)}.")
    typer.echo(f"Bewaard: {path}")


def _found(session: Session, consultation_id: str) -> Consultation:
    """The consultation; an unknown one is refused with what there is."""
    store = Consultations(session.dialogues.journal)
    found = store.get(consultation_id)
    if found is not None:
        return found
    known = [one.consultation_id for one in store.all()]
    there_is = f"Kies uit: {', '.join(known)}." if known else "Er is nog geen overleg. Maak het op de pagina Overleg."
    refuse(f"Het overleg '{consultation_id}' kennen we niet. {there_is}")


def _kept(content: bytes, out: Path, name: str) -> Path:
    """Where the file was written: whole, or not at all. A folder gets a file of its own name."""
    return write_whole(out / name if out.is_dir() or not out.suffix else out, content)
