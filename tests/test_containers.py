"""Archives are read like folders, within limits, and never lead out of themselves."""

from __future__ import annotations

import gzip
import io
import json
import sys
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relgraph.records import Article, Issue
from relgraph.sources import containers, read_articles

TEXT = "Norway recognised Fiji."
LINE = json.dumps({"id": "a", "text": TEXT}) + "\n"
PAGE = (
    f'<html lang="en"><head><meta name="date" content="2024-05-06"></head><body><h1>A</h1><p>{TEXT}</p></body></html>'
)


def read(path: Path, **options: Any) -> tuple[list[Article], list[Issue]]:
    items = list(read_articles([path], **options))
    return [i for i in items if isinstance(i, Article)], [i for i in items if isinstance(i, Issue)]


def pack(path: Path, **members: str | bytes) -> Path:
    """A ZIP archive; ``__`` in a name stands for ``/`` and ``_`` for ``.``."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), raw)
    return path


def pack_as(path: Path, name: str, raw: str = TEXT) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(zipfile.ZipInfo(name), raw)
    return path


# --- ZIP


def test_members_are_read_in_alphabetical_order(tmp_path: Path) -> None:
    """The order of packing is chance; hidden members are left out as hidden files are."""
    path = pack(tmp_path / "a.zip", c__d_txt=TEXT, b_txt=TEXT, a_jsonl=LINE, c__x_pdf="x")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(".hidden.txt", TEXT)
        archive.writestr("__MACOSX/._b.txt", TEXT)
    articles, issues = read(path)
    assert [a.id for a in articles] == ["a", "b", "d"]
    assert [(i.where, i.code) for i in issues] == [(f"{path}!/c/x.pdf", "unknown-suffix")]


def test_the_place_of_an_issue_goes_down_to_the_line(tmp_path: Path) -> None:
    """Archive, member and line, so that it can be found."""
    path = pack(tmp_path / "a.zip", b__a_jsonl=LINE + "{\n")
    assert [i.where for i in read(path)[1]] == [f"{path}!/b/a.jsonl:2"]


def test_archives_lie_in_archives_up_to_a_limit(tmp_path: Path) -> None:
    """One that holds itself would never end."""
    path = pack(tmp_path / "a0.zip", a_txt=TEXT)
    for n in range(1, 4):
        path = pack(tmp_path / f"a{n}.zip", a_zip=path.read_bytes())
        articles, issues = read(path)
        if n < 3:
            assert (len(articles), issues) == (1, [])
    assert (articles, [i.code for i in issues]) == ([], ["too-deep"])


@pytest.mark.parametrize(
    "name", ["../a.txt", "/etc/a.txt", "C:\\a.txt", "b/../../a.txt", "\\\\host\\a.txt", "b\\..\\a.txt"]
)
def test_a_path_out_of_the_archive_is_left_out(tmp_path: Path, name: str) -> None:
    """Such a name is made to write over the files of whoever unpacks it."""
    articles, issues = read(pack_as(tmp_path / "a.zip", name))
    assert articles == []
    assert [(i.level, i.code) for i in issues] == [("error", "unsafe-path")]


def test_an_encrypted_member_is_left_out(tmp_path: Path) -> None:
    """There is nobody to ask for the password; the others are read."""
    path = pack(tmp_path / "a.zip", a_txt=TEXT, b_txt=TEXT)
    raw = bytearray(path.read_bytes())
    raw[raw.index(b"PK\x01\x02") + 8] |= 1  # the flag in the list of members
    path.write_bytes(raw)
    articles, issues = read(path)
    assert [a.id for a in articles] == ["b"]
    assert [(i.level, i.code, i.where) for i in issues] == [("error", "encrypted", f"{path}!/a.txt")]


def test_a_member_that_unfolds_without_end_is_left_out(tmp_path: Path) -> None:
    """Ten megabytes of spaces in ten kilobytes are no article; the others are read."""
    path = pack(tmp_path / "a.zip", a_txt=b" " * 10_000_000, b_txt=TEXT)
    articles, issues = read(path)
    assert [a.id for a in articles] == ["b"]
    assert [(i.level, i.code) for i in issues] == [("error", "too-large")]
    assert f"{containers.RATIO} times" in issues[0].message


def test_an_archive_may_not_unfold_beyond_its_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither one member nor all of them together."""
    path = pack(tmp_path / "a.zip", a_txt=TEXT * 5, b_txt=TEXT * 5, c_txt=TEXT)
    monkeypatch.setattr(containers, "LARGEST", len(TEXT) * 5 - 1)
    assert [a.id for a in read(path)[0]] == ["c"]
    monkeypatch.setattr(containers, "LARGEST", 2**20)
    monkeypatch.setattr(containers, "MOST", len(TEXT) * 7)
    articles, issues = read(path)
    assert [a.id for a in articles] == ["a", "c"]
    assert [i.code for i in issues] == ["too-large"]


