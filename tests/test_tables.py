"""CSV and Parquet: which column is what, one article a row, and a place for each row that is wrong."""

from __future__ import annotations

import csv
import io
import json
import sys
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from relgraph.errors import SourceError
from relgraph.records import Article, Issue
from relgraph.sources import Input, read_articles
from relgraph.sources.columns import FIELDS, find_columns, parse_columns
from relgraph.sources.tables import Csv, Parquet

TEXT = "Norway recognised Fiji."


def read(source: Csv | Parquet, raw: bytes | str, **columns: str) -> tuple[list[Article], list[Issue]]:
    file = Input(name="t", raw=raw.encode() if isinstance(raw, str) else raw, columns=columns)
    items = list(source.read(file))
    issues = [i for i in items if isinstance(i, Issue) and i.code != "columns"]
    return [i for i in items if isinstance(i, Article)], issues


def parquet(rows: dict[str, Any], **options: Any) -> bytes:
    sink = io.BytesIO()
    pq.write_table(pa.table(rows), sink, **options)
    return sink.getvalue()


# --- columns


@pytest.mark.parametrize(
    ("present", "found"),
    [
        (["text"], {"text": "text"}),
        (["content", "body"], {"text": "body"}),
        (["Body", "publishedAt", "URL"], {"text": "Body", "published": "publishedAt", "url": "URL"}),
        (["article_id", "Headline", "full text"], {"text": "full text", "title": "Headline", "id": "article_id"}),
        (["text", "date", "published"], {"text": "text", "published": "published"}),
        (["article", "source", "lang", "link"], {"text": "article", "publisher": "source", "language": "lang", "url": "link"}),
        (["text", "author"], {"text": "text"}),
    ],
)  # fmt: skip
def test_usual_names_of_columns_are_known(present: list[str], found: dict[str, str]) -> None:
    """In any case and with any signs; the likeliest of several. A column of journalists is not the body that signs."""
    assert find_columns(present, {}) == found


def test_what_the_user_says_comes_first() -> None:
    """A chosen column is not given to another field, and the others are still found."""
    assert find_columns(["text", "body", "date"], {"text": "body"}) == {"text": "body", "published": "date"}
    assert find_columns(["text", "note"], {"text": "note", "title": "text"}) == {"text": "note", "title": "text"}


@pytest.mark.parametrize(
    ("present", "chosen", "message"),
    [
        (["Heading", "txt"], {}, "no column holds the text; say which with --columns text=COLUMN; the columns are 'Heading', 'txt'. Did you mean txt?"),
        (["text", "day"], {"published": "days"}, "no column 'days' (for 'published'); the columns are 'text', 'day'. Did you mean day?"),
        ([f"c{n}" for n in range(20)], {}, "'c11' and 8 more"),
    ],
)  # fmt: skip
def test_a_missing_column_is_one_error_with_those_that_are_there(
    present: list[str], chosen: dict[str, str], message: str
) -> None:
    """The cure is to choose from what the table has, so it is listed with the nearest."""
    found = find_columns(present, chosen)
    assert isinstance(found, str)
    assert message in found


@pytest.mark.parametrize(
    ("pairs", "message"),
    [
        (["text"], "'text' is not FIELD=COLUMN"),
        (["=body"], "'=body' is not FIELD=COLUMN"),
        (["txt=body"], "no field 'txt'; .* Did you mean text?"),
        (["text=a", "text=b"], "'text' stands there twice"),
    ],
)
def test_a_slip_in_the_option_is_explained(pairs: list[str], message: str) -> None:
    """Before any file is opened."""
    with pytest.raises(SourceError, match=message):
        parse_columns(pairs)
    with pytest.raises(SourceError, match=r"no field 'txt'; choose from text, .*\. Did you mean text\?"):
        read_articles(["-"], columns={"txt": "body"})


def test_every_field_can_be_chosen() -> None:
    """The author too, who is not guessed: where a column holds the body that signed, the user knows."""
    row = dict.fromkeys(FIELDS, "no")
    row |= {"text": TEXT, "published": "6 May 2024", "id": "7", "url": "u", "author": "Society", "language": "en"}
    raw = ",".join(f"x{f}" for f in row) + "\n" + ",".join(row.values()) + "\n"
    (article,), issues = read(Csv(), raw, **{f: f"x{f}" for f in FIELDS})
    assert issues == []
    assert (article.id, article.author, article.published, article.truncated) == (
        "7",
        "Society",
        date(2024, 5, 6),
        False,
    )


