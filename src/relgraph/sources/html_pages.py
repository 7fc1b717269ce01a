"""Pages of HTML, saved from a browser or kept in an archive: one article each."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING, Any

from relgraph.iris import digest
from relgraph.records import Article, Issue
from relgraph.sources.fields import id_from_name, issue
from relgraph.sources.html_dates import find_published, json_ld, meta, written_day
from relgraph.sources.html_sites import Site, find_site
from relgraph.sources.html_text import decode_html, parse_html, text_of, to_lines
from relgraph.sources.inputs import Input
from relgraph.sources.kcna_watch import is_signature

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["HtmlPage"]

_LARGEST = 32 * 2**20
"""Bytes of a page; one with more is a mistake or an attack, and the tree of it would take a gigabyte."""
_OPENING = re.compile(
    rb"\s*(?:<!--.{0,2000}?-->\s*|<\?xml[^>]*>\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->", re.IGNORECASE)
"""What browsers write on top of a page that they save."""
_SINGLE_FILE = re.compile(r"<!--\s*Page saved with SingleFile\s+url:\s*(\S+)", re.IGNORECASE)


class HtmlPage:
    """A page of HTML with one article: trafilatura finds its text, or a layout of the site does.

    The date of publication is the one that the page states (:mod:`relgraph.sources.html_dates`); if there is none,
    the article has none. Bylines are not read: the author of an article is the body that signed it.
    """

    name = "html"
    suffixes: tuple[str, ...] = (".html", ".htm", ".xhtml", ".shtml", ".php", ".asp", ".aspx", ".jsp", ".kcmsf")

    def sniff(self, path_name: str, head: bytes) -> float:
        """Sure when the file opens as a page does."""
        plain = (
            head.replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
        )
        return 0.95 if _OPENING.match(plain) else 0.0

    def read(self, file: Input) -> Iterator[Article | Issue]:
        """Give the article of the page, or an Issue when there is none in it."""
        if not file.raw.strip():
            yield issue("warning", "empty-file", file.name, "nothing in it")
            return
        if len(file.raw) > _LARGEST:
            message = f"a page of {len(file.raw) >> 20} MB; the most is {_LARGEST >> 20} MB, save its text instead"
            yield issue("error", "too-large", file.name, message)
            return
        text, problem = decode_html(file.raw, file.charset)
        if problem is not None:
            yield replace(problem, where=file.name)
        if text is None:
            return
        root = parse_html(text)
        if root is None or "<" not in text:
            yield issue("error", "no-html", file.name, "no HTML in it; name the source that it is for: --source NAME")
            return
        metas = meta(root)
        url = file.url or _find_url(text, root, metas)
        site = find_site(url)
        lines = _site_lines(root, site) if site else []
        lines = lines or _general_lines(text, root, url)
        title = _find_title(root, site, metas)
        while lines and ((title and _is_like(lines[0], title)) or written_day(lines[0])):
            del lines[0]
        author = lines.pop() if site and site.signed and len(lines) > 1 and is_signature(lines[-1]) else None
        if not lines:
            message = "no article found in this page: a list, a form, or a page that a script fills; save it once it shows the text"
            yield issue("error", "no-text", file.name, message)
            return
        published = (site.date(root) if site else None) or find_published(root, url)
        if published is None:
            message = "the page does not say when it was published; the article is read without a date"
            yield issue("warning", "no-date", file.name, message)
        yield Article(
            id=file.id or _make_id(file.name, url),
            text="\n".join(lines),
            title=title,
            url=url,
            published=published,
            publisher=_find_publisher(root, site, metas, url),
            author=author,
            language=root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or "en",
            layout=f"html-{site.name}" if site else "html",
        )


def _make_id(name: str, url: str | None) -> str:
    # Each page of a mirrored site may be an index.html of its folder.
    if url and Path(name).stem.lower() in ("index", "default"):
        return "url-" + digest(url)
    return id_from_name(name)


def _find_url(text: str, root: HtmlElement, metas: Mapping[str, str]) -> str | None:
    """The address of the page: as the browser noted it when saving, or as the page says."""
    head = text[:4096]
    noted = _SAVED_FROM.search(head) or _SINGLE_FILE.search(head)
    links = root.xpath("//link[@rel='canonical']/@href")
    found = [noted[1] if noted else "", *links, metas.get("og:url", "")]
    return next((u.strip() for u in found if re.match(r"https?://", u.strip(), re.IGNORECASE)), None)


def _site_lines(root: HtmlElement, site: Site) -> list[str]:
    found = root.xpath(site.body)
    outer = [e for e in found if not any(a in found for a in e.iterancestors())]
    lines: list[str] = []
    for element in outer:
        left = element.xpath(site.leave) if site.leave else []
        lines += to_lines(element, without=left)
    end = site.end
    return lines[: next((n for n, line in enumerate(lines) if end and end.fullmatch(line)), len(lines))]


def _general_lines(text: str, root: HtmlElement, url: str | None) -> list[str]:
    from trafilatura import bare_extraction

    logger = logging.getLogger("trafilatura")
    if logger.level == logging.NOTSET:
        # It logs an error for each page without text, without saying which; the Issue says so with its place.
        logger.setLevel(logging.CRITICAL)
    try:
        found = bare_extraction(text, url=url, include_comments=False, include_tables=True, with_metadata=False)
    except Exception:  # a foreign parser on foreign input: whatever it trips over, the plain way is left
        found = None
    body = getattr(found, "body", None)
    lines = to_lines(body) if body is not None else []
    # From short pages trafilatura gives the words of the whole page in one line, headline and menus too.
    return lines if len(lines) > 1 else _plain_lines(root)


def _plain_lines(root: HtmlElement) -> list[str]:
    """The lines of the page, or of the only article in it, that are no headline, no menu and no link."""
    parts = root.xpath("//article") or root.xpath("//main") or root.xpath("//body")
    part = parts[0] if len(parts) == 1 else root
    left = part.xpath(
        ".//aside | .//footer | .//h1 | .//header[not(.//p)]"
        " | .//div[a and not(text()[normalize-space()]) and not(*[not(self::a or self::br)])]"
    )
    for element in part.iter("li", "p", "td", "h2", "h3", "h4"):
        words = len(element.text_content().strip())
        if words and sum(len(a.text_content()) for a in element.iter("a")) > 0.8 * words:
            left.append(element)
    return to_lines(part, without=left)


def _find_title(root: HtmlElement, site: Site | None, metas: Mapping[str, str]) -> str | None:
    if site:
        own = next((t for element in root.xpath(site.title) if (t := text_of(element))), None)
        if own:
            return own
    site_name = metas.get("og:site_name", "")
    headlines = [t for element in root.xpath("//h1") if (t := text_of(element))]
    titles = [" ".join((e.text or "").split()) for e in root.xpath("//head/title")]
    in_json = (node.get("headline") for node in json_ld(root))
    found = [
        *(h.strip() for h in in_json if isinstance(h, str)),
        _without_site(metas.get("og:title", ""), site_name),
        *(headlines if len(headlines) == 1 else []),
        *(_without_site(t, site_name) for t in titles),
    ]
    return next((" ".join(t.split()) for t in found if t), None)


def _without_site(title: str, site_name: str) -> str:
    """The title without the name of the site behind a dash or bar."""
    head, sign, tail = (
        part.strip() for part in title.rpartition(next((s for s in (" | ", " – ", " - ", " — ") if s in title), "\0"))
    )
    return head if sign and tail and tail.casefold() == site_name.casefold() else title.strip()


def _is_like(line: str, title: str) -> bool:
    """Whether a first line only repeats the headline."""
    a, b = line.casefold(), title.casefold()
    return a == b or (len(a) < 300 and SequenceMatcher(None, a, b, autojunk=False).ratio() > 0.95)


def _find_publisher(root: HtmlElement, site: Site | None, metas: Mapping[str, str], url: str | None) -> str | None:
    if site:
        return site.named(root) or site.publisher
    named: list[Any] = []
    for node in json_ld(root):
        publisher = node.get("publisher")
        named += [
            p.get("name") for p in (publisher if isinstance(publisher, list) else [publisher]) if isinstance(p, dict)
        ]
    named += [
        metas.get("og:site_name"),
        metas.get("dc.publisher"),
        metas.get("publisher"),
        metas.get("application-name"),
    ]
    host = re.match(r"https?://(?:www\.)?([^/:?#]+)", url or "", re.IGNORECASE)
    return next((n.strip() for n in named if isinstance(n, str) and n.strip()), host[1].lower() if host else None)
