"""The closed classes of English and the common verbs and nouns of public affairs, as far as reading needs them."""

from __future__ import annotations

__all__ = ["ADVERBS", "AUXILIARIES", "BODY_HEADS", "CONJUNCTIONS", "COUNTRY_HEADS", "DELEGATION_HEADS", "DETERMINERS", "ELEVATIONS", "FUNCTION_WORDS", "GOVERNMENT_HEADS", "MISSION_HEADS", "MODALS", "NAME_PARTICLES", "NOT_NAMES", "NO_LONGER", "OFFICE_PREFIXES", "ORGANISATION_HEADS", "PEOPLE_HEADS", "PREPOSITIONS", "PRONOUNS", "RELATIVES", "SHIPS", "SOME_TIME", "STAFF_HEADS", "SUBORDINATORS", "TITLES", "VERBS"]  # fmt: skip


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


DETERMINERS = _set(
    "a an the this that these those its his her their our my your some any all both each every no another such several many few "
    "other two three four five six seven eight nine ten certain various numerous"
)
PREPOSITIONS = _set(
    "of to in on at by for with from between among against into onto over under before after during since until till about "
    "upon within without through throughout toward towards across along alongside around near behind beside besides beyond despite "
    "concerning regarding including per via amid following as than like outside inside off above below versus because worth"
)
CONJUNCTIONS = _set("and or but nor & plus")
RELATIVES = _set("who which whom whose that")
SUBORDINATORS = _set("if unless whether when while where although though because once whereas lest so")
MODALS = _set("will would shall should can could may might must ll")
AUXILIARIES = _set("be am is are was were been being have has had having do does did done get got")
ADVERBS = _set(
    "not never also then now still already just soon later earlier recently again officially formally jointly together ever "
    "always often thus therefore however moreover meanwhile further only even too well instead once twice here there abroad home "
    "today yesterday tomorrow tonight ago yet early late formerly previously subsequently immediately respectively both long "
    "mainly largely partly nearly almost about very more most much less least warmly cordially courteously personally publicly "
    "likewise thereby hereby nonetheless nevertheless indeed afterwards afterward thereafter overnight hence besides separately "
    "reportedly allegedly annually regularly particularly especially firmly strongly sincerely highly deeply"
)
PRONOUNS = _set("it they he she we i you them him us me itself themselves himself herself one")
FUNCTION_WORDS = PREPOSITIONS | CONJUNCTIONS | RELATIVES | SUBORDINATORS | MODALS | AUXILIARIES | PRONOUNS
TITLES = _set(
    "mr mrs ms dr prof h.e comrade excellency his her respected dear great sir lord lady dame sheikh shaikh samdech tan sri dato datuk "
    "haji hajji shri smt sushri encik tuan khun daw pehin dayang hon rev general marshal vice-marshal admiral colonel major captain lieutenant brigadier lt gen col professor doctor "
    "king queen prince princess emperor sultan emir pope imam ayatollah father cardinal oknha tun puan"
) - {"his", "her", "great", "dear", "respected", "excellency", "general"}  # fmt: skip
NAME_PARTICLES = _set(
    "al el bin ibn ben abu bint binti de del della da das dos di du la le van von der den ter y e dato al- ould"
)
OFFICE_PREFIXES = _set(
    "vice deputy first second third former acting ex incoming outgoing new then honorary senior executive chief assistant "
    "associate newly-appointed interim caretaker current special permanent visiting late great then-"
)
NO_LONGER = _set("former ex outgoing")
SOME_TIME = _set("late then incoming")
ELEVATIONS = _set("appointment election re-election reelection inauguration nomination promotion")

DELEGATION_HEADS = _set(
    "delegation delegations mission party group team entourage caravan envoys troupe visitors guests"
)
COUNTRY_HEADS = _set("country countries nation nations homeland fatherland")
MISSION_HEADS = _set("embassy embassies consulate consulates legation legations mission missions")
GOVERNMENT_HEADS = _set(
    "government governments regime administration authorities army military forces force troops navy parliament cabinet leadership "
    "side sides people public leaders leader officials official diplomats diplomat soldiers state nation republic ministry "
    "legislature police intelligence militia warships warship aircraft airforce coastguard marines peacekeepers "
    "government's lawmakers presidency crown executive executives senate congress assembly court courts foreign "
    "warplanes fighters jets marine paratroopers clique puppets forces'"
) - {"foreign", "public", "state"}  # fmt: skip
PEOPLE_HEADS = _set(
    "citizens citizen nationals national residents compatriots koreans workers students journalists civilians"
)
STAFF_HEADS = _set("members member staff officials official personnel employees employee diplomats diplomat representatives "
                   "representative head heads leaders leader cadres secretary counsellor attache spokesman spokeswoman spokesperson "
                   "delegates delegate envoy envoys experts expert")  # fmt: skip
