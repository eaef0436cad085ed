"""Rules: every example in kg/rules runs, patterns take linear time, and faults are told where they stand."""

from __future__ import annotations

import re
from importlib.resources import files
from time import process_time

import pytest

from kg import pipeline, recognise
from kg.model import Document
from kg.recognise.check import rule_faults, table_faults, word_faults
from kg.recognise.lexicon import lexicon
from kg.recognise.rules import FILES, Example, Rule, parse_rules, rules_text
from kg.segment import segment

RULES = [(name, rule) for name in FILES for rule in parse_rules(name, rules_text(name))[0]]
TEXTS = {name: rules_text(name) for name in FILES}


def as_articles(sentence: str) -> tuple[object, ...]:
    return segment(Document("s", "s", sentence, "utf-8", ""))


# -- the examples inside the rules -------------------------------------------------------------------------------


def test_every_rule_is_well_formed() -> None:
    assert [str(fault) for name in FILES for fault in parse_rules(name, TEXTS[name])[1]] == []
    assert len(RULES) > 20


@pytest.mark.parametrize(
    ("rule", "example"),
    [pytest.param(rule, example, id=f"{name}/{rule.id}") for name, rule in RULES for example in rule.match],
)
def test_a_rule_yields_what_its_example_says(rule: Rule, example: Example) -> None:
    mine = [firing for firing in pipeline.explain(example.text) if firing.rule == rule.id]
    assert mine, f"{rule.id} does not fire on {example.text}"
    assert tuple(name for firing in mine for name in firing.people) == example.people
    assert all(example.text[firing.start : firing.end] == firing.quote for firing in mine)
    if example.meeting:
        assert example.meeting in [firing.meeting for firing in mine]


@pytest.mark.parametrize(
    ("rule", "text"),
    [pytest.param(rule, text, id=f"{name}/{rule.id}") for name, rule in RULES for text in rule.no_match],
)
def test_a_rule_keeps_from_its_near_miss(rule: Rule, text: str) -> None:
    assert [f.quote for f in pipeline.explain(text) if f.rule == rule.id and f.yields] == []


@pytest.mark.parametrize("rule", [pytest.param(rule, id=f"{name}/{rule.id}") for name, rule in RULES])
def test_a_rule_has_examples_of_both_kinds_that_hold_a_trigger(rule: Rule) -> None:
    assert rule.match
    assert rule.no_match
    for example in rule.match:
        assert any(trigger in example.text for trigger in rule.triggers), example.text


# -- time --------------------------------------------------------------------------------------------------------

SHORT, LONG = 2_500, 10_000
NOTICEABLE = 0.03
"""Seconds on `LONG` characters.  Linear work stays far below; quadratic work takes a hundred million steps."""
FILLERS = ("、", "书记", "（", "“", "《", "，", "的", "在", "有", "一", "1", "3月", "市长王某", "会议")


def seconds(pattern: re.Pattern[str], text: str) -> float:
    start = process_time()
    for _ in pattern.finditer(text):
        pass
    return process_time() - start