def test_a_size_that_is_a_lie_does_not_help(tmp_path: Path) -> None:
    """The list of members may say what it likes; what comes out is counted."""
    path = pack(tmp_path / "a.zip", a_txt=b" " * 10_000_000)
    raw = bytearray(path.read_bytes())
    entry = raw.index(b"PK\x01\x02")
    raw[entry + 24 : entry + 28] = (100).to_bytes(4, "little")
    path.write_bytes(raw)
    articles, issues = read(path)
    assert articles == []
    assert [i.level for i in issues] == ["error"]


def test_a_broken_member_does_not_stop_the_others(tmp_path: Path) -> None:
    """Its checksum tells that it was changed."""
    path = pack_as(tmp_path / "a.zip", "a.txt")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("b.txt", TEXT)
    path.write_bytes(path.read_bytes().replace(b"Norway", b"Sweden", 1))
    articles, issues = read(path)
    assert [a.id for a in articles] == ["b"]
    assert [(i.code, i.where) for i in issues] == [("bad-archive", f"{path}!/a.txt")]


@pytest.mark.parametrize("raw", [b"", b"PK\x03\x04 and no more", b"text"])
def test_a_broken_archive_is_an_issue(tmp_path: Path, raw: bytes) -> None:
    """The download was interrupted, or it is something else."""
    path = tmp_path / "a.zip"
    path.write_bytes(raw)
    assert [(i.level, i.code) for i in read(path)[1]] == [("error", "bad-archive")]


def test_an_empty_archive_is_a_warning(tmp_path: Path) -> None:
    """As an empty folder is."""
    assert [i.code for i in read(pack(tmp_path / "a.zip"))[1]] == ["empty-folder"]


def test_documents_that_are_archives_inside_are_not_unpacked(tmp_path: Path) -> None:
    """A .docx is a ZIP archive of XML that is no article."""
    path = pack(tmp_path / "a.docx", word__document_xml="<x/>")
    assert [i.code for i in read(path)[1]] == ["unknown-suffix"]


def test_a_named_source_reads_the_members(tmp_path: Path) -> None:
    """``--source`` is meant for what lies in the archive."""
    path = pack(tmp_path / "a.zip", a_dat=TEXT)
    assert [a.text for a in read(path, source="text")[0]] == [TEXT]


def test_columns_reach_the_tables_in_an_archive(tmp_path: Path) -> None:
    """``--columns`` too."""
    path = pack(tmp_path / "a.zip", a_csv=f"what,n\n{TEXT},1\n")
    assert [a.text for a in read(path, columns={"text": "what"})[0]] == [TEXT]


# --- gzip


def test_a_packed_file_is_read_by_its_inner_ending(tmp_path: Path) -> None:
    """``.jsonl.gz`` is the usual form of large corpora."""
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(LINE.encode()) + gzip.compress(b"{\n"))
    articles, issues = read(path)
    assert [a.id for a in articles] == ["a"]
    assert [i.where for i in issues] == [f"{path}!/a.jsonl:2"]


