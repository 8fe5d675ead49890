"""Read a PDF from monitor.export.typst back as a reader program would: pages, text, headings, alternative texts, tags."""

from __future__ import annotations

import re
import zlib

PLAIN = rb"(?:\\.|[^\\()])*"
STRING = rb"\((" + PLAIN + rb"(?:\(" + PLAIN + rb"(?:\(" + PLAIN + rb"\)" + PLAIN + rb")*\)" + PLAIN + rb")*)\)"
"""A string of a PDF; brackets in pairs stand in it as they are, here up to two deep."""
TOKEN = re.compile(rb"/(\w+) [\d.]+ Tf|" + STRING + rb"(?!>>)|\n(ET)\n", re.DOTALL)
ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def page_texts(pdf: bytes) -> list[str]:
    """The text of each page, one line per piece that the document sets at once."""
    objects = _objects(pdf)
    found = []
    for body in objects.values():
        if b"/Type/Page/" in body:
            resources = objects[_reference(body, b"Resources")]
            fonts = {name: _letters(objects, int(at)) for name, at in re.findall(rb"/(f\d+) (\d+) 0 R", resources)}
            found.append(_text(_stream(objects[_reference(body, b"Contents")]), fonts))
    return found


def text_of(pdf: bytes) -> str:
    return "\n".join(page_texts(pdf))


def flat(pdf: bytes) -> str:
    """All text without spaces and line ends, for looking a long text up across lines."""
    return "".join(text_of(pdf).split())


def roles(pdf: bytes) -> list[str]:
    """The structure tags in the order of the file: Title, H1, P, Figure, TH, ..."""
    return [role.decode() for role in re.findall(rb"/Type/StructElem/S/(\w+)", pdf)]


def alternative_texts(pdf: bytes) -> list[str]:
    """Plain ones stand in the file between brackets, others as hexadecimal UTF-16."""
    plain = [_unescaped(raw).decode("latin-1") for raw in re.findall(rb"/Alt" + STRING, pdf, re.DOTALL)]
    others = [bytes.fromhex(raw.decode()).decode("utf-16") for raw in re.findall(rb"/Alt<([0-9A-F]+)>", pdf)]
    return plain + others


def paper(pdf: bytes) -> tuple[int, int]:
    """Width and height of the first page, in whole points."""
    wide, high = re.search(rb"/MediaBox\[0 0 ([\d.]+) ([\d.]+)\]", pdf).groups()
    return round(float(wide)), round(float(high))


def letter_sizes(pdf: bytes) -> list[float]:
    """The sizes of letters that the pages use, in points, each once, the largest first."""
    objects = _objects(pdf)
    pages = [body for body in objects.values() if b"/Type/Page/" in body]
    found = {
        float(size)
        for body in pages
        for size in re.findall(rb"/f\d+ ([\d.]+) Tf", _stream(objects[_reference(body, b"Contents")]))
    }
    return sorted(found, reverse=True)


def title(pdf: bytes) -> str:
    match = re.search(rb"<dc:title>.*?<rdf:li[^>]*>(.*?)</rdf:li>", pdf, re.DOTALL)
    return match.group(1).decode() if match else ""


def _objects(pdf: bytes) -> dict[int, bytes]:
    return {int(n): body for n, body in re.findall(rb"\n(\d+) 0 obj\n(.*?)\nendobj", pdf, re.DOTALL)}


def _reference(body: bytes, key: bytes) -> int:
    match = re.search(rb"/" + key + rb" (\d+) 0 R", body)
    assert match, f"no {key!r}"
    return int(match.group(1))


def _stream(body: bytes) -> bytes:
    raw = re.search(rb"stream\r?\n(.*)\r?\nendstream", body, re.DOTALL)
    assert raw
    return zlib.decompress(raw.group(1))


def _letters(objects: dict[int, bytes], font: int) -> dict[bytes, str]:
    """Code in the text -> letters, as the font's table for copying tells."""
    table = _stream(objects[_reference(objects[font], b"ToUnicode")])
    return {
        bytes.fromhex(code.decode()): bytes.fromhex(letters.decode()).decode("utf-16-be")
        for code, letters in re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]+)>\n", table)
    }


def _text(content: bytes, fonts: dict[bytes, dict[bytes, str]]) -> str:
    found, font = [], {}
    for name, raw, end in TOKEN.findall(content):
        if name:
            font = fonts[name]
        elif end:
            found.append("\n")
        else:
            codes = _unescaped(raw)
            found += [font.get(codes[i : i + 2], "?") for i in range(0, len(codes), 2)]
    return "".join(found)


def _unescaped(raw: bytes) -> bytes:
    def one(match: re.Match[bytes]) -> bytes:
        sign = match.group(1)
        return bytes([int(sign, 8)]) if sign.isdigit() else ESCAPES.get(sign, sign)

    return re.sub(rb"\\([0-7]{1,3}|.)", one, raw, flags=re.DOTALL)