def slow_on(pattern: re.Pattern[str], units: tuple[str, ...]) -> list[str]:
    """The units on whose repetition the pattern's time grows faster than the text; a suspicion is looked at thrice."""
    slow = []
    for unit in units:
        short, long = (unit * (size // len(unit)) for size in (SHORT, LONG))
        if all((took := seconds(pattern, long)) > NOTICEABLE and took > 9 * seconds(pattern, short) for _ in range(3)):
            slow.append(unit)
    return slow


def test_a_quadratic_pattern_would_be_noticed() -> None:
    assert slow_on(re.compile(r"\d+[名位]"), ("1",)) == ["1"]


@pytest.mark.parametrize("rule", [pytest.param(rule, id=f"{name}/{rule.id}") for name, rule in RULES])
def test_a_rule_takes_linear_time(rule: Rule) -> None:
    units = (
        *FILLERS,
        *rule.triggers,
        *(f"{trigger}{filler}" for trigger in rule.triggers[:6] for filler in "的、一会在了"),
    )
    assert slow_on(rule.pattern, units) == []


@pytest.mark.parametrize("name", sorted(lexicon().words))
def test_a_word_class_takes_linear_time(name: str) -> None:
    words = lexicon().words[name]
    starts = tuple(sorted({word[:2] for word in words if re.fullmatch(r"[\u4e00-\u9fff]+", word[:2])}))
    assert slow_on(re.compile("|".join(f"(?:{word})" for word in words)), (*FILLERS, *starts[:10])) == []


# -- explain -----------------------------------------------------------------------------------------------------


def told(sentence: str) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(firing.rule, firing.quote, firing.yields) for firing in pipeline.explain(sentence)]


def test_explain_tells_posts_roles_speech_and_meetings_in_the_order_of_the_text() -> None:
    assert told("3月7日,全市教育工作会议召开。市委书记甘棠主持会议并讲话。甘棠强调,要办好教育。") == [
        ("holds-meeting", "召开", ("meeting: 全市教育工作会议",)),
        ("post-run", "市委书记甘棠", ("甘棠 holds 市委书记",)),
        ("chairs", "主持", ("chair: 甘棠 (市委书记)",)),
        ("gives-speech", "讲话", ("speaker: 甘棠 (市委书记)",)),
        ("says", "强调,", ("甘棠 强调: speech from here",)),
    ]


def test_explain_gives_places_in_the_text_as_it_was_typed() -> None:
    sentence = "市长 甘\n棠主持\r\n召开会议。"
    firings = pipeline.explain(sentence)
    assert {firing.rule for firing in firings} >= {"post-run", "chairs"}
    assert all(f.quote == sentence[f.start : f.end] for f in firings)
    assert "市长 甘\n棠" in [f.quote for f in firings]
    assert firings[0].people == ("甘棠",)


def test_explain_tells_of_a_predicate_that_nobody_stands_in_front_of() -> None:
    [firing] = [f for f in pipeline.explain("有关部门负责同志出席会议。") if f.rule == "attends"]
    assert (firing.quote, firing.yields, firing.people) == ("出席", (), ())


# -- check -------------------------------------------------------------------------------------------------------

RULE = """
[[rule]]
id = "chairs"
triggers = ["主持"]
pattern = '{people}主持'
claims = ["chair"]
match = [{ text = "市长甘棠主持会议。", people = ["甘棠"] }]
no_match = ["会议由主持人开场。"]
"""
SPEECH = """
[[rule]]
id = "says"
triggers = ["说"]
pattern = '{people}(?P<verb>说)，'
claims = ["speech"]
match = [{ text = "甘棠说，好。", people = ["甘棠"] }]
no_match = ["据说好。"]
"""
MEETINGS = """
[[rule]]
id = "held"
triggers = ["开幕"]
pattern = '(?P<held>开幕)(?!式)'
claims = ["mention"]
match = [{ text = "全省科技大会3日开幕。", meeting = "全省科技大会" }]
no_match = ["开幕式上，代表们入场。"]
"""


def faults(roles: str = RULE, speech: str = SPEECH, meetings: str = MEETINGS) -> list[str]:
    texts = TEXTS | {"roles": roles, "speech": speech, "meetings": meetings}
    return list(rule_faults(texts, as_articles))


def test_sound_rules_have_no_faults() -> None:
    assert faults() == []


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("claims", "claim", "rule chairs: unknown key claim; use one of claims, id, match"),
        ('["chair"]', '["sits"]', "rule chairs: unknown claim sits; use one of accompanying, attendee, chair"),
        ("{people}", "{poeple}", "rule chairs: unknown slot {poeple}; use {people} or a class of kg/rules/words.toml"),
        ("主持'", "主持('", "rule chairs: the pattern does not compile (missing )"),
        ('triggers = ["主持"]\n', "", "rule chairs: the key triggers is missing; add it"),
        ("text = ", "txt = ", "rule chairs: an example of match has no text; write"),
        (
            "people = [",
            "persons = [",
            "rule chairs: unknown key of an example persons; use one of meeting",
        ),
        (
            'id = "chairs"',
            'id = "chairs"\nselect = "any"',
            "select = 'any' means nothing; use one of one, all",
        ),
        (
            "{people}主持",
            "由{people}主持",
            "rule chairs: the pattern names no group verb; see kg/rules/README.md for the form",
        ),
        (
            "pattern = '{people}",
            "select = 'all'\npattern = '由{people}",
            "rule chairs: select means nothing where the people stand inside the pattern; leave it out",
        ),
        ('id = "chairs"', 'id = "says"', "kg/rules/roles.toml, kg/rules/speech.toml: rule says stands in each of them"),
        (
            'people = ["甘棠"]',
            'people = ["牧野"]',
            "yields 甘棠 on '市长甘棠主持会议。', expected 牧野; mend",
        ),
        ("甘棠主持会议", "甘棠出席会议", "rule chairs: does not fire on '市长甘棠出席会议。', post-run does; mend"),
        (
            '["会议由主持人开场。"]',
            '["甘棠主持会议。"]',
            "fires on '主持' in '甘棠主持会议。', which",
        ),
        ('["会议由主持人开场。"]', "[]", "rule chairs: has no example under no_match; write a real sentence there"),
        ("[[rule]]", "[[rule", "kg/rules/roles.toml: is not a table of rules"),
    ],
)
def test_a_fault_in_a_rule_is_told_with_file_and_rule(old: str, new: str, says: str) -> None:
    assert old in RULE
    found = faults(roles=RULE.replace(old, new, 1))
    assert len(found) == 1, found
    assert found[0].startswith("kg/rules/roles.toml")
    assert says in found[0]