def test_a_packed_file_that_breaks_off_gives_its_beginning(tmp_path: Path) -> None:
    """The lines before the break are whole."""
    path = tmp_path / "a.jsonl.gz"
    lines = "".join(json.dumps({"id": str(n), "text": f"{TEXT} {n * 7919}"}) + "\n" for n in range(5000))
    whole = gzip.compress(lines.encode())
    path.write_bytes(whole[: len(whole) // 2])
    articles, issues = read(path)
    assert 100 < len(articles) < 4900
    assert issues[0].code == "bad-archive"
    assert "not a whole gzip file" in issues[0].message


def test_a_packed_file_that_unfolds_without_end_is_left_out(tmp_path: Path) -> None:
    """As in a ZIP archive."""
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(b" " * 10_000_000))
    articles, issues = read(path)
    assert (articles, [(i.level, i.code) for i in issues]) == ([], [("error", "too-large")])


def test_packed_standard_input_is_known_by_its_first_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pipe has no ending."""

    class Stdin:
        buffer = io.BytesIO(gzip.compress(LINE.encode()))

    monkeypatch.setattr(sys, "stdin", Stdin())
    assert [a.id for a in read_articles(["-"]) if isinstance(a, Article)] == ["a"]


# --- WARC


def record(kind: str, headers: str, content: bytes) -> bytes:
    """A record of WARC 1.0 (ISO 28500)."""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\n{headers}WARC-Date: 2025-01-07T10:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000000>\r\nContent-Length: {len(content)}\r\n\r\n"
    )
    return head.encode() + content + b"\r\n\r\n"


def warc(path: Path, *records: tuple[str, str, str, bytes], packed: bool = True) -> Path:
    """A web archive of responses: address, status, type and body."""
    written = [record("warcinfo", "", b"software: test\r\n")]
    for url, status, kind, body in records:
        head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode()
        written.append(record("response", f"WARC-Target-URI: {url}\r\n", head + body))
    path.write_bytes(b"".join(gzip.compress(w) if packed else w for w in written))
    return path


@pytest.mark.parametrize("packed", [True, False])
def test_the_pages_of_a_web_archive_are_read_with_their_addresses(tmp_path: Path, packed: bool) -> None:
    """Not the pictures, the errors and the later copies, which are counted; nor the date on which it was crawled."""
    undated = PAGE.replace('<meta name="date" content="2024-05-06">', "")
    path = warc(
        tmp_path / ("a.warc.gz" if packed else "a.warc"),
        ("https://e.org/1", "200 OK", "text/html; charset=utf-8", PAGE.encode()),
        ("https://e.org/i.png", "200 OK", "image/png", b"\x89PNG"),
        ("https://e.org/2", "404 Not Found", "text/html", b"<p>not here</p>"),
        ("https://e.org/1", "200 OK", "text/html", PAGE.encode()),
        ("https://e.org/3", "200 OK", "text/html; charset=koi8-r", undated.replace("Fiji", "Fiji (Фиджи)").encode("koi8-r")),
        packed=packed,
    )  # fmt: skip
    (first, second), issues = read(path)
    assert (first.url, first.text, first.published) == ("https://e.org/1", TEXT, date(2024, 5, 6))
    assert (second.url, second.text, second.published) == ("https://e.org/3", "Norway recognised Fiji (Фиджи).", None)
    assert first.id.startswith("url-")
    assert [(i.code, i.where) for i in issues] == [("no-date", f"{path}!/https://e.org/3"), ("left-out", str(path))]
    for part in ("1 responses of type image/png", "1 pages with status 404", "1 later copies", "1 warcinfo records"):
        assert part in issues[1].message


def test_a_web_archive_that_breaks_off_gives_its_first_pages(tmp_path: Path) -> None:
    """A crawl was stopped in the middle of a page: that page is read as far as it goes, and known as truncated."""
    pages = [(f"https://e.org/{n}", "200 OK", "text/html", PAGE.encode()) for n in range(3)]
    path = warc(tmp_path / "a.warc", *pages, packed=False)
    path.write_bytes(path.read_bytes()[: -len("ised Fiji.</p></body></html>\r\n\r\n")])
    articles, issues = read(path)
    assert [a.url for a in articles] == ["https://e.org/0", "https://e.org/1", "https://e.org/2"]
    assert [(a.text, a.truncated) for a in articles[1:]] == [(TEXT, False), ("Norway recogn", True)]
    assert ("bad-archive", f"{path}!/https://e.org/2") in [(i.code, i.where) for i in issues]


def test_rubbish_between_records_is_an_issue(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What lies there is lost; and the library that reads the archive must not print its bytes."""
    path = warc(tmp_path / "a.warc", ("https://e.org/0", "200 OK", "text/html", PAGE.encode()), packed=False)
    path.write_bytes(path.read_bytes()[:-4] + b"rubbish without an end" * 9)
    articles, issues = read(path)
    assert [a.url for a in articles] == ["https://e.org/0"]
    assert ("warning", "bad-archive") in [(i.level, i.code) for i in issues]
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("raw", [b"", b"nonsense", b"WARC/1.0\r\n", gzip.compress(b"x")])
def test_what_is_no_web_archive_is_an_issue(tmp_path: Path, raw: bytes) -> None:
    """One line without the bytes that were found."""
    path = tmp_path / "a.warc"
    path.write_bytes(raw)
    articles, issues = read(path)
    assert articles == []
    assert issues
    assert all(i.message.isprintable() and len(i.message) < 200 for i in issues)


# --- MHTML


def mhtml(page: str, encoding: str = "quoted-printable") -> bytes:
    import base64
    import quopri

    body = quopri.encodestring(page.encode()) if encoding == "quoted-printable" else base64.encodebytes(page.encode())
    head = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://asean.org/a\r\nSubject: A\r\n"
        "Date: Tue, 7 Jan 2025 10:00:00 -0000\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="----B"\r\n\r\n------B\r\n'
        f"Content-Type: text/html\r\nContent-Transfer-Encoding: {encoding}\r\nContent-Location: https://asean.org/a\r\n\r\n"
    ).encode()
    tail = (
        b"\r\n------B\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0K\r\n------B--\r\n"
    )
    return head + body + tail


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64"])
def test_a_page_saved_as_one_file_is_read(tmp_path: Path, encoding: str) -> None:
    """Its address is known; the day of saving in its head is not the day of publication."""
    path = tmp_path / "visit.mhtml"
    path.write_bytes(mhtml(PAGE.replace("2024-05-06", ""), encoding))
    (article,), issues = read(path)
    assert (article.id, article.url, article.text, article.published) == ("visit", "https://asean.org/a", TEXT, None)
    assert (article.layout, [i.code for i in issues]) == ("html-asean", ["no-date"])


