"""The layouts of the corpora beside the repository are read whole."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from relgraph.pipeline import LEFT_OUT
from relgraph.records import Article, Issue
from relgraph.sources import read_articles


def read(path: Path) -> tuple[list[Article], list[Issue]]:
    items = list(read_articles([path]))
    return [i for i in items if isinstance(i, Article)], [i for i in items if isinstance(i, Issue)]


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("name", ["kcna-2024.jsonl", "wikinews.jsonl", "official.jsonl"])
def test_each_line_of_a_corpus_is_an_article(shared: Path, name: str) -> None:
    """With its address, title, date and text as they stand there; a second version of a page is said to be one."""
    path = shared / "corpus" / name
    articles, issues = read(path)
    first: dict[str, dict[str, Any]] = {}
    for line in lines(path):
        first.setdefault(line["url"], line)
    assert [a.url for a in articles] == list(first)
    for article, line in zip(articles, first.values(), strict=True):
        assert article.text == line["text"]
        assert article.title == (line["title"] or "").strip()
        assert article.published == (date.fromisoformat(line["published"]) if line["published"] else None)
    assert {i.code for i in issues} <= {"duplicate-id", "id-from-url", "repeated-article"}
    assert len(lines(path)) - len(articles) == sum(i.code in LEFT_OUT for i in issues)


def test_the_list_of_articles_gives_the_texts_beside_it(shared: Path) -> None:
    """The date and the address stand in the list, the text in a file of its own."""
    path = shared / "corpus" / "manifest.jsonl"
    articles, issues = read(path)
    assert issues == []
    listed = lines(path)
    assert [a.id for a in articles] == [line["id"] for line in listed]
    for article, line in zip(articles, listed, strict=True):
        raw = (path.parent / "texts" / f"{line['id']}.txt").read_text(encoding="utf-8")
        assert article.text in raw
        assert (article.url, article.publisher) == (line["url"], line["source"])
        assert article.published == (date.fromisoformat(line["published"]) if line["published"] else None)


def test_the_folder_of_the_corpora_is_read_once(shared: Path) -> None:
    """Texts that a list has given are not given again without their dates; annotations are not articles."""
    articles, issues = read(shared / "corpus")
    assert sum(a.id in {f"D{n:03d}" for n in range(1, 91)} for a in articles) == 90
    assert all(a.published for a in articles if a.id == "D001")
    assert [(i.level, i.code) for i in issues if i.where.endswith("gold.jsonl")] == [("info", "gold-without-text")]
    assert {i.code for i in issues} <= {"duplicate-id", "id-from-url", "gold-without-text", "repeated-article"}


# --- the layout itself, with texts of our own


def make_list(folder: Path, **line: object) -> Path:
    (folder / "texts").mkdir()
    (folder / "texts" / "a1.txt").write_text("Visit\n\nNorway recognised Fiji.\n", encoding="utf-8")
    path = folder / "list.jsonl"
    path.write_text(json.dumps({"id": "a1", "published": "2024-05-06", **line}) + "\n", encoding="utf-8")
    return path


def test_a_line_without_text_takes_the_file_of_its_id(tmp_path: Path) -> None:
    """A list beside a folder ``texts``; the headline of the file counts if the line has none."""
    (article,), issues = read(make_list(tmp_path))
    assert (article.id, article.title, article.published) == ("a1", "Visit", date(2024, 5, 6))
    assert (article.text, issues) == ("Norway recognised Fiji.", [])
    assert [a.published for a in read(tmp_path)[0]] == [date(2024, 5, 6)]


def test_a_text_that_was_changed_since_is_a_warning(tmp_path: Path) -> None:
    """Annotations count characters in it."""
    path = make_list(tmp_path, sha256="0" * 64)
    articles, issues = read(path)
    assert (len(articles), [(i.level, i.code) for i in issues]) == (1, [("warning", "changed-text")])
    good = hashlib.sha256((tmp_path / "texts" / "a1.txt").read_bytes()).hexdigest()
    path.write_text(json.dumps({"id": "a1", "sha256": good}), encoding="utf-8")
    assert read(path)[1] == []


@pytest.mark.parametrize("identity", ["../texts/a1", "a2", "/etc/hostname", "..", "a1/../a1"])
def test_an_id_leads_to_no_other_folder(tmp_path: Path, identity: str) -> None:
    """A file of the reader must not become an article because a list names it."""
    articles, issues = read(make_list(tmp_path, id=identity))
    assert (articles, [i.code for i in issues]) == ([], ["no-text"])
