"""relgraph explain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from relgraph.cli.app import common_options, is_quiet, is_verbose
from relgraph.cli.inputs import DAY, load_chosen_ontology, ontology_options
from relgraph.cli.output import open_output, output_option, print_issues
from relgraph.errors import SourceError

if TYPE_CHECKING:
    from relgraph.records import Article, Issue

__all__ = ["command"]

_WORDS = """\
\b
How to read it:
  {actor Laos}  a name found; ?it is one that the text before must tell
  stated        the text gives the date
  inferred      its year or day comes from the day of publication or from
                the scene that the text describes
  publication   not dated: it happened by, or is planned from, that day
  2024-05       a month; [..2024-05-06] on or before that day;
                [2024-05-06..] on or after it; 2024-05-06/ since then
  occurred, planned, alleged, denied
                told as a fact; still to come; said by others with doubt;
                said not to be so (with 'not', or by one who denies it)
"""


@click.command("explain", no_args_is_help=True, epilog=_WORDS)
@click.argument("sentence")
@click.option("--published", type=DAY, help="Day of publication, to which dates without a year are anchored.")
@click.option("--publisher", metavar="NAME", help="Who published it; decides who 'we' are and which names hold.")
@ontology_options
@output_option()
@common_options
def command(
    *,
    sentence: str,
    published: date | None,
    publisher: str | None,
    output: str | None,
) -> None:
    """Show how a sentence is read and why.

    These are its names, its reduced form, each rule that was tried, and the claims. SENTENCE is the text itself, in
    quotes; @FILE reads it from a file that 'relgraph claims' can read, and - from standard input. With -v the words
    that a rule wants are all listed.

    \b
    Example:
      relgraph explain "Laos opened an embassy in Pyongyang on May 3." --published 2024-05-10
      relgraph explain @article.txt
    """
    items = _read(sentence)

    from relgraph.claims.explain import explain_article
    from relgraph.records import Issue

    articles: list[Article] = []
    issues: list[Issue] = []
    for item in items:
        if isinstance(item, Issue):
            issues.append(item)
        else:
            articles.append(item)
    if not articles:
        causes = [f"{i.where}: {i.message}" for i in issues if i.level != "info"]
        raise SourceError("\n".join(causes) or f"{sentence.removeprefix('@')}: no article in it")
    print_issues(issues, quiet=is_quiet())
    loaded = load_chosen_ontology()
    with open_output(output) as file:
        for article in articles:
            if len(articles) > 1:
                file.write(f"Article {article.id}\n\n")
            given = replace(article, published=published or article.published, publisher=publisher or article.publisher)
            file.write(explain_article(given, loaded, verbose=is_verbose()))
            if article is not articles[-1]:
                file.write("\n")


def _read(sentence: str) -> Iterator[Article | Issue]:
    """The articles that the argument means; raises SourceError when it is no text."""
    if not sentence.strip():
        raise SourceError('no sentence; put it in quotes: relgraph explain "Laos opened an embassy in Pyongyang."')

    from relgraph.records import Article
    from relgraph.sources import read_articles
    from relgraph.sources.languages import check_language

    if sentence == "-" or sentence.startswith("@"):
        return read_articles([sentence.removeprefix("@")])
    if _is_file(sentence):
        raise SourceError(
            f"'{sentence}' is a file and no sentence; to explain the text in it: relgraph explain @{sentence}"
        )
    try:
        sentence.encode("utf-8")
    except UnicodeEncodeError as e:
        raise SourceError(
            f"the sentence is not UTF-8 text (character {e.start + 1}); put it into a file and use @FILE"
        ) from e
    return iter([check_language(Article(id="sentence", text=sentence.strip()), "argument")])


def _is_file(sentence: str) -> bool:
    try:
        return Path(sentence).is_file()
    except (OSError, ValueError):  # longer than a path may be
        return False