@pytest.mark.parametrize("raw", [b"", b"nonsense", mhtml("")])
def test_a_saved_page_without_a_page_is_an_issue(tmp_path: Path, raw: bytes) -> None:
    """An empty or foreign file under this ending."""
    path = tmp_path / "a.mhtml"
    path.write_bytes(raw)
    assert [(i.level, i.code) for i in read(path)[1]] == [("error", "bad-archive")]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kind=st.sampled_from(["zip", "gz", "warc", "warc.gz", "mhtml"]), noise=st.binary(max_size=60), at=st.floats(0, 1)
)
def test_noise_in_an_archive_never_raises(tmp_path: Path, kind: str, noise: bytes, at: float) -> None:
    """Wherever an archive is damaged, the answer is articles and Issues of one line."""
    path = tmp_path / f"a.{kind}"
    if kind == "zip":
        pack(path, a_html=PAGE, b_jsonl=LINE * 20)
    elif kind == "gz":
        path.write_bytes(gzip.compress(PAGE.encode()))
    elif kind == "mhtml":
        path.write_bytes(mhtml(PAGE))
    else:
        warc(path, ("https://e.org/1", "200 OK", "text/html", PAGE.encode()), packed=kind == "warc.gz")
    raw = path.read_bytes()
    start = int(at * len(raw))
    path.write_bytes(raw[:start] + noise + raw[start + len(noise) // 2 :])
    for item in read_articles([path]):
        assert isinstance(item, Article) or (item.where.startswith(str(path)) and "\n" not in item.message)
