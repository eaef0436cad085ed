"""The gazetteer's tables: their form, their references, and that nobody is named in them."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent.parent / "kg" / "gazetteer"

SYSTEMS = frozenset(
    ["党委", "人大", "政府", "政协", "纪委监委", "法检", "军队", "国企", "高校", "群团", "民主党派", "外国", "其他"]
)
YES_NO = frozenset(("yes", "no"))


@dataclass(frozen=True)
class Table:
    """What a table must look like; `least` guards against a truncated file."""

    columns: str
    key: str
    least: int
    may_be_empty: frozenset[str] = frozenset()
    allowed: dict[str, frozenset[str]] = field(default_factory=dict)


TABLES = {
    "surnames.csv": Table(
        "surname kind common source date",
        "surname",
        650,
        allowed={"kind": frozenset(("single", "compound", "japanese")), "common": YES_NO},
    ),
    "name_characters.csv": Table("character weight source date", "character", 2000),
    "common_words.csv": Table("word source date", "word", 5000),
    "titles.csv": Table(
        "head system needs_body single_seat foreign note source date",
        "head",
        300,
        frozenset(("note",)),
        {"system": SYSTEMS, "needs_body": YES_NO, "single_seat": YES_NO | {"unknown"}, "foreign": YES_NO},
    ),
    "title_modifiers.csv": Table("modifier note source date", "modifier", 100),
    "group_titles.csv": Table(
        "title kind note source date",
        "title",
        300,
        frozenset(("note",)),
        {"kind": frozenset(["post", "collective", "both", "qualifier", "post_pattern", "collective_pattern"])},
    ),
    "bodies.csv": Table(
        "abbreviation full_name level system kind note source date",
        "abbreviation full_name",
        1000,
        frozenset(("note",)),
        {"level": frozenset(("中央", "地方", "外国")), "system": SYSTEMS, "kind": frozenset(("body", "suffix"))},
    ),
    "given_characters.csv": Table("character source date", "character", 100),
    "offices.csv": Table(
        "form body head rank seats system source date",
        "form",
        80,
        frozenset(("body", "rank", "system")),
        {"seats": frozenset(("one", "few", "many")), "system": SYSTEMS | {""}},
    ),
    "ranks.csv": Table("where system head rank source date", "where system head", 150, allowed={"system": SYSTEMS}),
    "divisions.csv": Table(
        "code name short_name level parent aliases source date",
        "code",
        3213,
        frozenset(("parent", "aliases")),
        {"level": frozenset(("province", "prefecture", "county"))},
    ),
    "former_divisions.csv": Table(
        "name short_name code level province successor successor_name last_seen source date",
        "name province",
        300,
        frozenset(("code", "successor", "successor_name")),
        {"level": frozenset(("province", "prefecture", "county"))},
    ),
    "functional_areas.csv": Table(
        "name short_name parent kind source date",
        "name parent",
        100,
        allowed={"kind": frozenset(("statistical", "functional"))},
    ),
    "newspapers.csv": Table(
        "name place level kind source date",
        "name",
        1000,
        allowed={
            "level": frozenset(("national", "province", "prefecture", "county", "foreign")),
            "kind": frozenset(("newspaper", "agency", "broadcaster", "site")),
        },
    ),
    "states.csv": Table(
        "name state form kind source date",
        "name state",
        500,
        allowed={
            "form": frozenset(("name", "full_name", "short_name", "side", "one_character")),
            "kind": frozenset(("state", "former_state", "territory", "union", "organisation")),
        },
    ),
    "traditional.csv": Table("traditional simplified source date", "traditional", 2500),
    "transliteration.csv": Table("character first source date", "character", 300, allowed={"first": YES_NO}),
    "meeting_nouns.csv": Table(
        "noun kind source date",
        "noun",
        150,
        allowed={"kind": frozenset(("meeting", "talks", "inspection", "ceremony", "instruction", "show"))},
    ),
}

PLACEHOLDERS = frozenset(["{place}", "{body}", "{level}", "{person}", "{number}", "{qualifier}", "{collective}"])

ENDINGS = frozenset("长官储后子妃夫提员丹事秘问客命任目会信电词演办街局馆组讯间军队院部委警室宫党校装检")
"""Last characters of a post, a body or a meeting that happens to begin with a surname (董事, 纪委, 纪检组长)."""


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def column(name: str, heading: str) -> list[str]:
    return [row[heading] for row in rows(name)]


def looks_like_a_person(cell: str, surnames: frozenset[str]) -> bool:
    """True for 李建国: a common surname, one or two characters, and no ending that a post or a body has."""
    given = next((cell[size:] for size in (2, 1) if cell[:size] in surnames), "")
    return 1 <= len(given) <= 2 and len(cell) in (2, 3, 4) and cell[-1] not in ENDINGS


def test_every_table_is_described() -> None:
    assert sorted(path.name for path in FOLDER.glob("*.csv")) == sorted(TABLES)
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert [name for name in sorted(TABLES) if f"`{name}`" not in readme] == []


@pytest.mark.parametrize("name", sorted(TABLES))
def test_form(name: str) -> None:
    raw = (FOLDER / name).read_bytes()
    assert not raw.startswith(b"\xef\xbb\xbf"), f"{name}: byte order mark"
    assert b"\r" not in raw, f"{name}: line ends are not LF"
    assert raw.endswith(b"\n"), f"{name}: the last line is not ended"
    assert raw.decode("utf-8").split("\n", 1)[0] == TABLES[name].columns.replace(" ", ",")
    assert len(rows(name)) >= TABLES[name].least, f"{name}: rows are missing"


@pytest.mark.parametrize("name", sorted(TABLES))
def test_rows_are_sorted_and_stand_once(name: str) -> None:
    cells = [tuple(row.values()) for row in rows(name)]
    keys = Counter(tuple(row[part] for part in TABLES[name].key.split()) for row in rows(name))
    out_of_order = next((late for early, late in pairwise(cells) if early > late), None)
    assert out_of_order is None, f"{name}: {out_of_order} stands too low; sort the rows by code point"
    assert [key for key, times in keys.items() if times > 1] == []


@pytest.mark.parametrize("name", sorted(TABLES))
def test_cells(name: str) -> None:
    table = TABLES[name]
    faults = []
    for line, row in enumerate(rows(name), 2):
        for heading, cell in row.items():
            where = f"{name}:{line} {heading}={cell!r}"
            if cell != cell.strip():
                faults.append(f"{where}: blanks around it")
            if not cell and heading not in table.may_be_empty:
                faults.append(f"{where}: empty")
            if heading in table.allowed and cell not in table.allowed[heading]:
                faults.append(f"{where}: not one of {sorted(table.allowed[heading])}")
        if date.fromisoformat(row["date"]).isoformat() != row["date"]:
            faults.append(f"{name}:{line}: the date is not YYYY-MM-DD")
    assert faults == []


def test_surnames_are_as_long_as_their_kind_says() -> None:
    assert [
        row["surname"]
        for row in rows("surnames.csv")
        if (len(row["surname"]) == 1) != (row["kind"] == "single") or len(row["surname"]) > 5
    ] == []


@pytest.mark.parametrize(
    ("surname", "common"), [("王", "yes"), ("欧阳", "yes"), ("郇", "yes"), ("高", "no"), ("应", "no"), ("鹿", "no")]
)
def test_surnames_tell_ordinary_ones_from_traps(surname: str, common: str) -> None:
    assert {row["surname"]: row["common"] for row in rows("surnames.csv")}[surname] == common


def test_name_characters_weigh_from_minus_four_to_four() -> None:
    assert [row["character"] for row in rows("name_characters.csv") if not 0 < abs(float(row["weight"])) <= 4] == []


def test_common_words_begin_like_a_surname() -> None:
    surnames = frozenset(column("surnames.csv", "surname"))
    assert [word for word in column("common_words.csv", "word") if len(word) != 2 or word[0] not in surnames] == []


def test_transliteration_has_single_characters() -> None:
    assert [character for character in column("transliteration.csv", "character") if len(character) != 1] == []


@pytest.mark.parametrize(
    ("post", "needs_body"),
    [("主任", "yes"), ("书记", "yes"), ("巡视员", "yes"), ("教授", "yes"), ("市长", "no"), ("总统", "no")],
)
def test_posts_know_whether_they_need_a_body(post: str, needs_body: str) -> None:
    assert {row["head"]: row["needs_body"] for row in rows("titles.csv")}[post] == needs_body


def test_deputies_are_modifier_plus_head() -> None:
    ranks = "副教授 副研究员 副研究馆员 副主任医师 副主任护师 副主任药师 副主任技师 副领事 副总警监"
    assert [head for head in column("titles.csv", "head") if head.startswith("副") and head not in ranks.split()] == []
    assert "副" in column("title_modifiers.csv", "modifier")


def test_patterns_use_known_placeholders_only() -> None:
    for row in rows("group_titles.csv"):
        found = set(re.findall(r"\{[^}]*\}", row["title"]))
        assert found <= PLACEHOLDERS, row["title"]
        assert bool(found) == row["kind"].endswith("_pattern"), row["title"]
    for row in rows("bodies.csv"):
        assert set(re.findall(r"\{[^}]*\}", row["full_name"])) <= {"{place}"}, row["full_name"]
        assert "{" not in row["full_name"] or row["kind"] == "suffix", row["full_name"]


def test_every_division_has_a_parent_one_level_up_or_two() -> None:
    level = {row["code"]: row["level"] for row in rows("divisions.csv")}
    above = {"prefecture": {"province"}, "county": {"province", "prefecture"}}
    for row in rows("divisions.csv"):
        assert re.fullmatch(r"\d{6}", row["code"]), row["code"]
        if row["level"] == "province":
            assert row["parent"] == "", row["name"]
        else:
            assert level[row["parent"]] in above[row["level"]], row["name"]
            assert row["code"][:2] == row["parent"][:2], row["name"]


def test_the_number_of_divisions_is_the_published_one() -> None:
    levels = column("divisions.csv", "level")
    assert {kind: levels.count(kind) for kind in ("province", "prefecture", "county")} == {
        "province": 34,
        "prefecture": 333,
        "county": 2846,
    }


@pytest.mark.parametrize(
    ("name", "short_name", "aliases"),
    [
        ("河南省", "河南", "豫"),
        ("凉山彝族自治州", "凉山", "凉山州"),
        ("郑州市", "郑州", ""),
        ("和平区", "和平区", ""),
        ("松桃苗族自治县", "松桃", "松桃县"),
        ("管城回族区", "管城", "管城区"),
        ("达拉特旗", "达拉特", "达旗"),
        ("沙县区", "沙县", ""),
        ("忠县", "忠县", ""),
    ],
)
def test_short_names(name: str, short_name: str, aliases: str) -> None:
    assert (short_name, aliases) in {
        (row["short_name"], row["aliases"]) for row in rows("divisions.csv") if row["name"] == name
    }


def test_former_divisions_are_gone_and_continue_in_a_present_one() -> None:
    present = {row["code"]: row["name"] for row in rows("divisions.csv")}
    province_of = {row["code"][:2]: row["name"] for row in rows("divisions.csv") if row["level"] == "province"}
    standing = {(row["name"], province_of[row["code"][:2]]) for row in rows("divisions.csv")}
    for row in rows("former_divisions.csv"):
        assert (row["name"], row["province"]) not in standing, row["name"]
        assert row["province"] in province_of.values(), row["name"]
        assert present.get(row["successor"], "") == row["successor_name"], row["name"]
        assert re.fullmatch(r"(19|20)\d\d", row["last_seen"]), row["name"]


def test_areas_and_newspapers_lie_in_a_known_place() -> None:
    codes = set(column("divisions.csv", "code"))
    places = {*column("divisions.csv", "name"), *column("divisions.csv", "short_name"), "全国"}
    assert sorted(set(column("functional_areas.csv", "parent")) - codes) == []
    assert sorted(set(column("newspapers.csv", "place")) - places) == []


def test_every_state_has_its_own_name_among_its_names() -> None:
    own = {row["state"] for row in rows("states.csv") if row["form"] == "name"}
    assert sorted(set(column("states.csv", "state")) - own) == []
    for row in rows("states.csv"):
        assert (row["form"] == "one_character") == (len(row["name"]) == 1), row["name"]


def cells_that_could_name_somebody() -> Iterator[tuple[str, str]]:
    for name, heading in (
        ("titles.csv", "head"),
        ("title_modifiers.csv", "modifier"),
        ("group_titles.csv", "title"),
        ("meeting_nouns.csv", "noun"),
        ("bodies.csv", "abbreviation"),
    ):
        for cell in column(name, heading):
            yield name, cell


def test_nobody_is_named() -> None:
    surnames = frozenset(row["surname"] for row in rows("surnames.csv") if row["common"] == "yes")
    heads = sorted(column("titles.csv", "head"), key=len, reverse=True)
    named = []
    for name, cell in cells_that_could_name_somebody():
        before_a_head = {cell[: -len(head)] for head in heads if cell.endswith(head)}
        if any(looks_like_a_person(part, surnames) for part in sorted({cell, *before_a_head})) or "·" in cell:
            named.append(f"{name}: {cell}")
    assert named == []


@pytest.mark.parametrize(
    ("cell", "person"),
    [("李建国", True), ("张伟", True), ("欧阳明远", True), ("董事长", False), ("纪委", False), ("市领导", False)],
)
def test_what_looks_like_a_person(cell: str, person: bool) -> None:
    surnames = frozenset(row["surname"] for row in rows("surnames.csv") if row["common"] == "yes")
    assert looks_like_a_person(cell, surnames) is person