BODY_HEADS = _set(
    "ministry ministries cabinet parliament assembly senate congress army court supreme department foreign office"
)
ORGANISATION_HEADS = _set(
    "association organization organisation committee commission council union party front league federation confederation alliance "
    "society foundation institute institution university academy center centre agency bureau office ministry department bank fund "
    "corporation company co ltd inc group forum club congress assembly parliament senate duma court tribunal secretariat movement army "
    "navy force forces administration authority board headquarters conference coalition network chamber house college school "
    "embassy consulate mission cabinet government corps brigade division guards guard directorate secretariat initiative "
    "partnership community commonwealth program programme service services trust enterprise enterprises combine"
)
SHIPS = _set(
    "uss hms ss mv rms carrier submarine frigate destroyer cruiser warship steamer steamship battleship ship vessel schooner "
    "corvette gunboat"
)
"""Words behind which the name of a person is that of a ship."""
NOT_NAMES = _set(
    "the a an in on at by for with from of to and or but it he she they we i this that these those his her their our its as if when "
    "while after before during since until meanwhile however also according under over there here then now both all some many "
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september "
    "october november december jan feb mar apr jun jul aug sep sept oct nov dec juche present saying speaking asked following upon "
    "noting expressing referring attending among such another other earlier later last next no not what who which where why how "
    "day year anniversary congress summit war treaty agreement protocol convention declaration charter act resolution article "
    "airport international university street square tower museum palace hall theatre theater hotel stadium station monument "
    "base naval fort camp villa lodge bhavan castle cathedral church mosque temple shrine cemetery memorial mausoleum "
    "hospital school park bridge river sea ocean island islands peninsula city province county district village town mt mount "
    "north south east west northern southern eastern western central new great holiday festival games cup olympics christmas "
    "prior laid written inscribed introduced displayed set put thanks reporters despite because although though once one two "
    "first second third members officials representatives delegates leaders ministers ambassadors countries states sides "
    "interests interest section sections liaison legation legations chancery consular "
    "press statement message letter greetings floral basket reception visit visits meeting talks ceremony"
)

