"""What every source keeps, whatever it reads: the same answers each time, ids that stay, no traceback, nothing lost."""

from __future__ import annotations

import gzip
import io
import json
import socket
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relgraph.records import Article, Issue
from relgraph.sources import Input, load_sources, read_articles

FIRST = "Norway recognised Fiji in Oslo on Monday. The king of Tonga was there and spoke of the sea."
SECOND = "Laos opened an embassy in Suva. The minister of foreign affairs of Laos cut the ribbon."
ROWS = [
    {"id": "one", "title": "Recognition", "published": "2024-05-06", "text": FIRST},
    {"id": "two", "title": "Embassy", "published": "2024-05-07", "text": SECOND},
]


def rows(kind: str) -> list[dict[str, str]]:
    return [{**row, "id": f"{kind}-{row['id']}"} for row in ROWS]


def _parquet() -> bytes:
    sink = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows("parquet")), sink)
    return sink.getvalue()


def _feed() -> bytes:
    items = "".join(
        f"<item><title>{r['title']}</title><link>https://e.org/{r['id']}</link><description>{r['text']}</description>"
        "<pubDate>Mon, 06 May 2024 10:00:00 +0700</pubDate></item>"
        for r in ROWS
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>S</title>{items}</channel></rss>'.encode()


SAMPLES = {
    "csv": (".csv", b"id,title,published,text\n" + b"".join(_r.encode() for _r in (
        f"{r['id']},{r['title']},{r['published']},{r['text']}\n" for r in rows("csv")))),
    "feed": (".xml", _feed()),
    "html": (".html", f"<html><head><title>T</title></head><body><h1>T</h1><p>{FIRST}</p><p>{SECOND}</p>".encode()),
    "jsonl": (".jsonl", "".join(json.dumps(r) + "\n" for r in rows("jsonl")).encode()),
    "kcna-watch": (".txt", f"T\nDate: 06/05/2024 | Source: S\n{FIRST}\n{SECOND}\n".encode()),
    "parquet": (".parquet", _parquet()),
    "text": (".txt", f"---\ntitle: T\n---\n{FIRST}\n{SECOND}\n".encode()),
}  # fmt: skip
"""One whole file for each source."""


def read(name: str, raw: bytes, suffix: str = "") -> list[Article | Issue]:
    return list(load_sources()[name].read(Input(name=f"folder/file{suffix}", raw=raw)))


def articles(items: list[Article | Issue]) -> list[Article]:
    return [item for item in items if isinstance(item, Article)]


def test_every_source_has_a_sample() -> None:
    """A new source is tested by giving it a sample here."""
    assert set(SAMPLES) == set(load_sources())


@pytest.mark.parametrize("name", SAMPLES)
def test_a_source_says_what_it_reads(name: str) -> None:
    """Its name, its endings in small letters with a dot, and how sure it is."""
    source = load_sources()[name]
    suffix, raw = SAMPLES[name]
    assert source.name == name
    assert suffix in source.suffixes
    assert all(s.startswith(".") and s == s.lower() for s in source.suffixes)
    assert 0 < source.sniff("file", raw[:4096]) <= 1
    assert source.sniff("file", b"\x00\x01\x02" * 50) == 0


@pytest.mark.parametrize("name", SAMPLES)
def test_a_file_without_ending_goes_to_its_source(name: str, tmp_path: Path) -> None:
    """What comes through a pipe has no name; its first bytes are enough."""
    path = tmp_path / "file"
    path.write_bytes(SAMPLES[name][1])
    layouts = {item.layout for item in read_articles([path]) if isinstance(item, Article)}
    assert layouts == {name}


@pytest.mark.parametrize("name", SAMPLES)
def test_a_source_gives_all_in_order_and_the_same_each_time(name: str) -> None:
    """Both texts whole and in the order of the file, with the same ids in the next reading."""
    suffix, raw = SAMPLES[name]
    first, second = read(name, raw, suffix), read(name, raw, suffix)
    assert first == second
    text = "\n".join(a.text for a in articles(first))
    assert text.index(FIRST) < text.index(SECOND)
    assert all(a.id for a in articles(first))
    assert [i for i in first if isinstance(i, Issue) and i.level == "error"] == []


@pytest.mark.parametrize("name", ["csv", "feed", "jsonl", "parquet"])
def test_an_id_does_not_depend_on_the_file(name: str) -> None:
    """The same article in another file is the same article."""
    _, raw = SAMPLES[name]
    source = load_sources()[name]
    ids = [a.id for a in articles(list(source.read(Input(name="another/place", raw=raw))))]
    assert ids == [a.id for a in articles(read(name, raw))]


BROKEN = {
    "empty": b"",
    "white": b" \n\n ",
    "nul": b"\0" * 100,
    "cut gzip": gzip.compress(b"x" * 1000)[:30],
    "bytes": bytes(range(256)) * 40,
    "latin": "Café in Liège, où".encode("latin-1"),
    "half utf-16": "Võ Văn".encode("utf-16")[:-1],
    "deep": b"<div>" * 20_000,
    "deep json": b'{"a":' * 20_000,
    "long line": b"a" * 3_000_000,
}


@pytest.mark.parametrize("bad", BROKEN)
@pytest.mark.parametrize("name", SAMPLES)
def test_a_bad_file_is_an_answer_and_not_a_traceback(name: str, bad: str) -> None:
    """Each item is an article or an Issue of one line with its place; a file of nothing is said to be one."""
    items = read(name, BROKEN[bad])
    assert items
    for item in items:
        if isinstance(item, Issue):
            assert item.where.startswith("folder/file")
            assert item.message
            assert "\n" not in item.message
            assert len(item.message) < 300
    if bad in ("empty", "white") and name != "parquet":
        assert [i.code for i in items if isinstance(i, Issue)] == ["empty-file"]
    if bad in ("empty", "white", "nul", "cut gzip"):
        assert articles(items) == []


@pytest.mark.parametrize("name", SAMPLES)
def test_a_file_that_breaks_off_gives_what_is_whole(name: str) -> None:
    """At whatever byte it breaks off, there is an article, or it is said that there is none."""
    suffix, raw = SAMPLES[name]
    for end in range(1, len(raw), max(1, len(raw) // 60)):
        assert read(name, raw[:end], suffix), end


@pytest.mark.parametrize("name", SAMPLES)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(noise=st.binary(max_size=200), cut=st.integers(0, 400))
def test_noise_in_a_file_never_raises(name: str, noise: bytes, cut: int) -> None:
    """Files from the disks of others hold anything."""
    suffix, raw = SAMPLES[name]
    source = load_sources()[name]
    mixed = raw[:cut] + noise + raw[cut + len(noise) // 2 :]
    assert 0 <= source.sniff("file", mixed[:4096]) <= 1
    for item in read(name, mixed, suffix):
        assert isinstance(item, Article | Issue)
        if isinstance(item, Article):
            item.text.encode()  # could be written


def test_no_source_opens_a_connection(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Addresses in pages and feeds are words and nothing to follow."""

    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("a connection")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    entity = '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "http://127.0.0.1/x">]>'
    feed = f'{entity}<rss version="2.0"><channel><title>&x;</title><item><title>A</title><link>http://127.0.0.1/a</link><description>Fiji won.&x;</description></item></channel></rss>'
    (tmp_path / "a.xml").write_text(feed, encoding="utf-8")
    page = (
        '<html><head><base href="http://127.0.0.1/"><link rel="stylesheet" href="http://127.0.0.1/s.css">'
        f'<script src="http://127.0.0.1/s.js"></script></head><body><img src="http://127.0.0.1/i.png"><p>{FIRST}</p>'
        '<iframe src="http://127.0.0.1/f.html"></iframe></body></html>'
    )
    (tmp_path / "b.html").write_text(page, encoding="utf-8")
    (tmp_path / "c").write_text("http://127.0.0.1/feed.xml", encoding="utf-8")
    found = [item for item in read_articles([tmp_path]) if isinstance(item, Article)]
    assert [a.layout for a in found] == ["feed", "html", "text"]


def test_a_feed_does_not_open_a_file_that_it_names(tmp_path: Path) -> None:
    """An entity of XML can name a file of the reader; it must not get into an article."""
    secret = tmp_path / "secret"
    secret.write_text("hidden words", encoding="utf-8")
    feed = (
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file://{secret}">]><rss version="2.0"><channel>'
        "<title>T</title><item><title>A</title><description>Fiji won. &x;</description></item></channel></rss>"
    )
    for item in read("feed", feed.encode()):
        assert "hidden words" not in str(item)


def test_entities_that_multiply_do_not_fill_the_memory() -> None:
    """Ten entities of ten entities each, nine times: a gigabyte from a line."""
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    feed = (
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e0 "aaaaaaaaaa">{entities}]><rss version="2.0"><channel>'
        "<title>T</title><item><title>A</title><description>&e9;</description></item></channel></rss>"
    )
    items = read("feed", feed.encode())
    assert sum(len(a.text) for a in articles(items)) < 1_000_000
    assert any(isinstance(item, Issue) for item in items)


def _members() -> Iterator[tuple[str, bytes]]:
    for name, (suffix, raw) in SAMPLES.items():
        yield f"{name}/{name}-file{suffix}", raw


def test_every_source_reads_out_of_an_archive(tmp_path: Path) -> None:
    """In a ZIP archive as in a folder: the same articles, places with ``!/``."""
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in _members():
            archive.writestr(name, raw)
            target = tmp_path / "folder" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(raw)
    packed, plain = list(read_articles([path])), list(read_articles([tmp_path / "folder"]))
    assert {a.layout for a in articles(packed)} == set(SAMPLES)
    assert articles(packed) == articles(plain)
    places = [i.where for i in packed if isinstance(i, Issue)]
    assert places
    assert all(place.startswith(f"{path}!/") for place in places)
