"""Cells and bytes that imports trip over: each stands for a whole family of mistakes and attacks."""

CELLS = (
    "", " ", "\u00a0", "\u200b", "\ufeff", "-", "?", "n.v.t.", "x", "<5", "ja", "nee", "True", "0", "-0", "-1", "1",
    "7,5", "1e308", "1e-320", "NaN", "inf", "-inf", "1.000,5", "1,000.5", "0x10", "1_000", "٣", "²", "½",
    "12345678901234567890123", "9" * 400, "9" * 5000, "²³", "2026-13-45", "2026-02-30", "٤٫٣", "1e5", "5e-324",
    "4,3,2", "4.3%", "100%", "+4", "−4", "1-1-1", "0-0-0000", "31-2-2026", "29-2-2025", "1-1-9999", "1-1-0001",
    "2026-06-03T25:61", "46176", "46176.5", "99999", "2026", "20260", "3 juni 2026", "32 mei 2026", "2026-W05-1",
    "00:00", "=1+1", "=HYPERLINK(\"a\")", "+1+cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1", "'=1",
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "](javascript:alert(1))", "**a** $x$ :smile:", "{n}",
    "{names}", "{een|meer}", "{header}", "%s%n", "${jndi}", "{{7*7}}", "'; drop table x; --", "../../etc/passwd",
    "/etc/passwd", "\\\\host\\x", "con", "a" * 70_000, "é" * 300, "\U0001f600", "\U000e0001", "\u202eabc",
    "a\u0301" * 50, "\x00", "a\x00b", "\x01\x08", "\ud800", "\udfff", "\ufffe", "\r\n", "a\nb", "a\rb", '"', '""', "'",
    ";", ",", "\t", "|", "a;b;;c", ";" * 3000, "K1;K1;K1", "K1|S1", "_x0041_", "_xD800_", "_x0000_", "#N/B", "#REF!",
    "iemand@voorbeeld.example", "123456782", "06-12345678", "null", "None", "VOORBEELD-K1", "voorbeeld",
)  # fmt: skip
"""Texts for one cell. Some cannot stand in UTF-8 (half a sign): writers of files pass those over."""

BYTES = (
    b"\x00", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\xff", b"\x80", b"\x81", b"\xc0\x80", b"\xed\xa0\x80",
    b"\xf5\x80\x80\x80", b"\r", b"\n", b"\r\n", b"\n\r", b"\x0b", b"\x0c", b"\x1a", b"\x85", b"\xe2\x80\xa8", b'"',
    b'""', b"'", b";", b",", b"\t", b"sep=;\n", b"sep=|\r\n", b"\\", b"PK\x03\x04", b"\xd0\xcf\x11\xe0",
    b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"\x1f\x8b", b"%PDF-1.7", b"\n" * 500, b";" * 2000, b'"' * 501,
)  # fmt: skip
"""Bytes to put somewhere in a file."""

XML = (
    (b'r="A1"', b'r="XFD1048576"'), (b'r="A2"', b'r="A99999999"'), (b'r="B2"', b'r="ZZZZ2"'), (b'r="B1"', b'r=""'),
    (b'r="A2"', b'r="A0"'), (b'r="A1"', b'r="a1"'), (b' r="A1"', b""), (b'<row r="2"', b'<row r="1048577"'),
    (b'<row r="2"', b'<row r="-1"'), (b'<row r="2"', b'<row r="1"'), (b'<row r="2"', b'<row r="18446744073709551616"'),
    (b't="s"', b't="n"'), (b't="s"', b't="b"'), (b't="s"', b't="d"'), (b't="s"', b't="e"'),
    (b't="s"', b't="inlineStr"'), (b't="s"', b't="str"'), (b't="s"', b't="zzz"'), (b"<v>0</v>", b"<v>99999999</v>"),
    (b"<v>1</v>", b"<v>-1</v>"), (b"<v>1</v>", b"<v>1e999</v>"), (b"<v>2</v>", b"<v>abc</v>"),
    (b"<v>2</v>", b"<v></v>"), (b"<v>3</v>", b"<f>1+1</f>"), (b"<v>3</v>", b"<v>NaN</v>"),
    (b'<v>4</v>', b"<v>4</v><v>5</v>"), (b"<sheetData>", b"<sheetData><sheetData>"), (b"</sheetData>", b""),
    (b"</worksheet>", b""), (b"<c ", b"<c s=\"99999\" "), (b"<c ", b'<c s="-1" '),
    (b'<dimension ref="', b'<dimension ref="A1:XFD1048576" x="'), (b'<dimension ref="', b'<dimension ref="B7:A1" x="'),
    (b"<?xml ", b"<?xml-x "),
    (b"?>", b'?><!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'),
    (b"?>", b'?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'), (b'encoding="UTF-8"', b'encoding="UTF-16"'),
    (b'encoding="UTF-8"', b'encoding="zzz"'), (b"<t>", b"<t>&c;"), (b"<t>", b"<t>&#0;"), (b"<t>", b"<t>&#xD800;"),
    (b"<t>", b"<t>_xD800_"), (b"<t>", b"<t>_x0000_"), (b"<t>", b"<t>]]>"), (b"<t>", b"<t>\xff\xfe"),
    (b"<si>", b"<si><r><t>a</t></r><rPh><t>"), (b'numFmtId="0"', b'numFmtId="14"'),
    (b'numFmtId="14"', b'numFmtId="9999"'), (b'formatCode="', b'formatCode="[h]:mm;dd'),
    (b"<sheets>", b"<sheets><sheet/>"), (b'name="', b'name="&lt;b&gt;'), (b'sheetId="1"', b'sheetId="-7"'),
    (b'r:id="rId1"', b'r:id="rId99"'), (b'Target="worksheets/', b'Target="../../'),
    (b'Target="', b'Target="http://127.0.0.1/'), (b"Target", b"TargetX"), (b'Id="rId1"', b'Id=""'),
    (b"<workbookPr", b'<workbookPr date1904="1"'), (b"xmlns=", b"xmlns:q="), (b"<", b"<<"), (b">", b""), (b'"', b""),
)  # fmt: skip
"""Replacements inside the parts of a workbook; each hits one place, when it is there."""
