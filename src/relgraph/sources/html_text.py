"""HTML as text: its encoding, its tree, and the lines that a reader sees. Scripts are never run, nothing is fetched."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import TYPE_CHECKING

from relgraph.records import Issue
from relgraph.sources.fields import issue
from relgraph.sources.rows import clean

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["decode_html", "parse_html", "text_of", "to_lines"]

_HEAD = 2048
"""Bytes in which a page may declare its encoding; browsers look at 1,024."""
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_XML = re.compile(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})", re.IGNORECASE)
_CODECS = {
    # What browsers take these labels for (WHATWG Encoding Standard).
    **dict.fromkeys(("ascii", "us-ascii", "iso-8859-1", "iso8859-1", "latin1", "latin-1", "windows-1252"), "cp1252"),
    **dict.fromkeys(("euc-kr", "euckr", "ks_c_5601-1987", "ksc5601", "windows-949", "uhc"), "cp949"),
    **dict.fromkeys(("gb2312", "gbk", "gb_2312-80", "x-gbk"), "gb18030"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "windows-31j", "x-sjis"), "cp932"),
    **dict.fromkeys(("iso-8859-9", "latin5"), "cp1254"),
    **dict.fromkeys(("tis-620", "iso-8859-11", "windows-874"), "cp874"),
    # A page that declares UTF-16 in bytes that could be read so far is none.
    **dict.fromkeys(("utf8", "utf-8", "utf-16", "utf-16le", "utf-16be", "unicode"), "utf-8"),
}
_ALIKE = re.compile(r"(?:iso-?8859-\d{1,2}|windows-125\d|cp125\d|koi8-[ru]|big5(?:-hkscs)?|gb18030|euc-jp|iso-2022-jp)")
"""Labels that Python knows by the same name. No others: it also knows encodings that are none of texts."""

_BREAKS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form h1 "
    "h2 h3 h4 h5 h6 header hgroup hr html legend li main nav ol p pre section summary table tbody tfoot thead tr ul "
    # Names of trafilatura.
    "head item list quote row".split()
)
_SINGLE = frozenset({"br", "lb"})
_CELLS = frozenset({"td", "th", "cell"})
_UNSEEN = frozenset(
    "audio button canvas datalist dialog embed iframe input map math nav noscript object script select style svg "
    "template textarea title video".split()
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f\v\xa0]+")
_LINE, _CELL = "\x02", "\x03"
"""Marks while the text is put together; :func:`parse_html` has taken such characters out of it."""


def decode_html(raw: bytes, charset: str | None = None) -> tuple[str | None, Issue | None]:
    """The text of a page, and an Issue (without place) if its encoding had to be guessed or does not hold.

    A byte order mark decides; then what the server said, then what the page says, then UTF-8, then Windows-1252.
    """
    for mark, codec in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if raw.startswith(mark):
            return _decode_as(raw[len(mark) :], codec)
    if b"\0" in raw:
        return None, issue("error", "binary", "", "not a page: it holds NUL bytes")
    declared = _META.search(raw[:_HEAD]) or _XML.match(raw[:_HEAD])
    for label in (charset, declared[1].decode("ascii", "replace") if declared else None):
        codec_ = _codec(label)
        if codec_ is not None:
            return _decode_as(raw, codec_)
    try:
        return raw.decode("utf-8"), None
    except UnicodeDecodeError:
        message = "declares no encoding and is not UTF-8; read as Windows-1252"
        return raw.decode("cp1252", "replace"), issue("warning", "encoding", "", message)


def _codec(label: str | None) -> str | None:
    name = (label or "").strip().strip("\"'").lower()
    return _CODECS.get(name) or (name if _ALIKE.fullmatch(name) else None)


def _decode_as(raw: bytes, codec: str) -> tuple[str, Issue | None]:
    try:
        return raw.decode(codec), None
    except UnicodeDecodeError:
        text = raw.decode(codec, "replace")
    message = f"{text.count(chr(0xFFFD))} characters are not {codec}; replaced by U+FFFD"
    return text, issue("warning", "encoding", "", message)


def parse_html(text: str) -> HtmlElement | None:
    """The tree of a page or a piece of one; None if there is nothing in it."""
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    # From bytes: a str may begin with a declaration of an encoding that it no longer has.
    raw = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", " ", clean(text)).encode()
    parser = HTMLParser(encoding="utf-8", no_network=True, remove_pis=True)
    try:
        return document_fromstring(raw, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


def to_lines(root: HtmlElement, *, without: Collection[HtmlElement] = ()) -> list[str]:
    """The lines of an element, one for each paragraph, item or row; cells are joined with ``|``.

    Left out are scripts, forms, menus, what is hidden, and the elements ``without``.
    """
    from lxml import etree

    pieces: list[str] = []
    unseen = set(without)
    skipped: HtmlElement | None = None
    # Not by recursion: pages are nested as deep as they like.
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            if skipped is None and element.tail:
                pieces.append(element.tail)
            continue
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if skipped is None and (element in unseen or _is_unseen(element, tag)):
                skipped = element
            if skipped is not None:
                continue
            pieces.append(_mark(tag))
            pieces.append(element.text or "")
        else:
            if skipped is not None and element is not skipped:
                continue
            skipped = None
            pieces.append(_mark(tag) if tag not in _CELLS else "")
            if element is not root:
                pieces.append(element.tail or "")
    lines = (_SPACE.sub(" ", line) for line in "".join(pieces).split(_LINE))
    joined = (" | ".join(c for cell in line.split(_CELL) if (c := cell.strip())) for line in lines)
    return [line for line in joined if line]


def _is_unseen(element: HtmlElement, tag: str) -> bool:
    if tag in _UNSEEN or element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    style = element.get("style")
    return bool(style and _HIDDEN.search(style))


def _mark(tag: str) -> str:
    return _LINE if tag in _BREAKS or tag in _SINGLE else _CELL if tag in _CELLS else ""


def text_of(element: HtmlElement) -> str:
    """All words of an element in one line.

    >>> text_of(parse_html("<p>Two<br>lines <b>and</b>\\n more</p>"))
    'Two lines and more'
    """
    return " ".join(to_lines(element))
