"""relgraph evaluate."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from relgraph.cli.app import common_options, is_quiet
from relgraph.cli.inputs import load_chosen_ontology, ontology_options, source_option
from relgraph.cli.output import (
    TABULAR,
    choose_format,
    format_option,
    open_output,
    output_option,
    print_issues,
    write_rows,
)
from relgraph.errors import CLOSE, CheckFailed, SourceError, nearest

if TYPE_CHECKING:
    from relgraph.evaluate import Annotation, Score
    from relgraph.evaluate.tables import Row
    from relgraph.ontology import Ontology
    from relgraph.records import Reading

__all__ = ["command"]

_TEXTS = "texts"
"""Folder beside an annotation with the texts of its articles, ``ID.txt``."""
_FEW = 5


@click.command("evaluate", no_args_is_help=True)
@click.argument("gold", metavar="GOLD")
@click.argument("articles", nargs=-1, metavar="[ARTICLES...]")
@click.option(
    "--predicted", metavar="FILE", help="Score this file, as 'claims -f gold' writes it, and read no article."
)
@click.option(
    "--by", type=click.Choice(["type", "source", "article"]), help="Events by type, publisher (or split), or article."
)
@click.option("--errors", is_flag=True, help="List the errors with the sentences behind them.")
@click.option(
    "--type", "types", multiple=True, metavar="TYPE", help="With --errors: only of this type, visit or Visit; repeat."
)
@click.option(
    "--fail-under", type=click.FloatRange(0, 1), metavar="F1", help="End with 3 when the F1 of events is lower."
)
@click.option(
    "--aliases", metavar="FILE", help="JSON of names that mean the same. [default: the names of the ontology]"
)
@format_option(TABULAR, "table on a terminal and csv in a pipe")
@output_option()
@source_option
@ontology_options
@common_options
def command(
    *,
    gold: str,
    articles: tuple[str, ...],
    predicted: str | None,
    by: str | None,
    errors: bool,
    types: tuple[str, ...],
    fail_under: float | None,
    aliases: str | None,
    format_: str | None,
    output: str | None,
    source: str | None,
) -> None:
    """Measure how well articles are read, against annotations.

    GOLD has one JSON object a line with the events of one article, as 'relgraph claims -f gold' writes them; - is
    standard input. ARTICLES are files and folders, found by their ids; without them, those in the folder 'texts' beside
    GOLD, else those of its own folder that are annotated.

    An event is right when type and actors agree. What is not found costs recall, what is found though it is not
    annotated costs precision. The sentence of a missed event is a guess; 'relgraph explain' shows how it is read.

    \b
    Example:
      relgraph evaluate gold.jsonl articles/
      relgraph evaluate gold.jsonl articles/ --errors --type visit
    """
    chosen = choose_format(format_, output, TABULAR, terminal="table", pipe="csv")
    if errors and by:
        raise click.UsageError("--errors and --by are two outputs; give one of them")
    if types and not errors:
        raise click.UsageError("--type belongs to --errors; add it")
    if predicted and articles and not errors:
        raise click.UsageError("--predicted reads no article; leave the articles out, or add --errors to quote them")

    from relgraph.evaluate import Annotation, add_scores, known_aliases, parse_aliases, parse_annotations, score_article
    from relgraph.evaluate.tables import split_scores
    from relgraph.ontology.names import load_names

    ontology = load_chosen_ontology()
    codes = _find_codes(types, ontology)
    names = load_names(ontology.folder)
    wanted = parse_annotations(gold, _read_text(gold), names=names, warn=_warn_line)
    same = parse_aliases(aliases, _read_text(aliases)) if aliases else known_aliases(names)
    readings: dict[str, Reading] = {}
    if predicted is None or errors:
        readings = _read(gold, wanted, articles, ontology, source=source, needed=predicted is None)
    if predicted is None:
        found = _predict(readings, ontology)
    else:
        found = {p.id: p for p in parse_annotations(predicted, _read_text(predicted), predicted=True)}
        _warn([i for i in found if i not in {g.id for g in wanted}], f"{predicted}: not in {gold}, left out")
    _warn([g.id for g in wanted if g.id not in found], f"{gold}: nothing was read, counted as if nothing was found")
    pairs = [(g, found.get(g.id, Annotation(id=g.id))) for g in wanted]
    scores = [score_article(g, f, same) for g, f in pairs]
    total = add_scores(scores)
    with open_output(output) as file:
        if errors:
            from relgraph.cli.mistakes import write_mistakes
            from relgraph.evaluate import find_mistakes

            mistakes = [m for (g, f), s in zip(pairs, scores, strict=True) for m in find_mistakes(g, f, s.pairs, same)]
            mistakes = [m for m in mistakes if not codes or m.concerns(codes)]
            write_mistakes(mistakes, wanted, readings, ontology, same, chosen, file)
        elif by:
            from relgraph.evaluate.tables import GROUP_COLUMNS, group_rows

            _write(chosen, (by, *GROUP_COLUMNS), group_rows(by, wanted, scores), file)
        else:
            _write_scores(chosen, total, split_scores(wanted, scores), file)
    f1 = total.counts["event"].f1
    if fail_under is not None and f1 < fail_under:
        raise CheckFailed(f"{gold}: the F1 of events is {f1:.3f}, lower than {fail_under:g}")


def _find_codes(types: Sequence[str], ontology: Ontology) -> set[str]:
    """The codes of types that are given by their code or, as 'relgraph types' has it, by their id."""
    from relgraph.ontology import CODES

    by_id = {event_type.id.lower(): event_type.code for event_type in ontology.event_types.values()}
    codes = set()
    for name in types:
        code = name if name in CODES else by_id.get(name.lower())
        if code is None:
            raise click.UsageError(f"no type '{name}'.{nearest(name, [*ontology.event_types, *CODES])}")
        codes.add(code)
    return codes


def _read_text(name: str) -> str:
    from relgraph.sources.inputs import decode

    path = Path(name)
    if name != "-" and path.is_dir():
        raise SourceError(f"{name}: a folder; name the file, with one JSON object a line ('id' and 'events')")
    try:
        text, problem = decode(sys.stdin.buffer.read() if name == "-" else path.read_bytes())
    except OSError as e:
        likely = nearest(path.name, [p.name for p in path.parent.glob("*")], cutoff=CLOSE) if not path.exists() else ""
        raise SourceError(f"{name}: cannot be read: {e.strerror or e}.{likely}") from e
    if text is None or problem is not None:
        raise SourceError(f"{name}: {problem.message if problem else 'not a text'}")
    return text


def _read(
    gold: str,
    wanted: Sequence[Annotation],
    articles: Sequence[str],
    ontology: Ontology,
    *,
    source: str | None,
    needed: bool,
) -> dict[str, Reading]:
    """The annotated articles as read, by id."""
    from relgraph.evaluate.articles import annotated_articles, articles_beside
    from relgraph.pipeline import read_all
    from relgraph.records import Reading
    from relgraph.sources import read_articles

    if gold == "-" and not articles:
        if needed:
            raise SourceError("the annotation comes from standard input, and nothing lies beside it; name the articles")
        return {}
    beside = Path(gold).parent
    paths = articles or [str(beside / _TEXTS if (beside / _TEXTS).is_dir() else beside)]
    if articles or (beside / _TEXTS).is_dir():
        given = read_articles(paths, source=source)
    else:
        given = articles_beside(Path(gold), wanted, source=source)
    items = list(read_all(annotated_articles(wanted, given), ontology))
    readings = {item.article.id: item for item in items if isinstance(item, Reading)}
    if needed:
        print_issues([item for item in items if not isinstance(item, Reading)], quiet=is_quiet())
    if needed and not readings:
        raise SourceError(
            f"{', '.join(paths)}: no article has an id of {gold}, as '{wanted[0].id}'; "
            "name the articles that were annotated"
        )
    return readings


def _predict(readings: Mapping[str, Reading], ontology: Ontology) -> dict[str, Annotation]:
    from relgraph.evaluate import predict

    return {article: predict(reading, ontology) for article, reading in readings.items()}


def _warn_line(line: str) -> None:
    if not is_quiet():
        click.echo(f"warning: {line}", err=True)


def _warn(ids: Sequence[str], what: str) -> None:
    if ids and not is_quiet():
        shown = ", ".join(ids[:_FEW]) + (" ..." if len(ids) > _FEW else "")
        click.echo(f"warning: {what}: {len(ids)} ({shown})", err=True)


def _write_scores(chosen: str, total: Score, splits: Mapping[str, Score], file: IO[str]) -> None:
    from relgraph.evaluate.tables import MEASURE_COLUMNS, MEASURES, SPLIT_COLUMNS, measure_rows, split_rows

    if chosen != "table":
        write_rows(MEASURE_COLUMNS, measure_rows({"all": total, **splits}), chosen, file)
        return
    rows = [dict(zip(MEASURE_COLUMNS, row, strict=True)) for row in measure_rows({"all": total})]
    columns = ("precision", "recall", "f1", "f1_low", "f1_high", "right", "extra", "missed")
    counted = [(MEASURES[str(r["measure"])], *(r[c] for c in columns)) for r in rows if r["right"] is not None]
    shared = [(MEASURES[str(r["measure"])], r["rate"], r["of"]) for r in rows if r["right"] is None]
    _write(chosen, ("all articles", *columns), counted, file)
    file.write("\n")
    _write(chosen, ("shares", "rate", "of"), shared, file)
    if splits:
        file.write("\n")
        _write(chosen, SPLIT_COLUMNS, split_rows(splits), file)


def _write(chosen: str, columns: Sequence[str], rows: Iterable[Row], file: IO[str]) -> None:
    """Write rows; a table for people has figures of three digits and the interval in one column."""
    if chosen != "table":
        write_rows(columns, rows, chosen, file)
        return
    names = [name for name in columns if name != "f1_high"]
    shown = []
    for row in rows:
        cells = {
            name: f"{cell:.3f}" if isinstance(cell, float) else cell for name, cell in zip(columns, row, strict=True)
        }
        if cells.get("f1_low") is not None:
            cells["f1_low"] = f"{cells['f1_low']}–{cells['f1_high']}"
        shown.append([cells[name] for name in names])
    write_rows(["95 %" if name == "f1_low" else name for name in names], shown, chosen, file)
