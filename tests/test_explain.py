"""``relgraph explain``: every rule that fits has its outcome, and what is no sentence is told from one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from relgraph.claims.explain import explain
from relgraph.cli.app import main
from relgraph.ontology import load_ontology


def said(text: str, **context: str | None) -> str:
    """The explanation of a text; ``published`` is an ISO date."""
    day = context.get("published")
    return explain(
        text,
        load_ontology(),
        published=date.fromisoformat(day) if day else None,
        publisher=context.get("publisher"),
    )


def run(*args: str, stdin: bytes | str | None = None) -> Result:
    return CliRunner().invoke(main, ["explain", *args], input=stdin)


def fails(*args: str, stdin: bytes | str | None = None) -> str:
    result = run(*args, stdin=stdin)
    assert result.exit_code == 1, result.output
    assert result.stdout == ""
    return result.stderr


@pytest.mark.parametrize(
    ("sentence", "publisher", "reason"),
    [
        (
            "The two countries agreed to restore diplomatic relations in 2025.",
            None,
            "refused: whom 'The two countries' means is not known from the text",
        ),
        (
            "We strongly condemn North Korea's launch of a ballistic missile.",
            None,
            "refused: who 'We' is, is not known; give --publisher",
        ),
        (
            "We strongly condemn North Korea's launch of a ballistic missile.",
            "Reuters",
            "the publisher 'Reuters' is not known to speak for a state",
        ),
        (
            "Ambassador Mohamad Ahmad presented his credentials to Choe Ryong Hae.",
            None,
            "refused: the country of Mohamad Ahmad is not known",
        ),
        (
            "The ministry said it had not expelled the North Korean diplomat.",
            None,
            "refused: whom 'it' means is not known from the text",
        ),
        (
            "Malaysia visited Malaysia.",
            None,
            "refused: Malaysia is the actor already and cannot be the recipient too",
        ),
        ("Pyongyang has rejected Washington's offer of talks.", None, "refused: nothing in the text gives the actor"),
    ],
)
def test_a_rule_that_fits_and_makes_no_claim_says_why(sentence: str, publisher: str | None, reason: str) -> None:
    """'matched' and then no claim left the author of a rule with no place to look."""
    text = said(sentence, publisher=publisher)
    assert reason in text
    assert text.endswith("none: what fits was refused, as said above\n")


def test_a_rule_that_lost_names_the_one_that_was_preferred() -> None:
    """Two rules fit the verb and its noun; one tells the act."""
    text = said("Laos and Vietnam held talks in Hanoi on May 3.")
    assert "at 'talks': matched; told by Talks:hold, the rule of the verb" in text
    assert "at 'held': matched\n" in text


def test_a_rule_that_lost_names_the_one_that_tells_even_if_its_rival_lost_too() -> None:
    """The launch yields to the rule of the deed, and that to the rule of condemnation."""
    text = said("We strongly condemn North Korea's launch of a ballistic missile.")
    assert """at "North Korea's launch": matched; told by Condemnation:condemn,""" in text


def test_rules_that_fit_come_first_and_long_lists_are_short() -> None:
    """The line that matters stood between lists of forty words."""
    sentence = "Laos and Vietnam held talks in Hanoi on May 3."
    text = said(sentence)
    marks = [line[2:5] for line in text.splitlines() if " at '" in line]
    assert marks == sorted(marks, reverse=True)
    assert "... (34 in all)" in text
    assert "in all)" not in explain(sentence, load_ontology(), verbose=True)


def test_an_unknown_publisher_is_noted() -> None:
    """The option did nothing and said nothing; the news agency of the DPRK is known by its short name."""
    assert "no table knows the publisher 'Rodong Sinmon'" in said("Laos left.", publisher="Rodong Sinmon")
    text = said("We condemn Japan.", publisher="KCNA")
    assert "Note" not in text
    assert "DPRK  [from 'We']" in text


def test_dates_are_shown_as_the_claim_has_them() -> None:
    """A plan lies ahead, so that its June 12 is not that of the year before."""
    text = said("The foreign minister of Laos will visit Hanoi on June 12.", published="2023-12-20")
    assert "2023-06-12" not in text
    assert text.count("2024-06-12 (inferred)") == 2
    assert "{date on June 12}" in text


def test_a_date_that_counts_from_publication_asks_for_it() -> None:
    """Without the option there is no date, and the dash did not say so."""
    assert "give --published" in said("Choe Ryong Hae visited Beijing in May.")


def test_roles_say_from_which_words_they_come() -> None:
    """A country was shown where the text names its capital."""
    assert "China  [from 'Beijing']" in said("Choe Ryong Hae visited Beijing.")


def test_capitalised_words_that_no_table_knows_are_named() -> None:
    """The role is open because of a name that nobody knows."""
    lines = said("Trump met Kim Jong Un in Xanadu.").splitlines()
    unknown = [line.split("'")[1] for line in lines if "not a known name" in line]
    assert unknown == ["Trump", "Xanadu"]
    assert "not a known name" not in said("The delegation of Laos met Kim Jong Un. Officials met.")


def test_a_file_is_read_with_its_front_matter(tmp_path: Path) -> None:
    """The option wins over the file; the name of a file is no sentence."""
    path = tmp_path / "art.txt"
    text = "---\npublished: 2024-05-10\npublisher: KCNA\n---\n\nLaos opened an embassy in Pyongyang on May 3.\n"
    path.write_text(text, encoding="utf-8")
    assert "2024-05-03 (inferred)" in run(f"@{path}").stdout
    assert run("-", stdin=text).stdout == run(f"@{path}").stdout
    assert "2023-05-03 (inferred)" in run(f"@{path}", "--published", "2023-05-10").stdout
    assert f"is a file and no sentence; to explain the text in it: relgraph explain @{path}" in fails(str(path))
    assert "no such file" in fails(f"@{path}x")


def test_what_is_no_text_is_explained(tmp_path: Path) -> None:
    """It ended with a traceback of the encoder."""
    out = tmp_path / "bad.out"
    assert "line 1 is not UTF-8" in fails("-", "-o", str(out), stdin=b"\xff\xfe Laos opened an embassy in Pyongyang.")
    assert "not UTF-8 text (character 6)" in fails("Laos \udcff opened an embassy.", "-o", str(out))
    assert not out.exists()
    query = CliRunner().invoke(main, ["query", "graph", "-"], input=b"ASK\n \xff")
    assert query.exit_code == 1
    assert "stdin: not UTF-8 text (line 2, byte 2 is 0xff)" in query.stderr


def test_another_language_is_named() -> None:
    """The claims command said so, and this one said that no rule fits."""
    korean = "조선민주주의인민공화국 외무성 대변인은 미국의 제재를 규탄하였다고 조선중앙통신이 보도하였다."
    assert "written in 'ko'" in fails(korean)


def test_every_command_has_a_summary_that_fits() -> None:
    """Eight of eleven broke off."""
    result = CliRunner().invoke(main, ["--help"], terminal_width=80)
    assert "..." not in result.stdout.split("Commands:")[1]
