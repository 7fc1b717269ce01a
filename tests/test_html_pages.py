"""Pages of HTML: the text that a reader sees, the headline, and the day that the page itself names."""

from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path

import pytest

from relgraph.records import Article, Issue
from relgraph.sources import Input, read_articles
from relgraph.sources.html_dates import written_day
from relgraph.sources.html_pages import HtmlPage
from relgraph.sources.html_sites import SITES, find_site
from relgraph.sources.html_text import decode_html, parse_html, to_lines

PAGES = Path(__file__).resolve().parents[1] / "data" / "pages"
SENTENCE = "<p>Norway recognised Fiji.</p>"


def read(page: str | bytes, name: str = "page.html", **given: str) -> tuple[list[Article], list[Issue]]:
    raw = page if isinstance(page, bytes) else page.encode()
    items = list(HtmlPage().read(Input(name=name, raw=raw, **given)))
    return [i for i in items if isinstance(i, Article)], [i for i in items if isinstance(i, Issue)]


def published(head: str, body: str = f"<h1>A</h1>{SENTENCE}") -> date | None:
    (article,), issues = read(f"<html><head>{head}</head><body>{body}</body></html>")
    assert [i.code for i in issues] == ([] if article.published else ["no-date"])
    return article.published


# --- layouts of sites


@pytest.mark.parametrize(
    ("name", "title", "day", "publisher", "first", "last"),
    [
        ("kcna-watch", "Friendship Society Receives Lao Guests", "2019-05-02", "Ministry of Foreign Affairs (EN)", "The society", "June 24 , 1974."),
        ("kcna", "Ambassador of Mongolia Presents Credentials", "2024-03-14", "KCNA", "Pyongyang, March 14", "-0-"),
        ("mfa-dprk", "Statement on Regional Cooperation", "2022-04-29", "Ministry of Foreign Affairs (EN)", "The DPRK", "since then."),
        ("asean", "Six Countries Accede to the Treaty", "2022-08-03", "ASEAN Secretariat", "PHNOM PENH", "followed."),
        ("state", "Meeting With the Foreign Minister of Norway", "2021-05-18", "U.S. Department of State", "The Secretary", "Arctic."),
        ("wikinews", "Fiji opens embassy in Jakarta", "2011-04-06", "Wikinews", "Fiji opened", "in 1974."),
        ("newspaper", "Laos and Viet Nam sign railway agreement", "2024-01-07", "Mekong Courier (sample)", "Laos and", "on Monday."),
    ],
)  # fmt: skip
def test_each_site_gives_its_article(name: str, title: str, day: str, publisher: str, first: str, last: str) -> None:
    """Menus, dates of other articles, of changes and of saving, teasers and footers stay outside."""
    if not PAGES.is_dir():
        pytest.skip("data/pages is not part of the package")
    items = list(read_articles([PAGES / f"{name}.html"]))
    (article,) = items
    assert isinstance(article, Article)
    layout = "html" if name == "newspaper" else f"html-{name}"
    assert (article.id, article.layout, article.title) == (name, layout, title)
    assert (str(article.published), article.publisher) == (day, publisher)
    assert article.text.startswith(first)
    assert article.text.endswith(last)


def test_every_site_has_a_sample_page() -> None:
    """A layout without a page would go untested."""
    if not PAGES.is_dir():
        pytest.skip("data/pages is not part of the package")
    assert {site.name for site in SITES} == {p.stem for p in PAGES.glob("*.html")} - {"newspaper"}


def test_a_signature_is_the_author_and_a_byline_is_not() -> None:
    """The author of an article is the body that makes the claims; a journalist is no such body."""
    if not PAGES.is_dir():
        pytest.skip("data/pages is not part of the package")
    authors = {a.id: a.author for a in read_articles([PAGES]) if isinstance(a, Article) and a.author}
    assert authors == {"kcna-watch": "Sample Friendship Society", "mfa-dprk": "Sample Association for Asia"}


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.state.gov/a", "state"),
        ("https://2009-2017.state.gov/a", "state"),
        ("HTTP://WWW.KCNA.KP:80/en", "kcna"),
        ("https://en.wikinews.org/wiki/A", "wikinews"),
        ("https://notasean.org/a", None),
        ("https://asean.org.example.com/a", None),
        ("https://example.org/?from=https://asean.org/", None),
        ("asean.org", None),
        (None, None),
    ],
)
def test_a_site_is_known_by_its_host_alone(url: str | None, name: str | None) -> None:
    """Another site may carry the name of a known one anywhere in its address."""
    site = find_site(url)
    assert (site.name if site else None) == name


def test_the_last_line_of_a_dispatch_gives_its_day() -> None:
    """Older pages of KCNA have no line with the time, but each ends with the Juche date: 1911 years less."""
    page = '<div class="content-wrapper"><p>Norway recognised Fiji. -0-</p><p>www.kcna.kp (Juche108.1.2.)</p></div>'
    (article,), _ = read(page, url="http://kcna.kp/en/a")
    assert (article.published, article.text) == (date(2019, 1, 2), "Norway recognised Fiji. -0-")


