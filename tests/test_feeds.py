"""Feeds of RSS and Atom: text, day and address of each entry, and whether its text breaks off."""

from __future__ import annotations

from datetime import date

import pytest

from relgraph.records import Article, Issue
from relgraph.sources import Input
from relgraph.sources.feeds import Feed

TEXT = "Norway recognised Fiji."
DAY = "<pubDate>Mon, 06 May 2024 23:30:00 +0900</pubDate>"
CONTENT = "http://purl.org/rss/1.0/modules/content/"


def read(raw: str | bytes) -> tuple[list[Article], list[Issue]]:
    items = list(Feed().read(Input(name="f.xml", raw=raw if isinstance(raw, bytes) else raw.encode())))
    return [i for i in items if isinstance(i, Article)], [i for i in items if isinstance(i, Issue)]


def rss(*items: str, head: str = "<title>Courier</title>") -> str:
    namespaces = f'xmlns:content="{CONTENT}" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    listed = "".join(f"<item>{item}</item>" for item in items)
    return f'<?xml version="1.0"?><rss version="2.0" {namespaces}><channel>{head}{listed}</channel></rss>'


def described(words: str, more: str = DAY) -> Article:
    (article,), _ = read(rss(f"<link>https://e.org/1</link>{more}<description><![CDATA[{words}]]></description>"))
    return article


def test_an_entry_gives_all_fields() -> None:
    """The content and not the summary; the day as written, not as in Greenwich."""
    markup = "<p>Norway recognised <b>Fiji</b>.</p><p>Laos &amp; Tonga did so, too.</p><script>x()</script>"
    item = (
        f"<title>A &amp;amp; B</title><link>https://e.org/1</link>{DAY}<description>Short...</description>"
        f"<content:encoded><![CDATA[{markup}]]></content:encoded>"
    )
    (article,), issues = read(rss(item, head="<title>Courier</title><language>en-gb</language>"))
    assert issues == []
    assert article == Article(
        id=article.id,
        title="A & B",
        text="Norway recognised Fiji.\nLaos & Tonga did so, too.",
        url="https://e.org/1",
        published=date(2024, 5, 6),
        publisher="Courier",
        language="en-gb",
        layout="feed",
    )
    assert article.id.startswith("url-")


def test_an_entry_of_atom_is_read() -> None:
    """The day on which it was published, not that of its last change."""
    raw = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>S</title><updated>2024-05-09T00:00:00Z</updated>'
        f'<entry><id>tag:e.org,2024:1</id><title type="html">A</title><link href="https://e.org/1"/><published>2024-05-06T23:30:00+09:00</published><updated>2024-05-08T00:00:00Z</updated><content type="html">&lt;p&gt;{TEXT}&lt;/p&gt;</content></entry>'
        f'<entry><id>tag:e.org,2024:2</id><title>B</title><updated>2024-05-08T00:00:00Z</updated><summary>{TEXT}</summary></entry></feed>'
    )  # fmt: skip
    (first, second), issues = read(raw)
    assert (first.text, first.published, first.url) == (TEXT, date(2024, 5, 6), "https://e.org/1")
    assert (second.published, second.url) == (None, None)
    assert [(i.code, i.where) for i in issues] == [("no-date", "f.xml: entry 2")]


def test_an_entry_of_rss_1_is_read() -> None:
    """It has only ``dc:date``."""
    raw = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://e.org"><title>S</title></channel>'
        '<item rdf:about="https://e.org/1"><title>A</title><link>https://e.org/1</link>'
        f"<description>{TEXT}</description><dc:date>2024-05-06T23:30:00+09:00</dc:date></item></rdf:RDF>"
    )
    (article,), issues = read(raw)
    assert (article.text, article.published, issues) == (TEXT, date(2024, 5, 6), [])


@pytest.mark.parametrize(
    "words",
    [
        "Norway recognised Fiji and...",
        "Norway recognised Fiji and …",
        "Norway recognised Fiji and [&#8230;]",
        "Norway recognised Fiji and [...]",
        "Norway recognised Fiji and",
        "<p>Norway recognised Fiji… <a href='https://e.org/1'>Read more</a></p>",
        "<p>Norway recognised Fiji and &hellip;</p><p>Continue reading →</p>",
    ],
)
def test_a_summary_that_is_cut_off_is_truncated(words: str) -> None:
    """What is missing is not guessed, so the reader of the text must know that something is."""
    assert described(words).truncated


@pytest.mark.parametrize(
    "words",
    [
        TEXT,
        "He told them to read more.",
        "He asked: “Who recognised Fiji?”",
        "Norway recognised Fiji (again)",
        "Fiji won. -0-",
    ],
)
def test_a_whole_summary_is_not_truncated(words: str) -> None:
    """Many feeds carry short notes whole."""
    assert not described(words).truncated


