"""Articles that are given twice: the first one counts, and the Issue says where it stands and what is lost."""

from __future__ import annotations

from relgraph.iris import digest
from relgraph.records import Article, Issue
from relgraph.sources.fields import issue

__all__ = ["Repeats"]


class Repeats:
    """The articles given so far, by their ids."""

    def __init__(self) -> None:
        self._seen: dict[str, tuple[str, str]] = {}

    def place(self, article_id: str) -> str | None:
        """Where the article with an id stands, or None when there was none."""
        found = self._seen.get(article_id)
        return found[0] if found else None

    def check(self, article: Article, *, place: str, where: str) -> Issue | None:
        """Remember an article, or give the Issue that its id was given before.

        A repetition of the same text is a warning (``repeated-article``), and so is another text under the same
        address (``duplicate-id``). Another text under an id that the input gives itself is an error: the ids are wrong.

        Args:
            article: what was read.
            place: where it stands, as the messages on later articles name it.
            where: the place of the Issue.
        """
        text = digest(article.text)
        if article.id not in self._seen:
            self._seen[article.id] = (place, text)
            return None
        first, known = self._seen[article.id]
        by_address = article.url is not None and article.id == "url-" + digest(article.url)
        same = "the same URL" if by_address else f"the id '{article.id}'"
        if text == known:
            same = "" if article.id.startswith("text-") else f"{same} and "
            return issue("warning", "repeated-article", where, f"{same}the same text as {first}; left out".lstrip())
        if by_address:
            message = f"{same} as {first}, but another text; left out, give both an 'id' of their own to keep them"
            return issue("warning", "duplicate-id", where, message)
        message = f"{same} stands already in {first}, with another text; left out, give the article another id"
        return issue("error", "duplicate-id", where, message)