def test_a_page_of_a_known_site_in_an_unknown_layout_is_read_in_the_general_way() -> None:
    """Sites are rebuilt; then the layout finds nothing, and the page is one like others."""
    head = '<meta property="article:published_time" content="2024-05-06T01:02:03Z">'
    (article,), issues = read(
        f"<html><head>{head}</head><body><h1>A</h1>{SENTENCE}</body></html>", url="https://asean.org/a"
    )
    assert (article.title, article.text, article.published) == ("A", "Norway recognised Fiji.", date(2024, 5, 6))
    assert issues == []


# --- dates


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2024-05-06T23:30:00+09:00">',
        '<meta name="DC.date.issued" content="2024-05-06">',
        '<meta itemprop="datePublished" content="May 6, 2024">',
        '<meta name="pubdate" content="Mon, 06 May 2024 23:30:00 GMT">',
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2024-05-06T23:30:00+09:00"}</script>',
        '<script type="application/ld+json">[{"@graph": [{"@type": ["Article"], "datePublished": "2024-05-06"}]}]</script>',
        '<script type="application/ld+json">{"@type": "WebPage", "datePublished": "2024-01-01", "mainEntity": {"@type": "Article", "datePublished": "2024-05-06"}}</script>',
        '<script type="application/ld+json">no json</script><meta name="date" content="2024-05-06">',
        '<link rel="canonical" href="https://e.org/2024/05/06/a/">',
    ],
)
def test_the_head_of_a_page_tells_the_day(head: str) -> None:
    """As written there, without moving it into another time zone."""
    assert published(head) == date(2024, 5, 6)


@pytest.mark.parametrize(
    "line",
    [
        '<time datetime="2024-05-06">Monday</time>',
        "<time>6 May 2024</time>",
        '<span itemprop="datePublished" content="2024-05-06">Mon</span>',
        '<div class="news-date">Posted on: 6 May 2024</div>',
        '<p id="publish-date">Published 2024.05.06 10:30</p>',
    ],
)
def test_the_line_below_the_headline_tells_the_day(line: str) -> None:
    """Simple pages have no more than that."""
    assert published("", f"<article><h1>A</h1>{line}{SENTENCE}</article>") == date(2024, 5, 6)


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ('<meta property="article:modified_time" content="2024-05-06">', ""),
        ('<meta name="last-modified" content="2024-05-06">', ""),
        ('<script type="application/ld+json">{"@type": "Article", "dateModified": "2024-05-06"}</script>', ""),
        ('<script type="application/ld+json">{"@type": "Comment", "datePublished": "2024-05-06"}</script>', ""),
        ("", '<time class="updated" datetime="2024-05-06">6 May</time>'),
        ("", '<p class="date">On 6 May 2024 Laos opened an embassy.</p>'),
        ("", '<p class="date">05/06/2024</p>'),
        ("", '<p class="date">May 2024</p>'),
        ("", '<ul><li>Rain <time datetime="2024-05-06">6 May</time></li></ul>'),
        ("", '<aside><time datetime="2024-05-06">6 May</time></aside>'),
        ("", '<footer><p class="date">6 May 2024</p></footer>'),
        ("", '<time datetime="2024-05-06">a</time><time datetime="2024-05-07">b</time>'),
        ("", "<p>Copyright 2024-05-06</p>"),
        ('<link rel="canonical" href="https://e.org/2024/13/06/a/">', ""),
    ],
)
def test_a_day_of_something_else_is_not_the_day_of_publication(head: str, body: str) -> None:
    """Of a change, a comment, another article, an event in the text, or one of two: unknown is unknown."""
    assert published(head, f"<main><h1>A</h1>{SENTENCE}{body}</main>") is None


def test_the_day_of_saving_is_not_the_day_of_publication() -> None:
    """Browsers note it on top of the file, and many sites show the day of today above all pages."""
    page = (
        "<!DOCTYPE html><html><!--\n Page saved with SingleFile \n url: https://e.org/a \n saved date: Mon May 06 2024\n-->"
        f'<body><div class="top"><div class="date">6 May 2024</div></div><article><h1>A</h1>{SENTENCE}</article></body></html>'
    )
    (article,), issues = read(page)
    assert (article.published, article.url) == (None, "https://e.org/a")
    assert [(i.level, i.code) for i in issues] == [("warning", "no-date")]


@pytest.mark.parametrize(
    "text", ["6 May 2024 and then", "on the 6 May 2024", "2024-05-06 to 2024-05-09", "31 June 2024", ""]
)
def test_a_line_with_other_words_is_no_date(text: str) -> None:
    """A date in a sentence is of what the sentence tells."""
    assert written_day(text) is None


# --- text


