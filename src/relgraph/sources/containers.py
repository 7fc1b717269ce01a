"""Files that hold other files: ZIP, gzip, WARC and MHTML. Members are given one by one, within limits.

An archive of some kilobytes can unfold to more than any disk holds. So no member is unfolded beyond
:data:`LARGEST` or :data:`RATIO` times its packed size, nor a ZIP archive beyond :data:`MOST`; what stays behind is
an Issue. Names of members are only shown and never used as paths.
"""

from __future__ import annotations

import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr
from dataclasses import dataclass
from typing import IO, Any

from relgraph.iris import digest
from relgraph.records import Issue
from relgraph.sources.fields import brief, issue
from relgraph.sources.inputs import Input

__all__ = ["CONTAINERS", "LARGEST", "MOST", "RATIO", "Member", "find_unpacker"]

CONTAINERS = (".zip", ".gz", ".warc", ".mhtml", ".mht")
"""Endings of file names."""
LARGEST = 256 * 2**20
"""Bytes of one member, unfolded."""
MOST = 4 * 2**30
"""Bytes of all members of a ZIP archive together, unfolded."""
RATIO = 200
"""How many times its packed size a member may have, above the first :data:`_FREE` bytes. Text has 3 to 10."""
_FREE = 2**20
_CHUNK = 2**16


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A file in a container: what :class:`Input` needs, and the name by which its source is chosen."""

    input: Input
    file_name: str


Unpacker = Callable[[str, IO[bytes]], Iterator[Member | Issue]]


class _TooLarge(Exception):  # noqa: N818 - not an error of relgraph; it never leaves this module
    """What was unfolded has reached a limit."""


def find_unpacker(file_name: str, head: bytes) -> Unpacker | None:
    """What unpacks a file of that name and those first bytes; None if it is no container."""
    name = file_name.lower()
    bare = "." not in name.replace("\\", "/").rsplit("/", 1)[-1]
    if name.endswith(".zip") or (bare and head.startswith(b"PK\x03\x04")):
        return _unzip
    if name.endswith((".gz", ".gzip")) or (bare and head.startswith(b"\x1f\x8b")):
        return _gunzip
    if name.endswith(".warc") or (bare and head.startswith(b"WARC/")):
        return _read_warc
    if name.endswith((".mhtml", ".mht")):
        return _read_mhtml
    return None


# ── ZIP ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _unzip(name: str, stream: IO[bytes]) -> Iterator[Member | Issue]:
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as e:
        yield issue("error", "bad-archive", name, f"not a whole ZIP archive ({brief(e)}); copy it again")
        return
    total = 0
    with archive:
        # In alphabetical order, as in a folder; the order in which they were packed is chance.
        members = sorted((m for m in archive.infolist() if not m.is_dir()), key=lambda m: m.filename)
        if not members:
            yield issue("warning", "empty-folder", name, "no file in this archive")
        for member in members:
            inner = member.filename
            place = f"{name}!/{inner}"
            parts = re.split(r"[\\/]", inner)
            if any(part.startswith(".") and part not in (".", "..") for part in parts) or parts[0] == "__MACOSX":
                continue  # hidden, as in a folder
            if inner.startswith(("/", "\\")) or re.match(r"[A-Za-z]:", inner) or ".." in parts:
                message = "a path that leads out of the archive; left out, pack the archive again with plain paths"
                yield issue("error", "unsafe-path", place, message)
                continue
            if member.flag_bits & 1:
                message = "encrypted; unpack it with its password and name the files"
                yield issue("error", "encrypted", place, message)
                continue
            try:
                with archive.open(member) as opened:
                    raw = _read_within(opened, member.compress_size, MOST - total)
            except _TooLarge as e:
                yield issue("error", "too-large", place, str(e))
                continue
            except (zipfile.BadZipFile, OSError, EOFError, zlib.error, NotImplementedError, ValueError) as e:
                message = f"cannot be unpacked ({brief(e)}); unpack the archive yourself and name the files"
                yield issue("error", "bad-archive", place, message)
                continue
            except Exception as e:  # lzma.LZMAError, where Python has it
                yield issue("error", "bad-archive", place, f"cannot be unpacked ({brief(e)}); copy the archive again")
                continue
            total += len(raw)
            yield Member(input=Input(name=place, raw=raw), file_name=inner)


def _read_within(stream: IO[bytes], packed: int, left: int) -> bytes:
    """All bytes of a stream, or _TooLarge. Its own count decides: the size in the archive may be a lie."""
    most = min(LARGEST, left)
    chunks: list[bytes] = []
    size = 0
    while chunk := stream.read(_CHUNK):
        size += len(chunk)
        if size > most:
            raise _TooLarge(f"more than {most >> 20} MB unpacked; left out, unpack it yourself and name the file")
        if size > _FREE + RATIO * packed:
            raise _TooLarge(
                f"unpacks to more than {RATIO} times its size, as no text does; left out, "
                "unpack it yourself if you trust it"
            )
        chunks.append(chunk)
    return b"".join(chunks)


# ── gzip ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _gunzip(name: str, stream: IO[bytes]) -> Iterator[Member | Issue]:
    inner = re.sub(r"\.gz(?:ip)?$", "", re.split(r"[\\/]", name)[-1], flags=re.IGNORECASE)
    place = f"{name}!/{inner}"
    if inner.lower().endswith(".warc"):
        # Each record is packed by itself, and warcio reads them one by one: an archive may be larger than memory.
        yield from _read_warc(name, stream)
        return
    packed = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    chunks = bytearray()
    problem: Issue | None = None
    try:
        with gzip.GzipFile(fileobj=stream, mode="rb") as opened:
            while chunk := opened.read(_CHUNK):
                chunks += chunk
                if len(chunks) > LARGEST or len(chunks) > _FREE + RATIO * packed:
                    limit = f"{LARGEST >> 20} MB" if len(chunks) > LARGEST else f"{RATIO} times its size"
                    message = f"unpacks to more than {limit}; left out, unpack it yourself and name the file"
                    yield issue("error", "too-large", name, message)
                    return
    except (OSError, EOFError, zlib.error) as e:
        rest = f"; the first {len(chunks)} bytes are read" if chunks else ""
        problem = issue("error", "bad-archive", name, f"not a whole gzip file ({brief(e)}); copy it again{rest}")
    if problem is not None:
        yield problem
        if not chunks:
            return
    yield Member(input=Input(name=place, raw=bytes(chunks), truncated=problem is not None), file_name=inner)


# ── WARC ────────────────────────────────────────────────────────────────────────────────────────────────────────

_PAGES = ("text/html", "application/xhtml+xml")


def _read_warc(name: str, stream: IO[bytes]) -> Iterator[Member | Issue]:
    """Give the pages of a web archive with their addresses; what else is in it is counted."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    seen: set[str] = set()
    counts: dict[str, int] = {}
    records = 0

    def count(what: str) -> None:
        counts[what] = counts.get(what, 0) + 1

    archive = ArchiveIterator(stream)
    try:
        while True:
            record, misfit = _next_record(archive)
            if misfit:
                message = f"record {records} is not as long as it says; what lies behind it up to the next one is lost"
                yield issue("warning", "bad-archive", name, message)
            if record is None:
                break
            records += 1
            if record.rec_type != "response":
                count(f"{record.rec_type} records")
                continue
            kind, charset = _content_type(record)
            url = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ")
            status = record.http_headers.get_statuscode() if record.http_headers else ""
            if kind not in _PAGES:
                count(f"responses of type {kind or 'unknown'}")
            elif not status.startswith("2"):
                count(f"pages with status {status or 'unknown'}")
            elif url in seen:
                count("later copies of a page")
            else:
                place = f"{name}!/{url}"
                try:
                    raw = _read_within(record.content_stream(), _length(record), LARGEST)
                except _TooLarge as e:
                    yield issue("error", "too-large", place, str(e))
                    continue
                seen.add(url)
                cut = getattr(record.raw_stream, "limit", 0) > 0
                if cut:
                    yield issue("warning", "bad-archive", place, "the archive breaks off in this page; its end is lost")
                page = Input(name=place, raw=raw, id="url-" + digest(url), url=url, charset=charset, truncated=cut)
                yield Member(input=page, file_name="page.html")
    except (ArchiveLoadFailed, OSError, EOFError, zlib.error, ValueError, AttributeError) as e:
        message = f"broken behind record {records} ({brief(e)}); what stands before it is read"
        yield issue("error", "bad-archive", name, message)
    if counts:
        listed = ", ".join(f"{number} {what}" for what, number in sorted(counts.items()))
        yield issue("info", "left-out", name, f"no pages, and so left out: {listed}")
    if not records:
        yield issue("warning", "empty-file", name, "no record in this WARC")


