"""A small hand-made world for tests: seven articles, what they claim, and what the claims together support.

Everything here is written by hand, so that a fault in dates, claims or resolve does not hide a fault in triples,
store, query, network or view. ``make_world()`` gives the records, ``make_graph(tmp_path)`` a graph on disk.

The world: a delegation of the DPRK visits Laos and holds talks (one event with a part); a message and a gift;
the DPRK joins the ARF and accedes to the TAC, which another paper calls a signature (a conflict); relations with
Malaysia are established, get an embassy and are severed; a visit is planned; a closing is denied; a teaser breaks
off. One article has nothing in it.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from relgraph.records import (
    Actor,
    Article,
    Claim,
    Conflict,
    IdentityCandidate,
    IdentityLink,
    Mention,
    Reading,
    Role,
    Situation,
    When,
)

# ── actors ──────────────────────────────────────────────────────────────────────────────────────────────────────

PRK = Actor(id="state/PRK", type="State", label="DPRK")
CHN = Actor(id="state/CHN", type="State", label="China")
LAO = Actor(id="state/LAO", type="State", label="Laos")
MYS = Actor(id="state/MYS", type="State", label="Malaysia")
VNM = Actor(id="state/VNM", type="State", label="Viet Nam")
KHM = Actor(id="state/KHM", type="State", label="Cambodia")
UGA = Actor(id="state/UGA", type="State", label="Uganda")
ASEAN = Actor(id="org/ASEAN", type="InternationalOrganization", label="ASEAN")
ARF = Actor(id="org/ARF", type="Forum", label="ASEAN Regional Forum")
PRK_MFA = Actor(
    id="org/PRK-mfa",
    type="GovernmentBody",
    label="Ministry of Foreign Affairs of the DPRK",
    on_behalf_of=("state/PRK",),
)
KCNA = Actor(id="org/KCNA", type="Organization", label="KCNA", on_behalf_of=("state/PRK",))
KAA = Actor(
    id="org/korea-asia-association", type="Association", label="Korea-Asia Association", on_behalf_of=("state/PRK",)
)
PAPER = Actor(id="org/asia-gazette", type="Organization", label="Asia Gazette")
CHN_EMBASSY = Actor(
    id="mission/CHN-embassy-PRK", type="Embassy", label="Chinese embassy in the DPRK", on_behalf_of=("state/CHN",)
)
PRK_EMBASSY_MYS = Actor(
    id="mission/PRK-embassy-MYS", type="Embassy", label="DPRK embassy in Malaysia", on_behalf_of=("state/PRK",)
)
PRK_EMBASSY_UGA = Actor(
    id="mission/PRK-embassy-UGA", type="Embassy", label="DPRK embassy in Uganda", on_behalf_of=("state/PRK",)
)
PAK = Actor(id="person/pak-un-chol", type="Person", label="Pak Un Chol", on_behalf_of=("state/PRK",))
CHOE = Actor(id="person/choe-son-hui", type="Person", label="Choe Son Hui", on_behalf_of=("state/PRK",))
WANG_YI = Actor(id="person/wang-yi", type="Person", label="Wang Yi", on_behalf_of=("state/CHN",))
WANG_YAJUN = Actor(id="person/wang-yajun", type="Person", label="Wang Yajun", on_behalf_of=("state/CHN",))
SALEUMXAY = Actor(
    id="person/saleumxay-kommasith", type="Person", label="Saleumxay Kommasith", on_behalf_of=("state/LAO",)
)
TO_LAM = Actor(id="person/to-lam", type="Person", label="To Lam", on_behalf_of=("state/VNM",))
KIM = Actor(id="person/kim-jong-un", type="Person", label="Kim Jong Un", on_behalf_of=("state/PRK",))
SIHAMONI = Actor(id="person/norodom-sihamoni", type="Person", label="Norodom Sihamoni", on_behalf_of=("state/KHM",))
VICE_FM = Actor(
    id="post/PRK-vice-foreign-minister",
    type="Post",
    label="vice foreign minister of the DPRK",
    on_behalf_of=("state/PRK",),
)
AMB_CHN_PRK = Actor(
    id="post/CHN-ambassador-PRK",
    type="HeadOfMissionPost",
    label="ambassador of China to the DPRK",
    on_behalf_of=("state/CHN",),
)
TAC = Actor(id="treaty/TAC", type="Treaty", label="Treaty of Amity and Cooperation in Southeast Asia")
VIENTIANE = Actor(id="place/vientiane", type="Place", label="Vientiane", on_behalf_of=("state/LAO",))
PYONGYANG = Actor(id="place/pyongyang", type="Place", label="Pyongyang", on_behalf_of=("state/PRK",))

ACTORS: tuple[Actor, ...] = tuple(v for v in list(globals().values()) if isinstance(v, Actor))


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeResolution:
    """Has the attributes of relgraph.resolve.Resolution."""

    situations: tuple[Situation, ...]
    conflicts: tuple[Conflict, ...]
    actors: tuple[Actor, ...]
    identities: tuple[IdentityLink, ...] = ()
    candidates: tuple[IdentityCandidate, ...] = ()


# ── factories ───────────────────────────────────────────────────────────────────────────────────────────────────


def day(iso: str, *, basis: Any = "stated") -> When:
    """On one day: all four bounds are that day."""
    d = date.fromisoformat(iso)
    return When(edtf=iso, basis=basis, start_earliest=d, start_latest=d, end_earliest=d, end_latest=d)


def month(iso: str, *, basis: Any = "stated") -> When:
    """In one month ("2008-07"): start and end each within it."""
    year, number = map(int, iso.split("-"))
    first, last = date(year, number, 1), date(year, number, calendar.monthrange(year, number)[1])
    return When(edtf=iso, basis=basis, start_earliest=first, start_latest=last, end_earliest=first, end_latest=last)


def by(iso: str) -> When:
    """Not later than a publication date, which is all that is known."""
    d = date.fromisoformat(iso)
    return When(edtf=f"[..{iso}]", basis="publication", start_latest=d, end_latest=d)


def since(start: When, *, attested: str | None = None) -> When:
    """From a start on, end not told; the last attestation bounds the end from below."""
    end = date.fromisoformat(attested) if attested else None
    return When(
        edtf=f"{start.edtf}/",
        basis=start.basis,
        start_earliest=start.start_earliest,
        start_latest=start.start_latest,
        end_earliest=end,
    )


def attested(iso: str) -> When:
    """A state of affairs that is only attested on one day."""
    d = date.fromisoformat(iso)
    return When(edtf=None, basis="publication", start_latest=d, end_earliest=d)


def role(name: str, actor: Actor, *, claim_text: str = "", surface: str | None = None, offset: int = 0) -> Role:
    """A role filler; with ``surface`` it carries the offsets of those words."""
    if surface is None:
        return Role(name=name, actor=actor)
    at = claim_text.index(surface)
    return Role(name=name, actor=actor, start=offset + at, end=offset + at + len(surface))


def make_article(id: str, text: str, published: str | None, **more: Any) -> Article:
    """An article with a publication date in ISO form."""
    return Article(id=id, text=text, published=date.fromisoformat(published) if published else None, **more)


def make_claim(
    article: Article,
    type: str,
    quote: str,
    roles: Iterable[tuple[str, Actor] | tuple[str, Actor, str]],
    when: When,
    *,
    number: int = 0,
    factuality: Any = "occurred",
    claimed_by: Actor = KCNA,
    confidence: float = 0.9,
    **more: Any,
) -> Claim:
    """A claim whose quote is looked up in the article, so that its offsets are right."""
    start = article.text.index(quote)
    return Claim(
        id=f"c{number}-{article.id}",
        article=article.id,
        type=type,
        roles=tuple(
            role(r[0], r[1], claim_text=quote, surface=r[2] if len(r) == 3 else None, offset=start) for r in roles
        ),
        when=when,
        factuality=factuality,
        claimed_by=claimed_by,
        quote=quote,
        start=start,
        end=start + len(quote),
        rule=f"{type}.made",
        confidence=confidence,
        **more,
    )


def make_situation(
    id: str,
    type: str,
    label: str,
    roles: Iterable[tuple[str, Actor]],
    when: When,
    *,
    claims: Sequence[Claim],
    status: Any = "accepted",
    **more: Any,
) -> Situation:
    """A situation that rests on the claims."""
    return Situation(
        id=id,
        type=type,
        label=label,
        roles=tuple(Role(name=n, actor=a) for n, a in roles),
        when=when,
        status=status,
        supported_by=tuple(c.id for c in claims),
        **more,
    )


def make_reading(article: Article, *claims: Claim) -> Reading:
    """A reading whose mentions are the role fillers that carry offsets."""
    mentions = {
        (r.start, r.end, r.actor.id): Mention(
            article=article.id,
            sentence=0,
            start=r.start,
            end=r.end,
            surface=article.text[r.start : r.end],
            kind="treaty" if r.actor.type == "Treaty" else "place" if r.actor.type == "Place" else "actor",
            actors=(r.actor,),
        )
        for c in claims
        for r in c.roles
        if r.start is not None and r.end is not None
    }
    return Reading(article=article, mentions=tuple(mentions[k] for k in sorted(mentions)), claims=claims)


# ── the world ───────────────────────────────────────────────────────────────────────────────────────────────────


def make_world() -> tuple[list[Reading], MadeResolution]:
    """Seven readings with 17 claims, and 20 situations and one conflict that they give."""
    visit_article = make_article(
        "made-visit",
        "Pyongyang, May 3 (KCNA) -- A delegation of the Ministry of Foreign Affairs led by Vice Minister Pak Un Chol "
        "visited Laos on April 29. It held talks with Saleumxay Kommasith in Vientiane on April 30.",
        "2024-05-03",
        title="Delegation returns",
        url="https://example.org/news/visit",
        publisher="KCNA",
    )
    message_article = make_article(
        "made-message",
        "Choe Son Hui sent a message of greeting to Wang Yi on June 9. Wang Yajun, ambassador of China to the DPRK, "
        "was present when the Chinese embassy handed over a flower basket.",
        "2024-06-10",
        title="Foreign Minister sends message",
        url="https://example.org/news/message",
        publisher="KCNA",
        layout="kcna-watch",
    )
    teaser = make_article(
        "made-teaser",
        "King Norodom Sihamoni of Cambodia sent a message of ... Kim Jong Un received a ...",
        "2024-06-11",
        title="Message from Cambodia",
        url="https://example.org/news/teaser",
        publisher="KCNA",
        layout="kcna-watch",
        truncated=True,
        page="made-message",
    )
    history = make_article(
        "made-history",
        "The DPRK joined the ASEAN Regional Forum in July 2000. The DPRK acceded to the Treaty of Amity and "
        "Cooperation in July 2008. Every year our association holds a friendship gathering with ASEAN.",
        "2022-04-29",
        title="Towards better relations",
        url="https://example.org/opinion/history",
        publisher="KCNA Watch",
        author="Korea-Asia Association",
    )
    paper = make_article(
        "made-paper",
        "North Korea signed the Treaty of Amity and Cooperation on 24 July 2008. Malaysia and North Korea had "
        "established diplomatic relations on 30 June 1973. North Korea opened an embassy in Malaysia in 2004. "
        "On 19 March 2021 North Korea severed diplomatic relations with Malaysia.",
        "2021-03-20",
        title='Ties cut: "a <b>grave</b> step"',
        url="https://example.org/asia/ties?id=1&lang=en",
        publisher="Asia Gazette",
    )
    future = make_article(
        "made-future",
        "President To Lam of Viet Nam will visit Pyongyang in October 2024. The Foreign Ministry denied that the "
        "DPRK embassy in Uganda was closed.",
        "2024-09-01",
        title="What comes next",
        url="https://example.org/asia/next",
        publisher="Asia Gazette",
    )
    empty = make_article(
        "made-nothing", "The weather in the capital was fine. Apples ripened.", "2024-09-02", title="Autumn"
    )

    visit = make_claim(
        visit_article,
        "Visit",
        "A delegation of the Ministry of Foreign Affairs led by Vice Minister Pak Un Chol visited Laos on April 29.",
        [
            ("actor", PRK_MFA, "Ministry of Foreign Affairs"),
            ("headedBy", PAK, "Pak Un Chol"),
            ("recipient", LAO, "Laos"),
        ],
        day("2024-04-29", basis="inferred"),
        number=1,
        confidence=0.95,
    )
    talks = make_claim(
        visit_article,
        "Talks",
        "It held talks with Saleumxay Kommasith in Vientiane on April 30.",
        [
            ("actor", PRK_MFA, "It"),
            ("recipient", SALEUMXAY, "Saleumxay Kommasith"),
            ("place", VIENTIANE, "Vientiane"),
        ],
        day("2024-04-30", basis="inferred"),
        number=2,
        part_of=visit.id,
    )
    tenure = make_claim(
        visit_article,
        "Tenure",
        "Vice Minister Pak Un Chol",
        [("holder", PAK, "Pak Un Chol"), ("post", VICE_FM, "Vice Minister")],
        attested("2024-05-03"),
        number=3,
        factuality="ongoing",
        attested_on=date(2024, 5, 3),
    )
    message = make_claim(
        message_article,
        "Message",
        "Choe Son Hui sent a message of greeting to Wang Yi on June 9.",
        [("actor", CHOE, "Choe Son Hui"), ("recipient", WANG_YI, "Wang Yi")],
        day("2024-06-09", basis="inferred"),
        number=1,
    )
    gift = make_claim(
        message_article,
        "Gift",
        "the Chinese embassy handed over a flower basket.",
        [("actor", CHN_EMBASSY, "Chinese embassy")],
        by("2024-06-10"),
        number=2,
        confidence=0.8,
        description="a flower basket",
    )
    posting = make_claim(
        message_article,
        "Posting",
        "Wang Yajun, ambassador of China to the DPRK,",
        [
            ("holder", WANG_YAJUN, "Wang Yajun"),
            ("post", AMB_CHN_PRK, "ambassador of China to the DPRK"),
            ("sendingParty", CHN, "China"),
            ("accreditedTo", PRK, "DPRK"),
        ],
        attested("2024-06-10"),
        number=3,
        factuality="ongoing",
        attested_on=date(2024, 6, 10),
    )
    cut_message = make_claim(
        teaser,
        "Message",
        "King Norodom Sihamoni of Cambodia sent a message of ...",
        [("actor", SIHAMONI, "Norodom Sihamoni")],
        by("2024-06-11"),
        number=1,
        truncated=True,
        confidence=0.7,
    )
    cut_reception = make_claim(
        teaser,
        "Communication",
        "Kim Jong Un received a ...",
        [("recipient", KIM, "Kim Jong Un")],
        by("2024-06-11"),
        number=2,
        factuality="unspecified",
        truncated=True,
        confidence=0.5,
    )
    joining = make_claim(
        history,
        "Joining",
        "The DPRK joined the ASEAN Regional Forum in July 2000.",
        [("member", PRK, "DPRK"), ("organization", ARF, "ASEAN Regional Forum")],
        month("2000-07"),
        number=1,
        claimed_by=KAA,
    )
    accession = make_claim(
        history,
        "Accession",
        "The DPRK acceded to the Treaty of Amity and Cooperation in July 2008.",
        [("party", PRK, "DPRK"), ("treaty", TAC, "Treaty of Amity and Cooperation")],
        month("2008-07"),
        number=2,
        claimed_by=KAA,
    )
    gathering = make_claim(
        history,
        "EventSeries",
        "Every year our association holds a friendship gathering with ASEAN.",
        [("actor", KAA, "our association"), ("recipient", ASEAN, "ASEAN")],
        by("2022-04-29"),
        number=3,
        claimed_by=KAA,
        recurring=True,
    )
    signature = make_claim(
        paper,
        "Signature",
        "North Korea signed the Treaty of Amity and Cooperation on 24 July 2008.",
        [("party", PRK, "North Korea"), ("treaty", TAC, "Treaty of Amity and Cooperation")],
        day("2008-07-24"),
        number=1,
        claimed_by=PAPER,
    )
    establishment = make_claim(
        paper,
        "EstablishmentOfRelations",
        "Malaysia and North Korea had established diplomatic relations on 30 June 1973.",
        [("actor", MYS, "Malaysia"), ("actor", PRK, "North Korea")],
        day("1973-06-30"),
        number=2,
        claimed_by=PAPER,
    )
    opening = make_claim(
        paper,
        "MissionOpening",
        "North Korea opened an embassy in Malaysia in 2004.",
        [("actor", PRK, "North Korea"), ("mission", PRK_EMBASSY_MYS, "embassy"), ("recipient", MYS, "Malaysia")],
        When(
            edtf="2004",
            start_earliest=date(2004, 1, 1),
            start_latest=date(2004, 12, 31),
            end_earliest=date(2004, 1, 1),
            end_latest=date(2004, 12, 31),
        ),
        number=3,
        claimed_by=PAPER,
    )
    severance = make_claim(
        paper,
        "SeveranceOfRelations",
        "On 19 March 2021 North Korea severed diplomatic relations with Malaysia.",
        [("actor", PRK, "North Korea"), ("recipient", MYS, "Malaysia")],
        day("2021-03-19"),
        number=4,
        claimed_by=PAPER,
    )
    plan = make_claim(
        future,
        "Visit",
        "President To Lam of Viet Nam will visit Pyongyang in October 2024.",
        [("actor", TO_LAM, "To Lam"), ("recipient", PRK), ("place", PYONGYANG, "Pyongyang")],
        month("2024-10"),
        number=1,
        factuality="planned",
        claimed_by=PAPER,
    )
    denial = make_claim(
        future,
        "MissionClosing",
        "The Foreign Ministry denied that the DPRK embassy in Uganda was closed.",
        [("actor", PRK, "DPRK"), ("mission", PRK_EMBASSY_UGA, "DPRK embassy in Uganda"), ("recipient", UGA, "Uganda")],
        by("2024-09-01"),
        number=2,
        factuality="denied",
        claimed_by=PRK_MFA,
    )

    relation_parties = [("party", MYS), ("party", PRK)]
    situations = (
        make_situation(
            "event/visit-PRK-LAO-2024-04-29",
            "Visit",
            "DPRK foreign ministry delegation visits Laos",
            [("actor", PRK_MFA), ("headedBy", PAK), ("recipient", LAO)],
            visit.when,
            claims=[visit],
        ),
        make_situation(
            "event/talks-PRK-LAO-2024-04-30",
            "Talks",
            "DPRK and Laos hold talks",
            [("actor", PRK_MFA), ("recipient", SALEUMXAY), ("place", VIENTIANE)],
            talks.when,
            claims=[talks],
            part_of="event/visit-PRK-LAO-2024-04-29",
        ),
        make_situation(
            "soa/tenure-pak-un-chol",
            "Tenure",
            "Pak Un Chol, vice foreign minister of the DPRK",
            [("holder", PAK), ("post", VICE_FM)],
            attested("2024-05-03"),
            claims=[tenure],
            attested_on=(date(2024, 5, 3),),
        ),
        make_situation(
            "event/message-PRK-CHN-2024-06-09",
            "Message",
            "Choe Son Hui sends a message to Wang Yi",
            [("actor", CHOE), ("recipient", WANG_YI)],
            message.when,
            claims=[message],
        ),
        make_situation(
            "event/gift-CHN-2024-06-10",
            "Gift",
            "Chinese embassy hands over a flower basket",
            [("actor", CHN_EMBASSY)],
            gift.when,
            claims=[gift],
            description="a flower basket",
        ),
        make_situation(
            "soa/posting-wang-yajun-PRK",
            "Posting",
            "Wang Yajun, ambassador of China to the DPRK",
            [("holder", WANG_YAJUN), ("post", AMB_CHN_PRK), ("sendingParty", CHN), ("accreditedTo", PRK)],
            attested("2024-06-10"),
            claims=[posting],
            attested_on=(date(2024, 6, 10),),
            concepts=(("rank", "ambassador"),),
        ),
        make_situation(
            "event/message-KHM-2024-06-11",
            "Message",
            "Norodom Sihamoni sends a message (recipient cut off)",
            [("actor", SIHAMONI)],
            cut_message.when,
            claims=[cut_message],
        ),
        make_situation(
            "event/received-PRK-2024-06-11",
            "Communication",
            "Kim Jong Un receives something (cut off)",
            [("recipient", KIM)],
            cut_reception.when,
            claims=[cut_reception],
            status="unconfirmed",
        ),
        make_situation(
            "event/joining-PRK-ARF",
            "Joining",
            "DPRK joins the ASEAN Regional Forum",
            [("member", PRK), ("organization", ARF)],
            joining.when,
            claims=[joining],
        ),
        make_situation(
            "soa/membership-PRK-ARF",
            "Membership",
            "DPRK in the ASEAN Regional Forum",
            [("member", PRK), ("organization", ARF)],
            since(joining.when, attested="2022-04-29"),
            claims=[joining],
            concepts=(("capacity", "participantCapacity"),),
        ),
        make_situation(
            "event/accession-PRK-TAC",
            "Accession",
            "DPRK accedes to the TAC",
            [("party", PRK), ("treaty", TAC)],
            accession.when,
            claims=[accession],
            disputed_by=(signature.id,),
        ),
        make_situation(
            "soa/participation-PRK-TAC",
            "TreatyParticipation",
            "DPRK party to the TAC",
            [("party", PRK), ("treaty", TAC)],
            since(accession.when, attested="2022-04-29"),
            claims=[accession],
            concepts=(("participationStatus", "partyStatus"),),
        ),
        make_situation(
            "event/series-gathering-PRK-ASEAN",
            "EventSeries",
            "yearly friendship gathering of the Korea-Asia Association with ASEAN",
            [("actor", KAA), ("recipient", ASEAN)],
            gathering.when,
            claims=[gathering],
            series=True,
        ),
        make_situation(
            "event/relations-established-MYS-PRK",
            "EstablishmentOfRelations",
            "Malaysia and the DPRK establish relations",
            [("actor", MYS), ("actor", PRK)],
            establishment.when,
            claims=[establishment],
        ),
        make_situation(
            "soa/relations-MYS-PRK-1973",
            "RelationPhase",
            "relations of Malaysia and the DPRK: established",
            relation_parties,
            When(
                edtf="1973-06-30/2021-03-19",
                start_earliest=date(1973, 6, 30),
                start_latest=date(1973, 6, 30),
                end_earliest=date(2021, 3, 19),
                end_latest=date(2021, 3, 19),
            ),
            claims=[establishment, severance],
            concepts=(("relationStatus", "established"),),
        ),
        make_situation(
            "event/embassy-PRK-MYS-2004",
            "MissionOpening",
            "DPRK opens an embassy in Malaysia",
            [("actor", PRK), ("mission", PRK_EMBASSY_MYS), ("recipient", MYS)],
            opening.when,
            claims=[opening],
        ),
        make_situation(
            "event/relations-severed-MYS-PRK",
            "SeveranceOfRelations",
            "DPRK severs relations with Malaysia",
            [("actor", PRK), ("recipient", MYS)],
            severance.when,
            claims=[severance],
        ),
        make_situation(
            "soa/relations-MYS-PRK-2021",
            "RelationPhase",
            "relations of Malaysia and the DPRK: severed",
            relation_parties,
            since(day("2021-03-19")),
            claims=[severance],
            concepts=(("relationStatus", "severed"),),
        ),
        make_situation(
            "event/visit-VNM-PRK-2024-10",
            "Visit",
            "To Lam is to visit the DPRK",
            [("actor", TO_LAM), ("recipient", PRK), ("place", PYONGYANG)],
            plan.when,
            claims=[plan],
            status="scheduled",
        ),
        make_situation(
            "event/embassy-closed-PRK-UGA",
            "MissionClosing",
            "DPRK closes its embassy in Uganda (denied)",
            [("actor", PRK), ("mission", PRK_EMBASSY_UGA), ("recipient", UGA)],
            denial.when,
            claims=[denial],
            status="rejected",
        ),
    )
    conflicts = (
        Conflict(
            id="conflict/type-accession-PRK-TAC",
            situation="event/accession-PRK-TAC",
            aspect="type",
            between=(accession.id, signature.id),
            description="accession or signature",
        ),
    )
    readings = [
        make_reading(visit_article, visit, talks, tenure),
        make_reading(message_article, message, gift, posting),
        make_reading(teaser, cut_message, cut_reception),
        make_reading(history, joining, accession, gathering),
        make_reading(paper, signature, establishment, opening, severance),
        make_reading(future, plan, denial),
        make_reading(empty),
    ]
    identities = (
        IdentityLink(
            other="person/choi-son-hui",
            label="Choi Son-hui",
            kept=CHOE.id,
            reason="another spelling",
            evidence=("both act for DPRK",),
            points=5.5,
            articles=("made-message",),
        ),
    )
    candidates = (
        IdentityCandidate(
            one=WANG_YAJUN.id,
            other=WANG_YI.id,
            reason="the surname alone",
            evidence=("both act for China",),
            points=3.5,
            articles=("made-message",),
        ),
    )
    return readings, MadeResolution(
        situations=situations, conflicts=conflicts, actors=ACTORS, identities=identities, candidates=candidates
    )


def make_graph(tmp_path: Path, *, name: str = "graph") -> Path:
    """Build the world as a graph on disk with the ontology that came with relgraph; give the folder."""
    from relgraph.ontology import load_ontology
    from relgraph.store import write_graph
    from relgraph.triples import quads

    readings, resolution = make_world()
    ontology = load_ontology()
    folder = tmp_path / name
    write_graph(folder, quads(readings, resolution, ontology), rules=ontology.folder / "rules")
    return folder
