"""What writes each form. Only this module loads the libraries that write documents."""

from __future__ import annotations

from collections.abc import Callable

from monitor.consultation.briefing import book, docx, feedback_docx, pdf, pictures, slides
from monitor.consultation.briefing.outline import DOCX, FEEDBACK, PDF, PPTX, XLSX, ZIP, Outline
from monitor.consultation.briefing.pictures import Pictures, Progress

Maker = Callable[[Outline, Progress | None], bytes]


def _on_paper(write: Callable[[Outline, Pictures], bytes]) -> Maker:
    return lambda outline, progress: write(outline, pictures.drawn(outline.findings, pictures.for_paper, progress))


def _slides(outline: Outline, progress: Progress | None) -> bytes:
    """What an office program draws itself needs no picture."""
    findings = [finding for finding in outline.findings if finding.item.native is None]
    return slides.write(outline, pictures.drawn(findings, pictures.for_slide, progress))


MAKERS: dict[str, Maker] = {
    DOCX: _on_paper(docx.write),
    PPTX: _slides,
    PDF: _on_paper(pdf.write),
    ZIP: pictures.archive,
    XLSX: lambda outline, progress: book.write(outline),
    FEEDBACK: lambda outline, progress: feedback_docx.write(outline),
}