def _next_record(archive: Any) -> tuple[Any, bool]:
    """The next record, or None, and whether the one before is longer or shorter than it says."""
    # warcio prints that, with pages of bytes, and tells it in no other way.
    with redirect_stderr(io.StringIO()) as printed:
        record = next(archive, None)
    return record, "Record not followed by newline" in printed.getvalue()


def _content_type(record: Any) -> tuple[str, str | None]:
    value = (record.http_headers.get_header("Content-Type") if record.http_headers else None) or ""
    charset = re.search(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", value, re.IGNORECASE)
    return value.partition(";")[0].strip().lower(), charset[1] if charset else None


def _length(record: Any) -> int:
    try:
        return int(record.rec_headers.get_header("Content-Length") or 0)
    except ValueError:
        return 0


# ── MHTML ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _read_mhtml(name: str, stream: IO[bytes]) -> Iterator[Member | Issue]:
    """Give the page of a web archive of one file, without the pictures and frames that lie in it, too."""
    from email import message_from_bytes
    from email.policy import compat32

    message = message_from_bytes(stream.read(), policy=compat32)
    for part in message.walk():
        if part.get_content_type() not in _PAGES:
            continue
        raw = part.get_payload(decode=True)
        address = part.get("Content-Location") or message.get("Snapshot-Content-Location")
        url = "".join(str(address or "").split())
        if not isinstance(raw, bytes) or not raw.strip():
            break
        page = Input(
            name=name,
            raw=raw,
            url=url if re.match(r"https?://", url, re.IGNORECASE) else None,
            charset=part.get_content_charset(),
        )
        yield Member(input=page, file_name="page.html")
        return
    yield issue("error", "bad-archive", name, "no page of HTML in it; save the page again, as HTML")
