"""The places of title, date and text on the pages of a few sites, where the general way misses or confuses them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from relgraph.sources.fields import make_day
from relgraph.sources.html_dates import written_day
from relgraph.sources.html_text import text_of, to_lines
from relgraph.sources.kcna_watch import HEADER

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["SITES", "Site", "find_site"]


def _has_class(*names: str) -> str:
    """The XPath condition for an element of one of these classes."""
    return " or ".join(f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')" for name in names)


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Where the parts of an article stand on the pages of one site; what is not found is sought in the general way."""

    name: str
    """Also the layout of its articles, after ``html-``."""
    hosts: tuple[str, ...]
    publisher: str
    title: str
    """XPath of the headline; the first that has words counts."""
    body: str
    """XPath of the elements that hold the text; the outermost of each branch are read in their order."""
    leave: str = ""
    """XPath, within the body, of what is not part of the text."""
    date: Callable[[HtmlElement], date | None]
    named: Callable[[HtmlElement], str | None] = lambda root: None
    """The publisher that the page itself names."""
    signed: bool = False
    """A short last line names the body that signed the text."""
    end: re.Pattern[str] | None = None
    """A line with which something else than the text begins."""


def find_site(url: str | None) -> Site | None:
    """The site of an address, if it is one of those known here."""
    host = re.match(r"[a-z]+://(?:[^/@]*@)?([^/:?#]+)", url or "", re.IGNORECASE)
    if host is None:
        return None
    name = host[1].lower()
    return next((s for s in SITES if any(name == h or name.endswith("." + h) for h in s.hosts)), None)


def _first_day(path: str) -> Callable[[HtmlElement], date | None]:
    def find(root: HtmlElement) -> date | None:
        days = (written_day(text_of(element)) for element in root.xpath(path))
        return next((day for day in days if day), None)

    return find


def _watch_line(root: HtmlElement) -> re.Match[str] | None:
    """The line ``Date: DD/MM/YYYY | Source: NAME | ...`` below the headline."""
    found = (HEADER.fullmatch(line) for line in to_lines(root))
    return next((m for m in found if m), None)


def _watch_day(root: HtmlElement) -> date | None:
    line = _watch_line(root)
    return make_day(line["year"], int(line["month"]), line["day"]) if line else None


def _watch_source(root: HtmlElement) -> str | None:
    line = _watch_line(root)
    return line["source"] if line else None


_JUCHE = re.compile(
    r"(?:www\.)?kcna\.kp\s*\(\s*Juche\s?(\d{2,3})\s?\.\s?(\d{1,2})\s?\.\s?(\d{1,2})\s?\.?\s*\)\s*", re.IGNORECASE
)
"""The last line of a dispatch. Juche 1 is 1912."""


def _kcna_day(root: HtmlElement) -> date | None:
    # The lists of other dispatches on the page have such times too.
    path = f"//*[{_has_class('publish-time')}][not(ancestor::li)]"
    if day := _first_day(path)(root):
        return day
    found = next((m for line in to_lines(root) if (m := _JUCHE.fullmatch(line))), None)
    return make_day(str(int(found[1]) + 1911), int(found[2]), found[3]) if found else None


_WEEKDAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, \w+ \d{1,2}, \d{4}")


def _wikinews_day(root: HtmlElement) -> date | None:
    for element in root.xpath("//*[@id='publishDate']"):
        if day := written_day(element.get("title") or "") or written_day(text_of(element)):
            return day
    # The line before the first sentence; not the footer, which tells the last edit.
    for element in root.xpath(f"//div[{_has_class('mw-parser-output')}]//p")[:3]:
        line = text_of(element)
        if _WEEKDAY.fullmatch(line):
            return written_day(line)
    return None


SITES = (
    Site(
        name="kcna-watch",
        hosts=("kcnawatch.org", "kcnawatch.co"),
        publisher="KCNA Watch",
        title=f"//h1[{_has_class('article-headline', 'entry-title', 'post-title')}] | //h1",
        body=f"//div[{_has_class('article-content', 'entry-content')}]",
        leave=f".//*[{_has_class('article-desc', 'article-share', 'sharedaddy', 'more-articles', 'related-articles')}]",
        date=_watch_day,
        named=_watch_source,
        signed=True,
        end=re.compile(r"More From\s+.+"),
    ),
    Site(
        name="kcna",
        hosts=("kcna.kp",),
        publisher="KCNA",
        title=f"//*[{_has_class('article-main-title')}] | //h1",
        body=f"//div[{_has_class('content-wrapper')}]",
        leave=f".//*[{_has_class('publish-time', 'article-main-title', 'article-link', 'media-icon')}]",
        date=_kcna_day,
        end=_JUCHE,
    ),
    Site(
        name="mfa-dprk",
        hosts=("mfa.gov.kp",),
        publisher="Ministry of Foreign Affairs (EN)",
        title=f"//h1 | //*[{_has_class('article-title', 'view-title', 'title')}][self::h2 or self::h3 or self::div]",
        body=f"//div[{_has_class('article-content', 'view-content', 'entry-content')}]",
        leave=f".//*[{_has_class('article-date', 'view-date', 'date', 'share')}]",
        date=_first_day(f"//*[{_has_class('article-date', 'view-date', 'date', 'press_date')}][not(ancestor::li)]"),
        signed=True,
    ),
    Site(
        name="asean",
        hosts=("asean.org",),
        publisher="ASEAN Secretariat",
        title=f"//h1[{_has_class('elementor-heading-title', 'entry-title')}] | //h1",
        body=f"//div[{_has_class('elementor-widget-theme-post-content', 'entry-content')}]",
        leave=f".//*[{_has_class('sharedaddy', 'elementor-share-buttons', 'jp-relatedposts')}]",
        date=_first_day(
            f"//*[{_has_class('elementor-post-info__item--type-date', 'entry-date')}][not(ancestor::article[ancestor::div[{_has_class('elementor-posts')}]])]"
        ),
    ),
    Site(
        name="state",
        hosts=("state.gov",),
        publisher="U.S. Department of State",
        title=f"//h1[{_has_class('featured-content__headline')}] | //*[@id='content']//h1 | //h1",
        body=f"//div[{_has_class('entry-content')}] | //div[@id='centerblock']",
        leave=f".//*[{_has_class('related-tags', 'article-meta', 'officialcontent-share')} or @id='date_long']",
        # The second one is of the archived pages of 2009 to 2017.
        date=_first_day(f"//*[{_has_class('article-meta__publish-date')}] | //*[@id='date_long']"),
    ),
    Site(
        name="wikinews",
        hosts=("wikinews.org",),
        publisher="Wikinews",
        title="//*[@id='firstHeading']",
        body=f"//div[{_has_class('mw-parser-output')}]",
        leave=(
            f".//*[{_has_class('infobox', 'thumb', 'reference', 'mw-editsection', 'noprint', 'metadata', 'navbox', 'toc')}"
            " or @id='publishDate' or self::table or self::figure]"
        ),
        date=_wikinews_day,
        end=re.compile(
            r"Sources?|Related news|Related articles|External links?|Sister links|References|Have an opinion on this story\?.*"
        ),
    ),
)
