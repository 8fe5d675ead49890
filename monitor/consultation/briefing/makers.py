"""What writes each form. Only this module loads the libraries that write documents."""

from __future__ import annotations

from collections.abc import Callable

import plotly.graph_objects as go

from monitor.consultation.briefing import book, docx, feedback_docx, pdf, pictures, slides
from monitor.consultation.briefing.outline import DOCX, FEEDBACK, PDF, PPTX, XLSX, ZIP, Finding, Outline
from monitor.consultation.briefing.pictures import Pictures, Progress

Maker = Callable[[Outline, Progress | None], bytes]


def _with_pictures(write: Callable[[Outline, Pictures], bytes], figure: Callable[[Finding], go.Figure]) -> Maker:
    return lambda outline, progress: write(outline, pictures.drawn(outline.findings, figure, progress))


MAKERS: dict[str, Maker] = {
    DOCX: _with_pictures(docx.write, pictures.for_paper),
    PPTX: _with_pictures(slides.write, pictures.for_slide),
    PDF: _with_pictures(pdf.write, pictures.for_paper),
    ZIP: pictures.archive,
    XLSX: lambda outline, progress: book.write(outline),
    FEEDBACK: lambda outline, progress: feedback_docx.write(outline),
}