# Verbs that reports use; the verbs of the event types are added from the ontology.
VERBS = _set(
    """
    abandon abide abolish absorb accept accompany accomplish accord account accredit accuse achieve acknowledge
    acquire act activate adapt add address adhere adjourn adjust administer admire admit adopt advance advise
    advocate affect affirm agree aim air allege allocate allow alter amend amount analyze annex announce answer
    anticipate apologize appeal appear applaud apply appoint appraise appreciate approach approve argue arise
    arm arrange arrest arrive ask assassinate assault assemble assert assess assign assist associate assume
    assure attach attack attain attempt attend attract attribute authorize avail avert avoid await award back
    ban bar base be bear beat become beg begin believe belong benefit block boast bolster bomb boost bow boycott
    break bring broadcast build call campaign cancel capture care carry cast cause cease celebrate censure
    center chair challenge champion change characterize charge chart choose circulate cite claim clarify clash
    clear close collaborate collapse collect combat come command commemorate comment commend commence commission
    commit communicate compare compel compete complain complete comply comprise concede conceive concentrate
    concern conclude condemn condole conduct confer confirm confront congratulate connect consider consist
    consolidate constitute construct consult contact contain contend continue contribute control convene convert
    convey convince cooperate coordinate cope correspond counter cover create criticize criticise cross crush
    cut damage date deal debate decide declare decline decorate decrease dedicate deepen defeat defend define
    delay delegate deliver demand demonstrate denounce deny depart depend deploy deport derive describe deserve
    design designate desire destroy detain deteriorate determine develop devote die differ dine direct disagree
    disappear disband discharge disclose discover discuss dismiss dispatch despatch display disrupt dissolve
    distribute divide donate double doubt draft draw drive drop earn ease elaborate elect elevate eliminate
    embark embody embrace emerge emphasize emphasise employ enable enact encounter encourage end endanger
    endorse enforce engage enhance enjoy enlarge enlist enrich ensure enter entitle entrust envisage equip
    eradicate erect escalate escape establish evacuate evaluate examine exceed exchange exclude execute exempt
    exercise exert exhibit exist expand expect expel experience expire explain exploit explore explode export
    expose express extend extradite face facilitate fail fall favor favour fear feature feel fight file fill
    finalize finance find finish fire flare flee float flow fly focus follow force foresee forge form formulate
    forward foster found free freeze fulfil fulfill function fund gain gather generate get give glorify go
    govern grant greet grow guarantee guard guide hail halt hand handle happen harm head hear help hesitate
    highlight hinder hit hoist hold honor honour hope host hurt identify ignore illustrate impeach implement
    imply import impose impress improve include increase incur indicate induce infiltrate inform infringe
    inherit initial initiate inject injure inscribe insist inspect inspire install instigate institute instruct
    insult integrate intend intensify interfere intervene interview introduce invade invest investigate invite
    invoke involve isolate issue jeopardize join judge justify keep kick kidnap kill know lack land last launch
    lay lead learn leave legalize lend let liberate lie lift limit link listen live locate look lose lower
    maintain make manage manipulate mark marry mass meet mediate mention merge mobilize modernize monitor mount
    mourn move name negotiate neglect nominate normalize note notify nullify observe obtain occupy occur offer
    open operate oppose order organize organise oust outline overcome overlook oversee overthrow owe own
    participate pass pave pay perform permit perpetrate persuade place plan play pledge plot point pose possess
    postpone praise pray preach predict prefer prepare present preserve preside press prevail prevent proceed
    process proclaim produce profess progress prohibit promise promote promulgate prompt propose prosper protect
    protest prove provide provoke publish pull punish purchase pursue push put qualify question quit quote raise
    rally ratify reach react read reaffirm realize realise recall receive recognize recognise recommend
    reconcile recover reciprocate redouble reduce refer reflect refrain refuse regard register regret reinforce
    reiterate reject rejoin relate relax release relieve relinquish rely remain remark remember remind remove
    render renew renounce reopen re-open repair repay repeal repeat replace reply report represent request
    require rescind rescue resent reserve reside resign resist resolve respect respond restore restrain restrict
    result resume retain retaliate retire retreat return reveal reverse review revise revive revoke rise risk
    rule run safeguard sail salute sanction satisfy save say schedule scrap seal search secure see seek seem
    seize sell send separate serve set settle sever shake shape share shell shift shoot show shut side sign
    signal sink sit slam slander smear solidify solve spark speak speed spend split sponsor spread stage stand
    start state station stay step stipulate stop strengthen stress strike strive struggle study submit succeed
    sue suffer suggest suit summon supervise supply support suppose suppress surrender surround suspect suspend
    sustain swear sympathize take talk target teach tell tend term terminate test testify thank think threaten
    throw tighten tone topple torpedo torture total touch tour trace trade train transfer transform transmit
    travel treat trigger triumph trouble try turn unanimously uncover undergo underline undermine underscore
    understand undertake unfold unify unite unveil update upgrade uphold urge use utilize utter value vent
    verify veto view violate visit voice volunteer vote vow wage wait walk want warn watch weaken wear welcome
    win wipe wish withdraw withstand witness work worry worsen wound write yield accelerate accede visit talk
    pertain dismantle meddle perpetrate scatter title entitle incite civilize civilise please bid mull scold
    reprimand berate chide lambast lambaste castigate ridicule mock flout rebuff spurn snub shun expropriate nationalize
    nationalise normalise formalize formalise prioritize prioritise specialize summarise summarize scrutinize criticise
    authorise authorize legalise apologize apologise sympathise industrialize stabilize stabilise destabilize destabilise
    mobilise militarize denuclearize disarm rearm refuel dock anchor moor patrol escort shadow intercept
    detonate ambush assassinate behead execute abduct hijack hack jail imprison sentence acquit pardon indict
    prosecute interrogate raid storm besiege blockade seal evict oust overrun retake recapture repel rout
    accredit reassign rotate relieve depose dethrone abdicate resign succeed inherit
    bestow award bequeath lavish greet usher escort fete toast dine banquet
    lobby broker mediate moderate preside adjourn reconvene disband
    bankroll subsidize subsidise underwrite reimburse forgive waive
    airlift ferry haul parachute
    tweet telephone phone
    surge soar plunge plummet slump rebound halve treble triple quadruple
    vaccinate quarantine infect hospitalize hospitalise isolate
    erupt clash riot loot burn torch ransack vandalize vandalise
    paraphrase restate rebut counter retort quip joke muse opine
    befriend bind convoke co-host host-up cohost co-chair cochair crown inaugurate embargo ally downgrade tribute
    pay-tribute
    """
) - {"unanimously", "host-up", "pay-tribute", "tribute"}  # fmt: skip