def test_all_faults_are_told_at_once() -> None:
    found = faults(roles=RULE + RULE, speech=SPEECH.replace("(?P<verb>说)", "说"))
    assert found == [
        "kg/rules/roles.toml: rule chairs stands there twice; give one of them another id",
        "kg/rules/speech.toml, rule says: the pattern names no group verb; see kg/rules/README.md for the form",
    ]


def test_a_meeting_rule_must_find_the_name_that_its_example_gives() -> None:
    [found] = faults(meetings=MEETINGS.replace('meeting = "全省科技大会"', 'meeting = "科技大会"'))
    assert found.endswith("yields 全省科技大会 on '全省科技大会3日开幕。', expected 科技大会; mend one of them")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[lead]\ngloss = "g"\nwords = ["会上", "会上"]', "class lead: '会上' stands there 2 times; once is enough"),
        ('[lead]\ngloss = "g"\nwords = ["(会上"]', "class lead: '(会上' does not compile (missing )"),
        ('[lead]\nwords = ["会上"]', "class lead: has other keys than gloss and words; write these two"),
        ('[lede]\ngloss = "g"\nwords = ["会上"]', "class lede: nothing looks it up; take it out or use it"),
        ("[lead", "is not TOML"),
    ],
)
def test_a_fault_in_a_word_class_is_told(text: str, says: str) -> None:
    [found] = word_faults(text, frozenset(["lead"]))
    assert found.startswith("kg/rules/words.toml")
    assert says in found


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("transliteration", "character,first,source,date\n阿,yes,s\n", "line 2: has 3 cells, expected 4; mend the row"),
        (
            "transliteration",
            "character,first,source,date\n阿,aye,s,d\n",
            "line 2: first is 'aye'; write one of yes, no",
        ),
        ("transliteration", "character,first,source,date\n阿,no,,d\n", "line 2: source is empty; fill it in"),
        (
            "transliteration",
            "character,first,source,date\n阿 ,no,s,d\n",
            "line 2: character '阿 ' has blanks",
        ),
        (
            "transliteration",
            "character,source,date\n",
            "the columns are not character, first, source, date",
        ),
        (
            "transliteration",
            "character,first,source,date\n阿,no,s,d\n贝,no,s,d\n阿,yes,s,d\n",
            "line 4: 阿 stands in line 2 already; take one of them out",
        ),
        ("transliteration", None, "is missing; put it back"),
        ("officials", "name\n", "no table has that name"),
    ],
)
def test_a_fault_in_a_gazetteer_table_is_told(name: str, text: str | None, says: str) -> None:
    [found] = table_faults(name, text)
    assert found.startswith(f"kg/gazetteer/{name}.csv")
    assert says in found


def test_what_the_package_brings_is_counted() -> None:
    told = recognise.inventory()
    assert told.rules == len(RULES)
    assert told.examples == sum(len(rule.match) + len(rule.no_match) for _, rule in RULES)
    assert told.classes == len(lexicon().words)
    assert told.tables == len(
        [file for file in files("kg").joinpath("gazetteer").iterdir() if file.name.endswith(".csv")]
    )


def test_the_readme_names_every_file_key_claim_and_slot() -> None:
    from kg.recognise import rules

    readme = files("kg").joinpath("rules", "README.md").read_text(encoding="utf-8")
    terms = {f"{name}.toml" for name in (*FILES, "words")} | rules._KEYS | rules._EXAMPLE_KEYS
    terms |= {claim for claims in rules.CLAIMS.values() for claim in claims} | {f"{{{slot}}}" for slot in rules._SLOTS}
    assert sorted(term for term in terms if f"`{term}`" not in readme) == []
