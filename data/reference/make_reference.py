"""Makes the tables of the reference datasets from reference tables.

    python data/reference/make_reference.py REFERENCE

REFERENCE is a folder with the tables that README.md lists. What they say is carried over as it stands, errors too; only
the form changes: codes of Correlates of War become ids of ``ontology/names/states.csv``, dates EDTF, and the last day of
the data no end. Changing a fact here would hide that the sources differ.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from relgraph.ontology.names import Names, StateRow, load_names

HERE = Path(__file__).resolve().parent
Row = dict[str, str]

REPORTERS = {
    "292207923/Tac-Charter": "ASEAN Secretariat",
    "zh-wiki": "Wikipedia",
    "ko.wikipedia": "Wikipedia",
    "en.wikipedia": "Wikipedia",
    "wikipedia.abstract": "Wikipedia",
    "eudic": "Wikipedia",
    "en-wiki": "Wikipedia",
    "wikimili": "Wikipedia",
    "siiaonline": "Singapore Institute of International Affairs",
    "philstar": "The Philippine Star",
    "aseanaffairs": "ASEAN Affairs",
    "oananews": "Organization of Asia-Pacific News Agencies",
    "people.cn": "People's Daily",
    "laotiantimes": "Laotian Times",
    "presstv": "Press TV",
    "ryt9": "RYT9",
    "aseanbriefing": "ASEAN Briefing",
    "theshillongtimes": "The Shillong Times",
    "asianews.network": "Asia News Network",
    "nia.go.th": "National Intelligence Agency of Thailand",
    "thejakartapost": "The Jakarta Post",
    "thesouthafrican": "The South African",
    "jawawa": "The Jakarta Post",
    "asean.or.id": "ASEAN Secretariat",
    "aseanregionalforum.org": "ASEAN Regional Forum",
    "thedailystar": "The Daily Star",
    "worldjpn": "The World and Japan Database",
    "bankpedia": "Bankpedia",
    "discover-it": "discover-it.blogspot.com",
    "ianslive": "Indo-Asian News Service",
    "ria.ru": "RIA Novosti",
    "mfa.rs": "Ministry of Foreign Affairs of Serbia",
    "theburpboys": "theburpboys.com",
    "snkpress": "SNK Press",
    "sedaily": "Seoul Economic Daily",
    "koreaherald": "The Korea Herald",
    "nknews": "NK News",
    "seed article": "Korea-Asia Association",
    "observerdiplomat": "Observer Diplomat",
}
"""A piece of an address or citation, and who speaks there. The editions of Wikipedia copy each other, so they are one."""

OTHER_DATES = {
    ("FRA", "2007-01-13"): ("2006-07-20", "Wikipedia"),
    ("USA", "2009-07-22"): ("2009-07-23", "Wikipedia"),
    ("IRN", "2018-08-02"): ("2018-08-01", "Wikipedia"),
    ("GBR", "2000-12-12"): ("2000-12-13", "Wikipedia"),
    ("NZL", "2001-03-26"): ("2001-03-01", "Wikipedia"),
    ("TUR", "2001-06-27"): ("2001-01-15", "Wikipedia"),
}
"""Dates that the note of a row gives with the source that has them. "Also circulates" names no source."""

HOLIDAYS = {
    "New Year's Day": "newYear",
    "Korean New Year": "lunarNewYear",
    "Day of the Sun": "dayOfTheSun",
    "Day of the Shining Star": "dayOfTheShiningStar",
    "Kim Jong Il's Birthday": "dayOfTheShiningStar",
    "International Women's Day": "internationalWomensDay",
    "International Workers' Day": "mayDay",
    "Foundation Day of the Korean Children's Union": "childrensUnionDay",
    "Day of Victory in the Great Fatherland Liberation War": "victoryDayKorea",
    "Liberation Day": "liberationOfKorea",
    "Youth Day": "dprkYouthDay",
    "Founding Day of the DPRK": "dprkFoundingDay",
    "Chuseok": "midAutumn",
    "Foundation Day of the Workers' Party of Korea": "wpkFoundingDay",
    "Socialist Constitution Day": "dprkConstitutionDay",
    "Mother's Day": "mothersDay",
    "Day of Songun": "songunDay",
    "Founding Day of the Korean People's Army": "kpaFoundingDay",
    "Founding Day of the Korean People's Revolutionary Army": "kpraFoundingDay",
    "Armed Forces Day": "armyDay",
}
"""Names of holidays and the keys of ``occasions.csv``."""

BODIES = {
    "Arctic Council": "arctic-council", "Australia Group": "australia-group", "BCIE": "CABEI",
    "Benelux": "benelux", "Caricom": "CARICOM", "Entente": "entente", "Commonwealth of Nations": "C", "EEU": "EAEU", "Francophonie": "OIF",
    "ICCt": "ICC", "IFRCS": "IFRC", "Pacific Alliance": "pacific-alliance", "Paris Club": "paris-club",
    "Petrocaribe": "petrocaribe", "Quad": "QUAD", "UN Security Council": "UNSC", "UN Women": "UNWomen",
    "Wassenaar Arrangement": "wassenaar", "World Bank Group": "WBG", "CSN": "UNASUR", "IDB": "IsDB", "Union Latina": "union-latina", "EAEC": "EAEC-eurasian", "G- 9": "G-9",
    "ICC": "ICC-chamber", "ICCT": "ICC", "none": "", "CBI": "", "EPA": "", "ITC": "", "NAFTA": "", "USMCA": "", "Schengen Convention": "",
    "CARIBCAN": "",
}  # fmt: skip
"""Names of the factbook that are not the keys of ``organisations.csv``; empty for what is no organisation of states.

