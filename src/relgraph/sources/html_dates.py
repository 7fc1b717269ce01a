"""The day on which a page says that its article was published.

Only what the page calls so counts: no day of a change, of a copyright, of saving, and no day in the text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from relgraph.sources.fields import parse_published
from relgraph.sources.html_text import text_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["find_published", "json_ld", "meta", "written_day"]

_META_DATES = (
    *("article:published_time", "og:article:published_time", "og:published_time", "article:published"),
    *("datepublished", "date.published", "publish-date", "publish_date", "publishdate", "publication_date"),
    *(
        "published_time",
        "pubdate",
        "parsely-pub-date",
        "sailthru.date",
        "citation_publication_date",
        "cxenseparse:recs:publishtime",
    ),
    *("dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date", "dc.date.created", "dcterms.created", "date"),
)
"""Names of meta elements in small letters, the plainest first. None of them is of a change."""
_ARTICLES = re.compile(r"(?:.*Article|BlogPosting|Report|.*Posting|Statement)")
_LABEL = re.compile(
    r"(?:date|dated|published|publication date|posted|issued|release date)(?:\s+(?:on|at))?\s*:?\s*", re.IGNORECASE
)
_CHANGED = re.compile(r"modif|updat|chang|edit|revis|comment|copyright", re.IGNORECASE)
_DATED = re.compile(
    r"(?:^|[-_ ])(?:date|time|datetime|published|pubdate|posted)(?:$|[-_ ])|publish|postdate|newsdate", re.IGNORECASE
)
_APART = ("nav", "aside", "footer", "li")
"""Elements in which the days of other articles stand."""
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)/(\d\d)/(\d\d)/")


def meta(root: HtmlElement) -> dict[str, str]:
    """The contents of the meta elements by name, property or itemprop in small letters; the first of a name counts."""
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        content = (element.get("content") or "").strip()
        for attribute in ("name", "property", "itemprop"):
            name = (element.get(attribute) or "").strip().lower()
            if name and content:
                found.setdefault(name, content)
    return found


def json_ld(root: HtmlElement) -> list[dict[str, Any]]:
    """The objects of the JSON-LD of a page that have a type, articles first; what is no JSON is passed over."""
    nodes: list[dict[str, Any]] = []
    for element in root.iter("script"):
        if (element.get("type") or "").strip().lower() != "application/ld+json":
            continue
        try:
            content = json.loads((element.text or "").strip().removeprefix("<!--").removesuffix("-->"), strict=False)
        except (ValueError, RecursionError):
            continue
        todo = [content]
        while todo:
            value = todo.pop(0)
            if isinstance(value, list):
                todo = value + todo
            elif isinstance(value, dict):
                if _types(value):
                    nodes.append(value)
                todo = [value[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in value] + todo
    return sorted(nodes, key=lambda node: not any(_ARTICLES.fullmatch(t) for t in _types(node)))


def _types(node: dict[str, Any]) -> list[str]:
    types = node.get("@type")
    return [t for t in (types if isinstance(types, list) else [types]) if isinstance(t, str)]


def find_published(root: HtmlElement, url: str | None) -> date | None:
    """The day of publication: by JSON-LD, meta elements, microdata, the line below the headline, or the address.

    Where a line could be of several articles it must be in the same part of the page as the headline, and all such
    lines must name one day.
    """
    for node in json_ld(root):
        # A page may also describe its comments, reviews and other articles.
        if any(_ARTICLES.fullmatch(t) or t == "WebPage" for t in _types(node)) and (
            day := _day(node.get("datePublished"))
        ):
            return day
    metas = meta(root)
    for name in _META_DATES:
        if day := _day(metas.get(name)):
            return day
    marked = root.xpath("//*[@itemprop='datePublished' or @property='datePublished' or @pubdate]")
    for element in marked:
        if day := _day_of(element):
            return day
    for found in (_times(root), _dated(root)):
        days = {day for element in found if (day := _day_of(element))}
        if len(days) == 1:
            return days.pop()
    in_address = _IN_ADDRESS.search(url or "")
    return _day("-".join(in_address.groups())) if in_address else None


def _day(value: object) -> date | None:
    return written_day(value) if isinstance(value, str) else None


def written_day(text: str) -> date | None:
    """The day of a line that holds a date and no other words than ``Published on`` and the like."""
    text = " ".join(text.split())
    return parse_published(text) or parse_published(_LABEL.sub("", text, count=1))


def _day_of(element: HtmlElement) -> date | None:
    for attribute in ("datetime", "content", "title"):
        if day := _day(element.get(attribute)):
            return day
    text = text_of(element)
    return written_day(text) if len(text) < 80 else None


def _part_of_headline(root: HtmlElement) -> HtmlElement | None:
    """The part of the page around its headline: an article, main, or the third element above it."""
    headlines = root.xpath("//h1") or root.xpath("//h2")
    if len(headlines) != 1:
        articles = root.xpath("//article") or root.xpath("//main")
        return articles[0] if len(articles) == 1 else None
    part: HtmlElement | None = None
    for height, element in enumerate(headlines[0].iterancestors()):
        if element.tag in ("html", "body") or height == 3:
            break
        part = element
        if element.tag in ("article", "main"):
            break
    return part


def _near(root: HtmlElement, path: str) -> Iterator[HtmlElement]:
    part = _part_of_headline(root)
    if part is None:
        return
    for element in part.xpath(path):
        names = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('itemprop') or ''}"
        if _CHANGED.search(names) or any(a.tag in _APART for a in element.iterancestors() if a is not part):
            continue
        yield element


def _times(root: HtmlElement) -> list[HtmlElement]:
    return list(_near(root, ".//time"))


def _dated(root: HtmlElement) -> list[HtmlElement]:
    path = ".//*[@class or @id][not(self::a)]"
    return [e for e in _near(root, path) if _DATED.search(f"{e.get('class') or ''} {e.get('id') or ''}")]
