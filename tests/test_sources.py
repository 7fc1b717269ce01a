"""Files, folders and standard input become articles; what cannot be read becomes an Issue with its place."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import date
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relgraph.errors import SourceError
from relgraph.records import Article, Issue
from relgraph.sources import Input, load_sources, plugins, read_articles
from relgraph.sources.jsonl import JsonLines
from relgraph.sources.kcna_watch import KcnaWatch
from relgraph.sources.plain import PlainText

PAGE = """Foreign Minister Meets Envoy
Date: 05/03/2021 | Source: Example Agency (EN) | Read original version at source

The foreign minister met the ambassador on March 4.
They talked for an hour .
Friendship Society of Example
More From Example Agency (EN)
A delegation left here on Monday to attend a
March 2, 2021
A delegation left here on Monday to attend a
The ambassador laid a wreath before
Mar. 1, 2021
The ambassador laid a wreath before
"""
UPPER_HALF = PAGE.split("More From", maxsplit=1)[0]


def read(path: Path | str, source: str | None = None) -> tuple[list[Article], list[Issue]]:
    items = list(read_articles([path], source=source))
    return [a for a in items if isinstance(a, Article)], [i for i in items if isinstance(i, Issue)]


def write(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


# --- pages of KCNA Watch


def test_a_page_gives_its_article_and_then_its_teasers(tmp_path: Path) -> None:
    """The page and each teaser are texts of their own, so that each is read with its own date."""
    articles, issues = read(write(tmp_path, "envoy-2021.txt", PAGE))
    assert [a.id for a in articles] == ["envoy-2021", "envoy-2021-t01", "envoy-2021-t02"]
    page, teaser = articles[0], articles[1]
    assert (page.title, page.publisher, page.published, page.author, page.layout, page.truncated) == (
        "Foreign Minister Meets Envoy",
        "Example Agency (EN)",
        date(2021, 3, 5),
        "Friendship Society of Example",
        "kcna-watch",
        False,
    )
    assert page.text == "The foreign minister met the ambassador on March 4.\nThey talked for an hour ."
    assert (teaser.text, teaser.published, teaser.publisher) == (
        "A delegation left here on Monday to attend a",
        date(2021, 3, 2),
        "Example Agency (EN)",
    )
    assert (teaser.layout, teaser.truncated, teaser.page) == ("kcna-watch-teaser", True, "envoy-2021")
    assert articles[2].published == date(2021, 3, 1)
    assert issues == []


def test_the_seed_page_has_one_article_and_twenty_teasers(shared: Path) -> None:
    """The page that the project began with: its date, its signature, its twenty teasers, and nothing lost."""
    path = shared / "seed" / "asean-committee-2022-04-29.txt"
    articles, issues = read(path)
    raw = path.read_text(encoding="utf-8")
    assert not issues
    assert len(articles) == 21
    assert all(a.text in raw for a in articles)
    assert (articles[0].published, articles[0].author) == (date(2022, 4, 29), "Korea-Asia Association")
    assert articles[0].publisher == articles[20].publisher == "Ministry of Foreign Affairs (EN)"
    days = [a.published for a in articles[1:] if a.published]
    assert len(days) == 20
    assert days == sorted(days, reverse=True)
    assert (days[0], days[-1]) == (date(2026, 2, 17), date(2026, 2, 11))


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_the_text_of_a_page_stands_in_the_file_character_by_character(tmp_path: Path, line_end: str) -> None:
    """Offsets of evidence count in this text, so nothing in it may be repaired here."""
    raw = PAGE.replace("\n", line_end)
    articles, _ = read(write(tmp_path, "page.txt", raw))
    assert all(a.text in raw for a in articles)
    assert articles[0].text.endswith("hour .")


def test_a_sentence_without_a_full_stop_is_not_a_signature(tmp_path: Path) -> None:
    """A page that was cut off must not lose its last words to the field of the author."""
    text = UPPER_HALF.replace("Friendship Society of Example", "The delegation was led by")
    articles, _ = read(write(tmp_path, "page.txt", text))
    assert articles[0].text.endswith("The delegation was led by")
    assert articles[0].author is None


def test_a_teaser_that_is_printed_once_is_read(tmp_path: Path) -> None:
    """Some copies of a page lose the second print; the line before the date is the teaser all the same."""
    text = UPPER_HALF + "More From X\nThe envoy left for\nMarch 2, 2021\nThe envoy came to\nMarch 1, 2021\n"
    articles, issues = read(write(tmp_path, "page.txt", text))
    assert [(a.text, a.published) for a in articles[1:]] == [
        ("The envoy left for", date(2021, 3, 2)),
        ("The envoy came to", date(2021, 3, 1)),
    ]
    assert not issues


def test_a_teaser_of_two_lines_is_one_text(tmp_path: Path) -> None:
    """The second print shows where the first one began."""
    teaser = "First line of it\nsecond line of it"
    text = UPPER_HALF + f"More From X\n{teaser}\nMarch 2, 2021\n{teaser}\n"
    articles, _ = read(write(tmp_path, "page.txt", text))
    assert articles[1].text == teaser


def test_a_date_that_does_not_exist_is_no_date(tmp_path: Path) -> None:
    """31 February is a slip; the article is kept and the date is unknown rather than moved."""
    articles, issues = read(write(tmp_path, "page.txt", PAGE.replace("05/03/2021", "31/02/2021")))
    assert articles[0].published is None
    assert issues[0].where.endswith("page.txt:2")
    assert "31/02/2021" in issues[0].message


def test_a_front_matter_may_stand_before_a_page(tmp_path: Path) -> None:
    """The page itself has no address and no id; who saved it can add them."""
    articles, _ = read(write(tmp_path, "page.txt", "---\nid: p1\nurl: https://example.org/p1\n---\n" + PAGE))
    assert [(a.id, a.url) for a in articles[:2]] == [("p1", "https://example.org/p1"), ("p1-t01", None)]


@given(st.lists(st.text(alphabet="ab .\n", min_size=1).map(str.strip).filter(bool), min_size=1, max_size=5))
def test_every_teaser_is_found_whatever_it_says(teasers: list[str]) -> None:
    """Each block that is printed twice around a date is one teaser, in the order of the page."""
    teasers = ["\n".join(line.strip() for line in t.split("\n") if line.strip()) for t in teasers]
    more = "".join(f"{t}\nMarch 2, 2021\n{t}\n" for t in teasers)
    items = list(KcnaWatch().read_text("p.txt", f"T\nDate: 05/03/2021 | Source: X\nBody.\nMore From X\n{more}"))
    assert [a.text for a in items if isinstance(a, Article)] == ["Body.", *teasers]


# --- JSON lines


def jsonl(*records: object) -> str:
    return "".join((r if isinstance(r, str) else json.dumps(r)) + "\n" for r in records)


def test_a_broken_line_does_not_stop_the_others(tmp_path: Path) -> None:
    """One bad article of a thousand costs one article, and its line is named."""
    good = {"id": "a", "text": "One."}
    path = write(
        tmp_path, "a.jsonl", jsonl(good, '{"id": "b", "text": ', {"id": "c", "title": "no text"}, {**good, "id": "d"})
    )
    articles, issues = read(path)
    assert [a.id for a in articles] == ["a", "d"]
    assert [(i.where, i.level) for i in issues] == [(f"{path}:2", "error"), (f"{path}:3", "error")]
    assert issues[1].message == "no 'text'"


def test_a_line_gives_all_fields(tmp_path: Path) -> None:
    """The six keys of the format, with a date and time cut to its day as written."""
    record = {
        "id": "a/1",
        "url": "https://example.org/1",
        "title": "T",
        "published": "2024-05-01T23:00:00+09:00",
        "publisher": "P",
        "text": " One.\r\nTwo. ",
    }
    articles, issues = read(write(tmp_path, "a.jsonl", jsonl({**record, "licence": "CC0", "source": "Q"})))
    expected = Article(
        id="a/1",
        url="https://example.org/1",
        title="T",
        published=date(2024, 5, 1),
        publisher="P",
        text=" One.\r\nTwo. ",
        layout="jsonl",
    )
    assert (articles, issues) == ([expected], [])


def test_the_source_is_the_publisher_where_none_is_given(tmp_path: Path) -> None:
    """Corpora in the wild call the publisher ``source``."""
    articles, _ = read(write(tmp_path, "a.jsonl", jsonl({"id": "a", "text": "One.", "source": "Agency"})))
    assert articles[0].publisher == "Agency"


@pytest.mark.parametrize("extra", [{}, {"published": None}, {"published": ""}])
def test_a_text_without_a_date_is_read(tmp_path: Path, extra: dict[str, object]) -> None:
    """An unknown date is unknown; it is not today and not an error."""
    articles, issues = read(write(tmp_path, "a.jsonl", jsonl({"id": "a", "text": "One.", **extra})))
    assert (articles[0].published, issues) == (None, [])


@pytest.mark.parametrize("value", ["May 2024", "2024-05", "01/02/2024", 20240501, ["2024-05-01"]])
def test_a_date_that_is_not_iso_is_a_warning(tmp_path: Path, value: object) -> None:
    """01/02/2024 is two dates in two countries; none of them is guessed."""
    articles, issues = read(write(tmp_path, "a.jsonl", jsonl({"id": "a", "text": "One.", "published": value})))
    assert articles[0].published is None
    assert [(i.code, i.level) for i in issues] == [("bad-date", "warning")]


def test_a_slip_in_a_key_is_pointed_out(tmp_path: Path) -> None:
    """``publised`` would cost every date of the corpus in silence."""
    articles, issues = read(write(tmp_path, "a.jsonl", jsonl({"id": "a", "text": "One.", "publised": "2024-05-01"})))
    assert len(articles) == 1
    assert issues[0].message == "no key 'publised'. Did you mean published?"


def test_a_text_under_another_name_is_pointed_out(tmp_path: Path) -> None:
    """Most foreign corpora fail at this key; the message says the cure."""
    _, issues = read(write(tmp_path, "a.jsonl", jsonl({"id": "a", "body": "One."})))
    assert issues[0].message == "no 'text'; rename 'body' to 'text'"


def test_without_an_id_the_address_makes_one(tmp_path: Path) -> None:
    """The same address gives the same id in every file and on every day; without either there is no identity."""
    line = {"url": "https://example.org/1", "text": "One."}
    first, issues = read(write(tmp_path, "a.jsonl", jsonl(line)))
    second, _ = read(write(tmp_path, "b.jsonl", jsonl({"id": "x", "text": "."}, line)))
    assert first[0].id == second[1].id
    assert [(i.code, i.level) for i in issues] == [("id-from-url", "info")]
    _, issues = read(write(tmp_path, "c.jsonl", jsonl({"text": "One."})))
    assert issues[0].message == "no 'id', and no 'url' to make one from"


def test_annotations_are_not_articles(tmp_path: Path) -> None:
    """A gold file has ids and events but no texts: one message with the cure, not one a line."""
    path = write(tmp_path, "d/gold.jsonl", jsonl({"id": "a", "events": []}, {"id": "b", "events": []}))
    articles, issues = read(path)
    assert articles == []
    assert [(i.code, i.level) for i in issues] == [("gold-without-text", "error")]
    assert "2 lines" in issues[0].message
    _, issues = read(path.parent)
    assert [i.level for i in issues] == ["info"]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("[]", "json-array"),
        ("3", "bad-json"),
        ("null", "bad-json"),
        ("{", "bad-json"),
        ('{"id": "a", "text": ""}', "no-text"),
        ('{"id": "a", "text": "  "}', "no-text"),
        ('{"id": "a", "text": 3}', "no-text"),
        ('{"id": "a", "text": null}', "no-text"),
        ('{"id": [1], "text": "One."}', "bad-value"),
        ('{"id": true, "text": "One."}', "bad-value"),
        ("[" * 100_000, "json-array"),
        ('{"a":' * 100_000, "bad-json"),
        ('{"id": ' + "9" * 5000 + "}", "bad-json"),
    ],
)
def test_every_malformed_line_has_its_message(line: str, code: str) -> None:
    """The table of what is refused, so that nothing malformed becomes an article or a traceback."""
    items = list(JsonLines().read_text("a.jsonl", line))
    assert [(i.code, i.level) for i in items if isinstance(i, Issue)] == [(code, "error")]
    assert not any(isinstance(i, Article) for i in items)


def test_strange_white_space_does_not_split_a_line(tmp_path: Path) -> None:
    """U+2028 and U+0085 stand raw in JSON strings; byte order mark, CRLF and empty lines are harmless."""
    text = "One.\u2028Two.\x85Three."
    raw = "\ufeff\r\n" + json.dumps({"id": "a", "text": text}, ensure_ascii=False) + "\r\n\r\n"
    articles, issues = read(write(tmp_path, "a.jsonl", raw))
    assert ([a.text for a in articles], issues) == ([text], [])


def test_half_a_character_is_replaced(tmp_path: Path) -> None:
    """A lone surrogate cannot be written to any file again."""
    articles, issues = read(write(tmp_path, "a.jsonl", '{"id": "a", "text": "x \\ud800 \\u0000 y"}'))
    assert articles[0].text == "x \ufffd \ufffd y"
    assert issues[0].code == "bad-character"


def test_a_number_may_be_an_id(tmp_path: Path) -> None:
    """Data bases number their rows."""
    articles, _ = read(write(tmp_path, "a.jsonl", jsonl({"id": 17, "text": "One."})))
    assert articles[0].id == "17"


@given(st.text())
def test_no_line_raises(text: str) -> None:
    """Whatever stands in a file, the answer is articles and issues."""
    for source in (JsonLines(), PlainText(), KcnaWatch()):
        source.sniff_text("x", text)
        assert all(isinstance(item, Article | Issue) for item in source.read_text("x", text))


# --- plain text


def test_a_front_matter_gives_the_fields(tmp_path: Path) -> None:
    """The few keys that an article has, taken as they stand."""
    head = (
        "---\ntitle: Talks: a report\ndate: 2024-05-01\npublisher: 'Agency'\nurl: https://e.org/a\n"
        "id: a-1\nauthor: A B\ntruncated: yes\n---\n"
    )
    articles, issues = read(write(tmp_path, "x.txt", head + "\nBody of it.\n\nMore.\n"))
    expected = Article(
        id="a-1",
        title="Talks: a report",
        published=date(2024, 5, 1),
        publisher="Agency",
        url="https://e.org/a",
        author="A B",
        truncated=True,
        text="Body of it.\n\nMore.",
    )
    assert (articles, issues) == ([expected], [])


def test_a_file_without_front_matter_has_neither_title_nor_date(tmp_path: Path) -> None:
    """Nothing is guessed: the date of a file is not the date of a text."""
    articles, issues = read(write(tmp_path, "My Text (1).txt", "One sentence.\nAnother one.\n"))
    assert articles == [Article(id="My-Text-1", text="One sentence.\nAnother one.")]
    assert issues == []


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("Envoy Arrives\n\nThe envoy came.", "Envoy Arrives", "The envoy came."),
        ("Envoy Arrives\r\n\r\nThe envoy came.", "Envoy Arrives", "The envoy came."),
        ("The envoy came.\n\nHe left.", None, "The envoy came.\n\nHe left."),
        ("“The envoy came.”\n\nHe left.", None, "“The envoy came.”\n\nHe left."),
        ("Envoy Arrives\nThe envoy came.", None, "Envoy Arrives\nThe envoy came."),
        ("Envoy Arrives\n\n", None, "Envoy Arrives"),
        ("---\n\nThe envoy came.", None, "---\n\nThe envoy came."),
    ],
)
def test_a_first_line_that_stands_alone_is_the_title(text: str, title: str | None, body: str) -> None:
    """A headline is set off by an empty line and does not end like a sentence."""
    (article,) = PlainText().read_text("x.txt", text)
    assert isinstance(article, Article)
    assert (article.title, article.text) == (title, body)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("titel: X", "no key 'titel'. Did you mean title?"),
        ("colour: X", "no key 'colour'. Known: author,"),
        ("date: May 2024", "'published' is 'May 2024', not a date that can be read"),
        ("date: 05/06/2024", "'published' is '05/06/2024', which may be 2024-06-05 or 2024-05-06; write it so"),
        ("truncated: perhaps", "truncated is 'perhaps'; write true or false"),
        ("just words", "'just words' is not 'key: value'"),
        ("id: b", "'id' stands there twice"),
    ],
)
def test_a_mistake_in_the_front_matter_is_a_warning(tmp_path: Path, line: str, message: str) -> None:
    """The article is read; the mistake is named with its cure."""
    articles, issues = read(write(tmp_path, "x.txt", f"---\nid: a\n{line}\n---\nBody.\n"))
    assert [a.id for a in articles] == ["a"]
    assert [i.level for i in issues] == ["warning"]
    assert issues[0].message.startswith(message)


# --- files and folders


@pytest.mark.parametrize("head", ["---\ntitle: A visit\n\n", "---\n# a comment\n\npublished: 2024-05-01\n"])
def test_a_front_matter_that_never_ends_is_a_warning(tmp_path: Path, head: str) -> None:
    """The title and the date would silently be lost, and the keys read as text."""
    path = write(tmp_path, "a.txt", head + "The minister left.\n")
    (article,), (problem,) = read(path)
    assert "The minister left." in article.text
    assert article.published is None
    assert (problem.level, problem.where) == ("warning", f"{path}:1")
    assert "write a line '---'" in problem.message


def test_a_rule_across_the_page_is_no_front_matter(tmp_path: Path) -> None:
    """A line of dashes above a text is common and needs no warning."""
    assert read(write(tmp_path, "a.txt", "---\nThe minister left, and said: farewell.\n"))[1] == []


def test_a_folder_is_walked_in_alphabetical_order(tmp_path: Path) -> None:
    """The order of the file system differs between machines; hidden files are not articles."""
    for name in ("b.txt", "a.txt", "c/a1.txt", ".hidden.txt", ".git/x.txt"):
        write(tmp_path, name, "One.")
    articles, issues = read(tmp_path)
    assert [a.id for a in articles] == ["a", "b", "a1"]
    assert issues == []


def test_an_unknown_ending_is_a_warning_in_a_folder_and_alone(tmp_path: Path) -> None:
    """A picture between the texts is left out, but not in silence."""
    path = write(tmp_path, "d/page.pdf", "One.")
    for place in (path, path.parent):
        articles, issues = read(place)
        assert articles == []
        assert [(i.code, i.level, i.where) for i in issues] == [("unknown-suffix", "warning", str(path))]
        assert ".jsonl" in issues[0].message


def test_a_named_source_reads_any_ending(tmp_path: Path) -> None:
    """Who names the source knows what is in the file."""
    path = write(tmp_path, "a.dat", "One.")
    assert [a.text for a in read(path, "text")[0]] == ["One."]


def test_a_file_without_ending_is_known_by_its_first_lines(tmp_path: Path) -> None:
    """Pipes of the shell have no ending."""
    assert len(read(write(tmp_path, "a", jsonl({"id": "a", "text": "One."})))[0]) == 1
    assert len(read(write(tmp_path, "b", PAGE))[0]) == 3
    assert read(write(tmp_path, "c", "One."))[0][0].layout == "text"


@pytest.mark.parametrize(
    ("raw", "code", "level", "texts"),
    [
        (b"", "empty-file", "warning", []),
        (b" \n\t\n", "empty-file", "warning", []),
        (b"---\nid: a\n---\n\n", "empty-file", "warning", []),
        (b"a\0b", "binary", "error", []),
        (b"caf\xe9 in Li\xe8ge.", "encoding", "warning", ["café in Liège."]),
        (b"\x81\x8d", "encoding", "error", []),
        (b"\xff\xfea\0b", "encoding", "error", []),
    ],
)
def test_a_file_that_is_no_utf8_text_is_an_issue(
    tmp_path: Path, raw: bytes, code: str, level: str, texts: list[str]
) -> None:
    """Each way in which a file can fail to be a text, and that the others go on."""
    write(tmp_path, "a.txt", raw)
    write(tmp_path, "b.txt", "Good.")
    articles, issues = read(tmp_path)
    assert [a.text for a in articles] == [*texts, "Good."]
    assert [(i.code, i.level) for i in issues] == [(code, level)]


def test_utf16_with_its_mark_is_read(tmp_path: Path) -> None:
    """Some editors save so; the byte order mark leaves no doubt."""
    articles, issues = read(write(tmp_path, "a.txt", "Võ Văn Thưởng came.".encode("utf-16")))
    assert ([a.text for a in articles], issues) == (["Võ Văn Thưởng came."], [])


def test_an_id_is_given_once(tmp_path: Path) -> None:
    """Two articles under one id would mix their evidence; the first one stays."""
    first = write(tmp_path, "a/x.txt", "First.")
    write(tmp_path, "b/x.txt", "Second.")
    articles, issues = read(tmp_path)
    assert [a.text for a in articles] == ["First."]
    assert [(i.code, i.level) for i in issues] == [("duplicate-id", "error")]
    assert str(first) in issues[0].message


def test_a_page_with_a_known_id_goes_with_its_teasers_in_one_message(tmp_path: Path) -> None:
    """Twenty messages for one mistake hide the mistake."""
    write(tmp_path, "a/x.txt", PAGE)
    write(tmp_path, "b/x.txt", PAGE)
    articles, issues = read(tmp_path)
    assert len(articles) == 3
    assert [i.code for i in issues].count("repeated-article") == 1


@pytest.mark.parametrize("ending", ["jsonl", "csv", "zip"])
def test_articles_of_one_address_are_given_once(tmp_path: Path, ending: str) -> None:
    """A crawl brings a page twice. That is no mistake of the ids, and another text is not lost without a word."""
    rows = [("https://e.org/1", "One."), ("https://e.org/1", "One."), ("https://e.org/1", "Two.")]
    lines = "".join(jsonl({"url": url, "text": text}) for url, text in rows)
    table = "url,text\n" + "".join(f"{url},{text}\n" for url, text in rows)
    path = write(tmp_path, f"a.{ending}", lines if ending == "jsonl" else table)
    place, first = str(path), 2
    if ending == "zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("b.csv", table)
        place = f"{path}!/b.csv"
    elif ending == "jsonl":
        first = 1
    articles, issues = read(path)
    assert [a.text for a in articles] == ["One."]
    told = [(i.level, i.code, i.where, i.message) for i in issues if i.level != "info"]
    another = f"the same URL as line {first}, but another text; left out, give both an 'id' of their own to keep them"
    assert told == [
        (
            "warning",
            "repeated-article",
            f"{place}:{first + 1}",
            f"the same URL and the same text as line {first}; left out",
        ),
        ("warning", "duplicate-id", f"{place}:{first + 2}", another),
    ]


@pytest.mark.parametrize("name", ["a.pdf", "a.html", "a.txt", "a.csv"])
def test_a_pdf_is_known_by_its_first_bytes(tmp_path: Path, name: str) -> None:
    """Renamed it is one all the same; naming a source would not help."""
    path = write(tmp_path, name, b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    for source in (None, "text"):
        articles, (problem,) = read(path, source)
        assert articles == []
        assert (problem.code, problem.where) == ("pdf", str(path))
        assert "save its text" in problem.message


def test_a_file_that_is_named_twice_is_read_once(tmp_path: Path) -> None:
    """``build . a.txt`` is no mistake of the user."""
    path = write(tmp_path, "a.txt", "One.")
    assert len(list(read_articles([tmp_path, path, str(path)]))) == 1


def test_an_empty_folder_is_a_warning(tmp_path: Path) -> None:
    """Nothing to read is seldom what somebody wanted."""
    assert [i.code for i in read(tmp_path)[1]] == ["empty-folder"]


def test_only_a_file_of_a_close_name_is_suggested(tmp_path: Path) -> None:
    """Any folder holds some name that is a little alike; a wrong suggestion leads astray."""
    write(tmp_path, "relations.txt", "It rained.")
    with pytest.raises(SourceError, match=r"Did you mean relations\.txt\?"):
        read_articles([tmp_path / "relatons.txt"])
    with pytest.raises(SourceError, match=r"no such file or folder\.$"):
        read_articles([tmp_path / "locate.txt"])


def test_a_missing_path_is_an_error_before_anything_is_read(tmp_path: Path) -> None:
    """A slip in the last of ten names must not cost the time of the other nine."""
    write(tmp_path, "articles.txt", "One.")
    with pytest.raises(SourceError, match=r"artcles\.txt: no such file or folder\. Did you mean articles\.txt\?"):
        read_articles([tmp_path, tmp_path / "artcles.txt"])
    with pytest.raises(SourceError, match="there is no folder"):
        read_articles([tmp_path / "no" / "a.txt"])
    with pytest.raises(SourceError, match="no input"):
        read_articles([])


class _Stdin:
    def __init__(self, raw: bytes) -> None:
        self.buffer = io.BytesIO(raw)


@pytest.mark.parametrize(
    ("text", "ids"),
    [(PAGE, ["stdin", "stdin-t01", "stdin-t02"]), (jsonl({"id": "a", "text": "One."}), ["a"]), ("One.", ["stdin"])],
)
def test_standard_input_is_known_by_its_first_lines(monkeypatch: pytest.MonkeyPatch, text: str, ids: list[str]) -> None:
    """A dash is standard input in every command, whatever comes out of the pipe."""
    monkeypatch.setattr(sys, "stdin", _Stdin(text.encode()))
    assert [a.id for a in read("-")[0]] == ids


# --- plug-ins


class _Upper:
    name = "upper"
    suffixes = (".up",)

    def sniff(self, path_name: str, head: bytes) -> float:
        return 1.0

    def read(self, file: Input) -> Iterator[Article | Issue]:
        yield Article(id="up", text=file.raw.decode().upper())


def entries(monkeypatch: pytest.MonkeyPatch, *values: tuple[str, str]) -> None:
    found = [EntryPoint(name, value, plugins.GROUP) for name, value in values]
    monkeypatch.setattr(plugins, "entry_points", lambda group: found)


def test_another_package_can_bring_a_source(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A new layout is an entry point, not a change of relgraph."""
    entries(monkeypatch, ("upper", f"{__name__}:_Upper"))
    assert read(write(tmp_path, "a.up", "one"))[0][0].text == "ONE"


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ([], "no source is installed .* install it with pip"),
        ([("x", "no_such_package:X")], r"source 'x' \(no_such_package:X\) cannot be loaded: ModuleNotFoundError"),
        ([("x", "builtins:object")], "has no name, suffixes, sniff, read"),
        ([("x", "a:A"), ("x", "b:B")], "installed twice"),
    ],
)
def test_a_broken_plug_in_is_named(
    monkeypatch: pytest.MonkeyPatch, values: list[tuple[str, str]], message: str
) -> None:
    """A foreign package must not make relgraph fail with a traceback that does not name it."""
    entries(monkeypatch, *values)
    with pytest.raises(SourceError, match=message):
        load_sources()


def test_the_sources_of_relgraph_are_installed() -> None:
    """What pyproject.toml declares is what the package metadata says, under the names of the classes."""
    sources = load_sources()
    assert set(sources) >= {"csv", "feed", "html", "jsonl", "kcna-watch", "parquet", "text"}
    assert all(name == source.name for name, source in sources.items())


def test_an_unknown_source_is_answered_with_the_nearest() -> None:
    """Valid choices and the probable one, as in every message."""
    with pytest.raises(SourceError, match=r"no source 'josnl'; choose from csv, .*, text\. Did you mean jsonl\?"):
        read_articles(["-"], source="josnl")


def test_reading_articles_imports_nothing_heavy() -> None:
    """Reading texts must not load the RDF libraries: ``relgraph claims --help`` and plug-ins stay quick."""
    heavy = "{'rdflib', 'pyoxigraph', 'networkx', 'pydantic', 'lxml', 'numpy', 'trafilatura', 'feedparser', 'pyarrow'}"
    code = f"import sys, relgraph.sources as s; s.load_sources(); print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