def test_the_columns_that_were_taken_are_told(tmp_path: Path) -> None:
    """A guess that the user cannot see is a guess that the user cannot mend."""
    path = tmp_path / "a.csv"
    path.write_text(f"body,when\n{TEXT},2024\n", encoding="utf-8")
    (told,) = [i for i in read_articles([path]) if isinstance(i, Issue)]
    assert (told.level, told.code) == ("info", "columns")
    assert "text=body;" in told.message


def test_the_command_line_takes_columns(tmp_path: Path) -> None:
    """The option of ``build`` and ``claims``; a slip is an error of usage."""
    from relgraph.cli import main

    path = tmp_path / "a.csv"
    path.write_text("what,when\nLaos opened an embassy in Suva.,2024-05-06\n", encoding="utf-8")
    run = CliRunner().invoke(main, ["claims", str(path), "--columns", "text=what,published=when", "-f", "csv"])
    assert run.exit_code == 0
    assert "[..2024-05-06]" in run.stdout
    run = CliRunner().invoke(main, ["claims", str(path), "--columns", "txt=what"])
    assert run.exit_code == 2
    assert "Did you mean text?" in run.stderr
    run = CliRunner().invoke(main, ["build", str(path), "-o", str(tmp_path / "g")])
    assert run.exit_code == 1
    assert "no column holds the text" in run.stderr


# --- CSV


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_row_gives_all_fields(delimiter: str) -> None:
    """Whatever the spreadsheet puts between the fields; line breaks and quotes stay in the text as they are."""
    text = 'He said: "Laos, yes; no\tmore."\r\nThe end.'
    sink = io.StringIO(newline="")
    writer = csv.writer(sink, delimiter=delimiter)
    writer.writerows(
        [["id", "title", "date", "link", "source", "text"], ["a", "T", "6 May 2024", "https://e.org", "P", text]]
    )
    expected = Article(
        id="a", title="T", published=date(2024, 5, 6), url="https://e.org", publisher="P", text=text, layout="csv"
    )
    assert read(Csv(), "\ufeff" + sink.getvalue()) == ([expected], [])


def test_a_bad_row_does_not_stop_the_others() -> None:
    """Each bad row is named with its first line, also behind a text of several lines."""
    raw = f'id,text\na,"{TEXT}\n\nMore."\nb\nc,x,y\n\nd,\ne,"x"y\nf,{TEXT}\n'
    articles, issues = read(Csv(), raw)
    assert [a.id for a in articles] == ["a", "f"]
    assert [(i.where, i.code) for i in issues] == [
        ("t:5", "bad-row"),
        ("t:6", "bad-row"),
        ("t:8", "no-text"),
        ("t:9", "bad-row"),
    ]
    assert "1 fields, but 2 columns" in issues[0].message


def test_a_quote_that_never_closes_is_named_where_it_opens() -> None:
    """It swallows the rest of the file, which would be lost without a word."""
    articles, issues = read(Csv(), f'id,text\na,{TEXT}\nb,"open\nc,{TEXT}\n')
    assert [a.id for a in articles] == ["a"]
    assert [(i.where, i.level) for i in issues] == [("t:3", "error")]
    assert "never closes" in issues[0].message


def test_a_long_text_fits_into_a_field() -> None:
    """The csv of Python stops at 131,072 characters unless told otherwise, for the whole process."""
    before = csv.field_size_limit()
    articles, issues = read(Csv(), f'id,text\na,"{TEXT * 10_000}"\n')
    assert (len(articles), issues) == (1, [])
    assert csv.field_size_limit() == before


@pytest.mark.parametrize(
    "when", ["2024-05-16", "16 May 2024", "May 16, 2024", "Thu, 16 May 2024 10:00:00 +0900", "16.05.2024", "05/16/2024"]
)
def test_a_date_of_one_reading_is_read_in_every_source(tmp_path: Path, when: str) -> None:
    """What a table may say, a front matter, a line of JSON and a feed may say, too."""
    (tmp_path / "a.csv").write_text(f'id;text;date\na;{TEXT};"{when}"\n', encoding="utf-8")
    (tmp_path / "b.jsonl").write_text(json.dumps({"id": "b", "text": TEXT, "published": when}), encoding="utf-8")
    (tmp_path / "c.txt").write_text(f"---\npublished: {when}\n---\n{TEXT}", encoding="utf-8")
    entry = f"<item><link>https://e.org/1</link><pubDate>{when}</pubDate><description>{TEXT}</description></item>"
    (tmp_path / "d.rss").write_text(f'<rss version="2.0"><channel>{entry}</channel></rss>', encoding="utf-8")
    articles = [item for item in read_articles([tmp_path]) if isinstance(item, Article)]
    assert [a.published for a in articles] == [date(2024, 5, 16)] * 4