"ICC" is there the International Chamber of Commerce, whose members are national committees."""

CAPACITIES = {
    "member": "fullMember",
    "nonregional member": "fullMember",
    "nonregional members": "fullMember",
    "regional": "fullMember",
    "permanent": "fullMember",
    "temporary": "fullMember",
    "2024": "fullMember",
    "Chinese Taipei": "fullMember",
    "compliant country": "fullMember",
    "implementing country": "fullMember",
    "participating member, has not signed the 1993 CIS charter": "fullMember",
    "observer": "observer",
    "associate observer": "observer",
    "associate": "associateMember",
    "associated member": "associateMember",
    "associate member": "associateMember",
    "correspondent": "associateMember",
    "subscriber": "associateMember",
    "associate member, has not ratified the 1993 CIS charter although it participates in meetings and held the chairmanship of the CIS in 2012": "associateMember",
    "suspended": "suspendedMember",
    "temporarily suspended": "suspendedMember",
    "excluded from formal participation since 1962": "suspendedMember",
    "dialogue partner": "dialoguePartner",
    "dialogue member": "dialoguePartner",
    "sectoral dialogue partner": "dialoguePartner",
    "partner": "dialoguePartner",
    "partners": "dialoguePartner",
}
"""What stands in brackets behind the name of an organisation, and the concept of ``v:capacity``. Candidates, signatories
and the seats of non-governmental bodies are none."""

OPERATIONS = frozenset(
    """ATMIS MINURCAT MINURSO MINUSCA MINUSMA MINUSTAH MNJTF MONUSCO UNAMA UNAMID UNDOF UNFICYP UNIFIL UNISFA UNMHA UNMIL
    UNMIS UNMISS UNMIT UNMOGIP UNOCI UNSMIL UNSOM UNSOS UNTSO UNVIM""".split()
)
"""Operations and missions, to which states send troops; nobody is a member."""

STATES_OF_COW = {"260": "DEU"}
"""The Federal Republic of 1949, which is the Germany of today; Correlates of War has another number for it."""
STATES_OF_GW = {
    "99": "gran-colombia",
    "564": "orange-free-state",
    "340": "SRB",
    "89": "central-american-federation",
    "775": "MMR",
}
"""States that have a Gleditsch-Ward number only."""
END_OF_COW, END_OF_CAPITALS = "2024-12-31", "2020-12-31"


def read(folder: Path, name: str) -> list[Row]:
    """The rows of a reference table."""
    with (folder / name).open(encoding="utf-8-sig", newline="") as file:
        return [{k: " ".join(v.split()) for k, v in row.items()} for row in csv.DictReader(file)]


def write(name: str, columns: str, rows: Iterable[Row]) -> None:
    """Write a table of a dataset."""
    folder, _, file = name.partition("/")
    (HERE / folder).mkdir(exist_ok=True)
    with (HERE / folder / file).open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, columns.split(), extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def reporter(source: str) -> str:
    """Who speaks at an address; raises ValueError for one that nobody has looked at."""
    for part, name in REPORTERS.items():
        if part in source:
            return name
    raise ValueError(f"who speaks at '{source}'? Add it to REPORTERS")


def reported(rows: Iterable[Row]) -> Iterator[Row]:
    """Rows with who speaks in each, and the other date that its note gives with a source."""
    for row in rows:
        party = row.get("party") or row.get("participant") or row.get("member") or row.get("partner_iso3") or ""
        other, by = OTHER_DATES.get((party, row["date"]), ("", ""))
        yield {**row, "reported_by": reporter(row["source"]), "other_date": other, "other_reported_by": by}


class States:
    """States by their number in Correlates of War."""

    def __init__(self, names: Names) -> None:
        self.by_number: dict[str, list[tuple[str, StateRow]]] = {}
        for code, state in names.states.items():
            if state.cow:
                self.by_number.setdefault(str(int(state.cow)), []).append((code, state))

    def find(self, number: str, start: str, end: str) -> str:
        """The state of a number during a span: the one whose own dates hold the whole span and no more than others do.

        Correlates of War has one number for the Soviet Union and for Russia. A span that is longer than the life of
        the former state is one of the state that went on.
        """
        if number in STATES_OF_COW:
            return STATES_OF_COW[number]
        found = self.by_number.get(number, [])
        first, last = date.fromisoformat(start), date.fromisoformat(end)
        holding = [(c, s) for c, s in found if (s.valid_from or date.min) <= first and last <= (s.valid_to or date.max)]
        if not holding:
            living = [(c, s) for c, s in found if s.valid_to is None] or found
            return living[0][0] if living else ""
        return min(
            holding, key=lambda pair: ((pair[1].valid_to or date.max) - (pair[1].valid_from or date.min), pair[0])
        )[0]


def point(year: str, month: str, day: str) -> str:
    """A date at the precision that three cells give."""
    return f"{year}-{int(month):02d}-{int(day):02d}" if month and day else year


def span(start: str, end: str, *, first: str, last: str) -> Row:
    """A span without the first and last day of the data, on which nothing began or ended; they are attestations."""
    attested = [day for day, edge in ((start, first), (end, last)) if day == edge]
    shown = ("" if start == first else start, "" if end == last else end)
    return {
        "when": "/".join(shown),
        "attested_first": attested[0] if attested else "",
        "attested_last": attested[-1] if attested else "",
    }


def parties(folder: Path) -> None:
    """Treaty of Amity and Cooperation, ASEAN Regional Forum, ASEAN."""
    rows = []
    for row in reported(read(folder, "asean_tac_parties.csv")):
        signed = re.match(r"signed (\S+), ratified (\S+) \((.+)\)", row["note"])
        original = row["note"].startswith("original signatories")
        act = "signature" if original or signed else "accession"
        ratified = signed[2] if signed else ""
        rows.append(
            {
                **row,
                "act": act,
                "ratified": ratified,
                "other_reported_by": row["other_reported_by"] or (signed[3] if signed else ""),
            }
        )
    columns = "party act date ratified evidence reported_by other_date other_reported_by source note"
    write("tac-parties/parties.csv", columns, rows)
    found = [
        {**r, "founder": "yes" if r["note"].startswith("founding") else ""}
        for r in reported(read(folder, "arf_participants.csv"))
    ]
    write("arf-participants/participants.csv", "participant date founder evidence reported_by source note", found)
    found = [
        {**r, "founder": "yes" if r["note"] == "founding member" else ""}
        for r in reported(read(folder, "asean_members.csv"))
    ]
    write("asean-members/members.csv", "member date founder evidence reported_by source note", found)


def relations(folder: Path) -> None:
    """Relations of the two Koreas by country, and dated events."""
    columns = "korea_iso3 partner_iso3 partner established_year cut_year reestablished_year active_spans quality_flag"
    write("korea-relations/relations.csv", columns, read(folder, "korea_diplomatic_ties_kdiplo.csv"))
    columns = "partner_iso3 event date evidence reported_by other_date other_reported_by source note"
    write("dprk-relations-events/events.csv", columns, reported(read(folder, "dprk_relations_dated_events.csv")))


def missions(folder: Path) -> None:
    """Missions of the DPRK, embassies in Pyongyang, ambassadors, missions of the United States."""
    words = {"Embassy": "embassy", "Consulate General": "consulate", "Consular Office": "consulate"}
    rows = [{**row, "word": words[row["mission"]]} for row in read(folder, "dprk_missions_abroad_partial.csv")]
    write("dprk-missions/missions.csv", "host_iso3 city mission word source", rows)
    write(
        "pyongyang-embassies/embassies.csv",
        "sending_iso3 status source",
        read(folder, "foreign_embassies_pyongyang.csv"),
    )
    envoys = []
    for row in read(folder, "dprk_ambassadors_sample.csv"):
        said = row["as_of_or_event"]
        kind, day = next(
            (
                (k, said.removeprefix(p))
                for k, p in (("until", "until "), ("expelled", "expelled "), ("about", "c."))
                if said.startswith(p)
            ),
            ("as of", said),
        )
        envoys.append(
            {**row, "what": kind, "date": f"{day}~" if kind == "about" else day, "reported_by": reporter(row["source"])}
        )
    write("dprk-ambassadors/ambassadors.csv", "name sending receiving role what date reported_by source", envoys)


def of_cow(folder: Path, states: States) -> None:
    """What has numbers of Correlates of War: missions of the United States, membership of the system, capitals."""
    rows = []
    for row in read(folder, "us_mission_status_range_cow_v0.1.csv"):
        state = states.find(row["country_code_cow"], row["date_start"], row["date_end"])
        rows.append(
            {**row, "state": state, **span(row["date_start"], row["date_end"], first="1816-01-01", last=END_OF_COW)}
        )
    columns = "country_code_cow country_name_cow state us_mission_status when attested_first attested_last date_start date_end"
    write("us-missions/missions.csv", columns, rows)
    rows = []
    for row in read(folder, "cow_states2024.csv"):
        start, end = (point(row[p + "year"], row[p + "month"], row[p + "day"]) for p in ("st", "end"))
        state = states.find(row["ccode"], start, end)
        rows.append(
            {**row, "start": start, "end": end, "state": state, **span(start, end, first="1816-01-01", last=END_OF_COW)}
        )
    write("state-system/states.csv", "ccode stateabb statenme state when attested_first attested_last start end", rows)
    rows = []
    for row in read(folder, "cow_capitals_1816_2019.csv"):
        start, end = (point(row[p + "year"], row[p + "mon"], row[p + "day"]) for p in ("st", "end"))
        whole = (start if len(start) > 4 else f"{start}-12-31", end if len(end) > 4 else f"{end}-01-01")
        state = states.find(row["ccode"], *whole) if row["ccode"] else STATES_OF_GW.get(row["gwcode"], "")
        rows.append(
            {
                **row,
                "start": start,
                "end": end,
                "state": state,
                **span(start, end, first="1816-01-01", last=END_OF_CAPITALS),
            }
        )
    columns = "ccode gwcode statenme state capital when attested_first attested_last start end comments"
    write("capitals/capitals.csv", columns, rows)


def memberships(folder: Path, names: Names) -> None:
    """What states take part in, after the World Factbook."""
    rows: list[Row] = []
    missing: set[str] = set()
    met: Counter[tuple[str, str]] = Counter()
    for row in read(folder, "factbook_io_membership.csv"):
        state = row["iso3"] if row["iso3"] in names.states else ""
        body = BODIES.get(row["organisation"], row["organisation"])
        if body and f"org/{body}" not in names.entries:
            missing.add(body)
            body = ""
        met[row["iso3"], row["organisation"]] += 1
        nth = met[row["iso3"], row["organisation"]]
        kind = "operation" if body in OPERATIONS else "body" if body else ""
        rows.append(
            {
                **row,
                "state": state,
                "body": body,
                "nth": str(nth) if nth > 1 else "",
                "kind": kind,
                "capacity": CAPACITIES.get(row["status"], ""),
            }
        )
    for body in sorted(missing):
        sys.stderr.write(f"factbook-memberships: no organisation '{body}' in organisations.csv\n")
    columns = "iso3 organisation nth status state body kind capacity"
    write("factbook-memberships/memberships.csv", columns, rows)


def holidays(folder: Path) -> None:
    """Days on which the holidays of the DPRK fall."""
    rows = [{**row, "occasion": HOLIDAYS.get(row["name"], "")} for row in read(folder, "dprk_holidays_2010_2030.csv")]
    write("dprk-holidays/holidays.csv", "date name occasion", rows)


def main(folder: Path) -> None:
    """Make all tables."""
    names = load_names()
    parties(folder)
    relations(folder)
    missions(folder)
    of_cow(folder, States(names))
    memberships(folder, names)
    holidays(folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
