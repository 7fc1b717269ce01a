"""The forms of English verbs and nouns: one lexeme, all its forms."""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["noun_forms", "singular", "verb_forms"]

# past tense and past participle, where they are not formed with -ed; only verbs that reports of public affairs use
_IRREGULAR = {
    "arise": "arose arisen", "bear": "bore borne", "beat": "beat beaten", "become": "became become", "begin": "began begun",
    "bind": "bound bound", "bring": "brought brought", "broadcast": "broadcast broadcast", "build": "built built",
    "buy": "bought bought", "catch": "caught caught", "choose": "chose chosen", "come": "came come", "cut": "cut cut",
    "deal": "dealt dealt", "do": "did done", "draw": "drew drawn", "drive": "drove driven", "fall": "fell fallen",
    "feel": "felt felt", "fight": "fought fought", "find": "found found", "flee": "fled fled", "fly": "flew flown",
    "forbid": "forbade forbidden", "foresee": "foresaw foreseen", "forget": "forgot forgotten", "freeze": "froze frozen",
    "get": "got got", "give": "gave given", "go": "went gone", "grow": "grew grown", "hear": "heard heard",
    "hit": "hit hit", "hold": "held held", "hurt": "hurt hurt", "keep": "kept kept", "know": "knew known",
    "lay": "laid laid", "lead": "led led", "leave": "left left", "lend": "lent lent", "let": "let let",
    "lie": "lay lain", "lose": "lost lost", "make": "made made", "mean": "meant meant", "meet": "met met",
    "overcome": "overcame overcome", "overtake": "overtook overtaken", "pay": "paid paid", "put": "put put",
    "read": "read read", "rise": "rose risen", "run": "ran run", "say": "said said", "see": "saw seen",
    "seek": "sought sought", "sell": "sold sold", "send": "sent sent", "set": "set set", "shoot": "shot shot",
    "show": "showed shown", "shut": "shut shut", "sit": "sat sat", "speak": "spoke spoken", "spend": "spent spent",
    "split": "split split", "spread": "spread spread", "stand": "stood stood", "strike": "struck struck",
    "swear": "swore sworn", "take": "took taken", "teach": "taught taught", "tell": "told told", "think": "thought thought",
    "throw": "threw thrown", "undergo": "underwent undergone", "understand": "understood understood",
    "undertake": "undertook undertaken", "uphold": "upheld upheld", "win": "won won", "withdraw": "withdrew withdrawn",
    "withhold": "withheld withheld", "write": "wrote written", "withstand": "withstood withstood", "cast": "cast cast",
    "overthrow": "overthrew overthrown", "wear": "wore worn", "break": "broke broken", "quit": "quit quit",
    "oversee": "oversaw overseen", "outdo": "outdid outdone", "redo": "redid redone", "retake": "retook retaken",
    "overrun": "overran overrun", "repay": "repaid repaid", "mislead": "misled misled", "shed": "shed shed", "bid": "bid bid",
    "sink": "sank sunk", "steal": "stole stolen", "swim": "swam swum", "wind": "wound wound", "weep": "wept wept",
    "rebuild": "rebuilt rebuilt", "sing": "sang sung", "hang": "hung hung", "offset": "offset offset",
}  # fmt: skip
_DOUBLING = frozenset(
    """stop plan ban refer infer occur admit commit permit submit transfer prefer rebut scrap drop step grab tip rob
    control compel expel repel dispel propel patrol enrol equip cancel travel label signal quarrel counsel level model shun
    begin cut hit get let put run set shut sit win forbid split quit stem slam scan spur trim abet omit emit remit deter defer
    confer worship program nod beg trap ship span spin swim""".split()
)  # fmt: skip
_OPTIONAL_DOUBLING = frozenset(
    ["cancel", "travel", "label", "signal", "quarrel", "counsel", "level", "model", "worship"]
)


def _with_suffix(verb: str, suffix: str) -> str:
    if suffix == "ed" and verb.endswith("e"):
        return verb + "d"
    if suffix == "ing":
        if verb.endswith("ie"):
            return verb[:-2] + "ying"
        if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
            return verb[:-1] + "ing"
    if suffix == "ed" and verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return verb[:-1] + "ied"
    if verb in _DOUBLING or _SHORT.fullmatch(verb):
        return verb + verb[-1] + suffix
    return verb + suffix


_SHORT = re.compile(r"[^aeiou]*[aeiou][bdfgklmnprtz]")
"""Verbs of one short syllable, which double their last consonant: plot, bar, jog; not visit, look, tow."""


def _third_person(verb: str) -> str:
    if verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        return verb + "es"
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return verb[:-1] + "ies"
    return verb + "s"


@lru_cache(maxsize=4096)
def verb_forms(verb: str) -> dict[str, frozenset[str]]:
    """Map each form of a verb to its Penn tags (VB VBZ VBD VBN VBG); only the first word of "break off" changes.

    >>> sorted(verb_forms("accede"))
    ['accede', 'acceded', 'accedes', 'acceding']
    >>> sorted(verb_forms("sign")["signed"])
    ['VBD', 'VBN']
    """
    head, _, rest = verb.partition(" ")
    tail = f" {rest}" if rest else ""
    prefix = ""
    if head.startswith("re-"):
        prefix, head = "re-", head[3:]
    past, _, participle = _IRREGULAR.get(head, "").partition(" ")
    forms: dict[str, set[str]] = {}

    def add(form: str, tag: str) -> None:
        forms.setdefault(prefix + form + tail, set()).add(tag)

    add(head, "VB")
    add(_third_person(head), "VBZ")
    add(_with_suffix(head, "ing"), "VBG")
    add(past or _with_suffix(head, "ed"), "VBD")
    add(participle or _with_suffix(head, "ed"), "VBN")
    if head in _OPTIONAL_DOUBLING:
        add(head + "ing", "VBG")
        add(head + "ed", "VBD")
        add(head + "ed", "VBN")
    return {form: frozenset(tags) for form, tags in forms.items()}


_IRREGULAR_PLURAL = {
    "man": "men",
    "woman": "women",
    "person": "people",
    "crisis": "crises",
    "basis": "bases",
    "memorandum": "memoranda",
}


def noun_forms(noun: str) -> tuple[str, ...]:
    """Singular and plural of a noun; of a compound the last word changes.

    >>> noun_forms("embassy"), noun_forms("letter of credence")
    (('embassy', 'embassies'), ('letter of credence', 'letters of credence'))
    """
    head, of, rest = noun.partition(" of ")
    lead, _, last = head.rpartition(" ")
    if last in _IRREGULAR_PLURAL:
        plural = _IRREGULAR_PLURAL[last]
    elif last.endswith("y") and last[-2:-1] not in "aeiou":
        plural = last[:-1] + "ies"
    elif last.endswith(("s", "x", "z", "ch", "sh")):
        plural = last + "es"
    else:
        plural = last + "s"
    lead = f"{lead} " if lead else ""
    return noun, f"{lead}{plural}{of}{rest}"


@lru_cache(maxsize=8192)
def singular(word: str) -> str:
    """The singular of a noun as far as its ending tells.

    >>> singular("delegations"), singular("ministries"), singular("press")
    ('delegation', 'ministry', 'press')
    """
    for one, many in _IRREGULAR_PLURAL.items():
        if word == many:
            return one
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "xes", "sses")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is", "news", "series")) and len(word) > 3:
        return word[:-1]
    return word