def test_messages_name_the_column_that_was_chosen(tmp_path: Path) -> None:
    """Who maps 'Inhalt' to the text looks for 'Inhalt' in the table."""
    path = tmp_path / "a.csv"
    path.write_text("Inhalt;Datum\n;2024-05-16\nIt rained.;05/06/2024\n", encoding="utf-8")
    items = read_articles([path], columns={"text": "Inhalt", "published": "Datum"})
    told = [f"{i.where}: {i.message}" for i in items if isinstance(i, Issue) and i.level != "info"]
    assert told[0] == f"{path}:2: 'Inhalt' (text) is empty"
    assert told[1].startswith(f"{path}:3: 'Datum' (published) is '05/06/2024', which may be 2024-06-05 or 2024-05-06")


@pytest.mark.parametrize("when", ["05/06/2024", "May 2024", "yesterday", "1714953600"])
def test_a_date_of_two_readings_is_none(when: str) -> None:
    """The row is read without a date, with a warning."""
    (article,), issues = read(Csv(), f"id,date,text\na,{when},{TEXT}\n")
    assert article.published is None
    assert [(i.code, i.where) for i in issues] == [("bad-date", "t:2")]


def test_a_row_without_id_and_address_is_known_by_its_words() -> None:
    """Tables seldom have ids; the same words give the same id in every file, and other words another."""
    raw = f"title,text\nA,{TEXT}\nB,{TEXT}\n"
    articles, issues = read(Csv(), raw)
    assert issues == []
    assert len({a.id for a in articles}) == 2
    assert read(Csv(), f"title,text\nB,{TEXT}\n")[0][0].id == articles[1].id


@pytest.mark.parametrize("raw", ["id,text\n", "id,text"])
def test_a_head_without_rows_is_said_to_be_empty(raw: str) -> None:
    """An export that went wrong."""
    assert [i.code for i in read(Csv(), raw)[1]] == ["empty-file"]


# --- Parquet


def test_typed_columns_are_read() -> None:
    """Days, times with and without zone, whole numbers as ids, and missing values."""
    zone = timezone(timedelta(hours=9))
    times = {
        "date32": pa.array([date(2024, 5, 6), None]),
        "us": pa.array([datetime(2024, 5, 6, 23, 30), None]),
        "ns": pa.array([datetime(2024, 5, 6, 23, 30), None]).cast(pa.timestamp("ns")),
        "zone": pa.array([datetime(2024, 5, 6, 23, 30, tzinfo=zone), None], pa.timestamp("ns", "+09:00")),
        "words": pa.array(["6 May 2024", None]),
    }
    for name, column in times.items():
        raw = parquet({"id": [1, 2], "body": [TEXT, TEXT], "date": column, "lang": ["en", None]})
        articles, issues = read(Parquet(), raw)
        assert issues == [], name
        assert [(a.id, a.published) for a in articles] == [("1", date(2024, 5, 6)), ("2", None)], name


def test_a_bad_row_of_a_typed_table_is_named() -> None:
    """Rows count from 1, over all row groups."""
    raw = parquet({"id": ["a", "b", "c"], "text": [TEXT, None, TEXT]}, row_group_size=2)
    articles, issues = read(Parquet(), raw)
    assert [a.id for a in articles] == ["a", "c"]
    assert [(i.where, i.code) for i in issues] == [("t:2", "no-text")]


def test_a_column_of_another_type_is_named() -> None:
    """A list is no text."""
    articles, issues = read(Parquet(), parquet({"id": ["a"], "text": [["x"]]}))
    assert (articles, [i.code for i in issues]) == ([], ["no-text"])


def test_a_broken_row_group_does_not_stop_the_others() -> None:
    """The middle of the file was overwritten; what stands before and behind is whole."""
    rows = {"id": [str(n) for n in range(30)], "text": [f"{TEXT} {n} " * 50 for n in range(30)]}
    raw = bytearray(parquet(rows, row_group_size=10, compression="gzip"))
    group = pq.ParquetFile(pa.BufferReader(bytes(raw))).metadata.row_group(1).column(1)
    start = group.dictionary_page_offset or group.data_page_offset
    raw[start : start + group.total_compressed_size] = b"\xff" * group.total_compressed_size
    articles, issues = read(Parquet(), bytes(raw))
    assert [a.id for a in articles] == [str(n) for n in (*range(10), *range(20, 30))]
    assert [(i.where, i.code) for i in issues] == [("t:11", "bad-parquet")]


def test_without_pyarrow_the_message_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is large and most have no Parquet, so it is an extra."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    articles, issues = read(Parquet(), b"PAR1")
    assert articles == []
    assert [i.message for i in issues] == ["Parquet needs pyarrow; install it with: pip install 'relgraph[parquet]'"]