def test_a_reader_sees_no_scripts_forms_and_hidden_parts() -> None:
    """What is not on the screen is not said by the article."""
    page = (
        f"<html><body><article><h1>A</h1>{SENTENCE}<script>document.write('Laos')</script><p hidden>Laos</p>"
        '<p style="display: none">Laos</p><noscript>Laos</noscript><template><p>Laos</p></template>'
        '<svg><title>Laos</title></svg><!-- Laos --><p onclick="Laos()">Fiji thanked Norway.</p></article></body></html>'
    )
    (article,), _ = read(page)
    assert article.text == "Norway recognised Fiji.\nFiji thanked Norway."


def test_lines_are_paragraphs_items_rows_and_breaks() -> None:
    """A sentence must not run on into the next paragraph, nor break where only the markup has a line."""
    markup = (
        "<div>One<p>Two <b>words</b>\n more&nbsp;x</p><ul><li>Three</li><li>Four</li></ul>Five<br>Six"
        "<table><tr><td>a</td><td> b </td></tr></table>Comrade<b>Kim</b>to</div>"
    )
    root = parse_html(markup)
    assert root is not None
    assert to_lines(root) == ["One", "Two words more x", "Three", "Four", "Five", "Six", "a | b", "ComradeKimto"]


@pytest.mark.parametrize(
    "page",
    [
        "<div></div>",
        "<html><body><div id=app></div><script>fill()</script></body></html>",
        "<html><body><h1>News</h1><ul>"
        + "".join(f'<li><a href="/{n}">Headline {n}</a></li>' for n in range(9))
        + "</ul></body></html>",
    ],
)
def test_a_page_without_an_article_says_so(page: str, caplog: pytest.LogCaptureFixture) -> None:
    """Lists of headlines and empty frames are saved by mistake. It is said once, and not by the library again."""
    articles, issues = read(page)
    assert articles == []
    assert caplog.records == []
    assert [(i.level, i.code) for i in issues] == [("error", "no-text")]


def test_words_without_markup_are_no_page() -> None:
    """A text under the wrong ending; the message names the way out."""
    _, issues = read("The minister left.")
    assert issues[0].code == "no-html"
    assert "--source" in issues[0].message


def test_a_page_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its tree would take many times its size."""
    monkeypatch.setattr("relgraph.sources.html_pages._LARGEST", 100)
    articles, issues = read("<p>" + "a" * 200)
    assert (articles, [i.code for i in issues]) == ([], ["too-large"])


def test_the_index_of_a_folder_is_named_by_its_address() -> None:
    """A mirrored site is full of index.html."""
    link = '<link rel="canonical" href="https://e.org/{}/">'
    first = read(link.format("a") + SENTENCE, "x/index.html")[0][0].id
    second = read(link.format("b") + SENTENCE, "y/index.html")[0][0].id
    assert first != second
    assert first.startswith("url-")
    assert read(link.format("a") + SENTENCE, "x/visit.html")[0][0].id == "visit"


# --- encodings


@pytest.mark.parametrize(
    ("raw", "charset", "text"),
    [
        ("é".encode(), None, "é"),
        (b'<meta charset="iso-8859-1">\x93\xe9\x94', None, "“é”"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=EUC-KR">한'.encode("cp949"), None, "한"),
        ("<meta charset=gb2312>国".encode("gb18030"), None, "国"),
        ("<meta charset=windows-1251>Я".encode("cp1251"), None, "Я"),
        ("Я".encode("koi8-r"), "KOI8-R", "Я"),
        ("<meta charset=utf-8>é".encode("utf-16"), None, "é"),
        (b"\xef\xbb\xbf<meta charset=latin1>\xc3\xa9", None, "é"),
        ('<?xml version="1.0" encoding="Shift_JIS"?>日'.encode("cp932"), None, "日"),
        (b"<meta charset=utf-16>e", None, "e"),
        (b"<meta charset=unicode_escape>\\u0041", None, "\\u0041"),
        (b"<meta charset=no-such-code>e", None, "e"),
    ],
)
def test_the_declared_encoding_is_used(raw: bytes, charset: str | None, text: str) -> None:
    """Byte order mark, then the server, then the page; as browsers take the labels, and no others."""
    decoded, problem = decode_html(raw, charset)
    assert decoded is not None
    assert decoded.endswith(text)
    assert problem is None


@pytest.mark.parametrize("raw", [b"<p>caf\xe9", b"<meta charset=utf-8><p>caf\xe9"])
def test_a_wrong_encoding_is_a_warning(raw: bytes) -> None:
    """Names with a broken letter are not found; the reader must learn why."""
    articles, issues = read(raw)
    assert len(articles) == 1
    assert ("warning", "encoding") in [(i.level, i.code) for i in issues]


def test_nul_bytes_are_no_page() -> None:
    """A picture under the wrong ending."""
    articles, issues = read(gzip.compress(b"<p>Norway</p>") + b"\0")
    assert (articles, [(i.level, i.code) for i in issues]) == ([], [("error", "binary")])