@pytest.mark.parametrize("sign", [" [...]", " […]", "…", " ...", " Read more", " Continue reading", " (more...)"])
def test_a_content_that_is_cut_off_is_truncated(sign: str) -> None:
    """Behind the end of a sentence, too, and where the feed calls the beginning the content."""
    content = f"<content:encoded><![CDATA[Norway recognised Fiji.{sign}]]></content:encoded>"
    (article,), _ = read(rss(f"<link>https://e.org/1</link>{DAY}{content}"))
    assert article.truncated


@pytest.mark.parametrize("link", [" Read more", " Read more »", " Continue reading “Fiji”", "</p><p>Read more"])
def test_the_link_to_the_whole_text_is_no_text(link: str) -> None:
    """The sentence before it is the one that breaks off, and whose missing words are not guessed."""
    article = described(f"<p>Norway recognised Fiji and…{link}</p>")
    assert (article.text, article.truncated) == ("Norway recognised Fiji and…", True)


def test_the_last_line_of_wordpress_is_no_text() -> None:
    """It stands below every entry of most feeds and says nothing of the event."""
    line = 'The post <a href="https://e.org/1">Visit</a> appeared first on <a href="https://e.org">Courier</a>.'
    assert described(f"<p>{TEXT}</p><p>{line}</p>").text == TEXT


@pytest.mark.parametrize(
    "more", ["", "<pubDate></pubDate>", "<pubDate>soon</pubDate>", "<pubDate>05/06/2024</pubDate>"]
)
def test_an_entry_without_a_day_has_none(more: str) -> None:
    """The day on which the feed was made is not the day of each entry."""
    head = f"<title>C</title>{DAY}<lastBuildDate>Mon, 06 May 2024 23:30:00 +0900</lastBuildDate>"
    (article,), (problem,) = read(
        rss(f"<link>https://e.org/1</link><description>{TEXT}</description>{more}", head=head)
    )
    assert article.published is None
    assert (problem.level, problem.code) == ("warning", "bad-date" if more and "><" not in more else "no-date")


def test_an_entry_without_text_is_an_issue() -> None:
    """A title alone is a headline and no article."""
    articles, issues = read(
        rss("<title>A</title><link>https://e.org/1</link>", f"<description>{TEXT}</description>{DAY}")
    )
    assert len(articles) == 1
    assert [(i.code, i.where) for i in issues] == [("no-text", "f.xml: entry 1")]


def test_an_id_comes_from_the_address_or_else_from_the_entry() -> None:
    """The same entry in the feed of tomorrow is the same article."""
    with_link = f"<link>https://e.org/1</link><guid isPermaLink='false'>g1</guid><description>{TEXT}</description>{DAY}"
    with_guid = f"<guid isPermaLink='false'>g1</guid><description>{TEXT}</description>{DAY}"
    bare = f"<description>{TEXT}</description>{DAY}"
    ids = [a.id for a in read(rss(with_link, with_guid, bare))[0]]
    assert len(set(ids)) == 3
    assert ids == [a.id for item in (with_link, with_guid, bare) for a in read(rss(item))[0]]


def test_a_feed_that_breaks_off_gives_its_first_entries() -> None:
    """The download was interrupted; two of three entries are whole."""
    items = [f"<link>https://e.org/{n}</link>{DAY}<description>{TEXT}</description>" for n in range(3)]
    whole = rss(*items)
    articles, issues = read(whole[: whole.index("https://e.org/2")])
    assert [a.url for a in articles][:2] == ["https://e.org/0", "https://e.org/1"]
    assert issues[0].code == "broken-feed"


@pytest.mark.parametrize("raw", ["hello", "<html><body>x</body></html>", "<opml><body/></opml>", "{}"])
def test_other_files_are_no_feed(raw: str) -> None:
    """XML is much; the message names the way out."""
    articles, issues = read(raw)
    assert articles == []
    assert [(i.level, i.code) for i in issues] == [("error", "no-feed")]


def test_a_feed_without_entries_says_so() -> None:
    """An empty feed is seldom what somebody wanted."""
    assert [i.code for i in read(rss())[1]] == ["empty-file"]


def test_a_feed_in_another_encoding_is_read() -> None:
    """As its first line declares it."""
    raw = rss(f"<link>https://e.org/1</link>{DAY}<description>Café in Liège.</description>").replace(
        '"1.0"?', '"1.0" encoding="iso-8859-1"?'
    )
    (article,), issues = read(raw.encode("latin-1"))
    assert (article.text, issues) == ("Café in Liège.", [])
