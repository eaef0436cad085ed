"""The gazetteer's tables: their form, their references, and that nobody is named in them."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import frictionless
import pytest

from tests.conftest import ROOT

FOLDER = ROOT / "kg" / "gazetteer"


def text_of(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


TABLES = {resource["name"] + ".csv": resource for resource in json.loads(text_of("datapackage.json"))["resources"]}

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
    for resource in TABLES.values():
        assert [field["name"] for field in resource["schema"]["fields"] if not field.get("description")] == []
        assert [field["name"] for field in resource["schema"]["fields"][-2:]] == ["source", "date"]


def test_the_tables_are_the_data_package_that_they_are_told_to_be() -> None:
    """The reference implementation reads every row: types, keys, references, allowed values, how many there are."""
    report = frictionless.validate(str(FOLDER / "datapackage.json"))
    assert report.flatten(["title", "rowNumber", "fieldName", "message"]) == []
    assert len(report.tasks) == len(TABLES)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("650000,新疆维吾尔自治区", "65000,新疆维吾尔自治区", "pattern"),
        ("河南省,河南,province", "河南省,河南,realm", "enum"),
        (",410000,", ",990000,", "foreign key"),
        ("410000,河南省", "110000,河南省", "primary key"),
        (",2026-11-23\n", ",yesterday\n", "date"),
    ],
)
def test_a_row_that_breaks_the_description_is_found(tmp_path: Path, old: str, new: str, says: str) -> None:
    whole = text_of("divisions.csv")
    assert old in whole
    (tmp_path / "divisions.csv").write_text(whole.replace(old, new, 1), encoding="utf-8")
    [resource] = [resource for name, resource in TABLES.items() if name == "divisions.csv"]
    package = {"name": "divisions", "resources": [resource]}
    (tmp_path / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    found = frictionless.validate(str(tmp_path / "datapackage.json")).flatten(["message"])
    assert any(says in message.lower() for [message] in found), found


def test_rows_are_counted_where_they_are_described() -> None:
    counts = {name: len(rows(name)) for name in TABLES}
    assert {name: resource["rows"] for name, resource in TABLES.items()} == counts, "run make refresh"
    told = re.findall(r"^\| `(\w+\.csv)` \| ([\d,]+) \|", text_of("README.md"), re.MULTILINE)
    assert {name: int(count.replace(",", "")) for name, count in told} == counts, "run make refresh"


@pytest.mark.parametrize("name", sorted(TABLES))
def test_form(name: str) -> None:
    raw = (FOLDER / name).read_bytes()
    assert not raw.startswith(b"\xef\xbb\xbf"), f"{name}: byte order mark"
    assert b"\r" not in raw, f"{name}: line ends are not LF"
    assert raw.endswith(b"\n"), f"{name}: the last line is not ended"


@pytest.mark.parametrize("name", sorted(TABLES))
def test_rows_are_sorted(name: str) -> None:
    cells = [tuple(row.values()) for row in rows(name)]
    out_of_order = next((late for early, late in pairwise(cells) if early > late), None)
    assert out_of_order is None, f"{name}: {out_of_order} stands too low; sort the rows by code point"


@pytest.mark.parametrize("name", sorted(TABLES))
def test_cells_have_no_blanks_around_them(name: str) -> None:
    cells = [(line, cell) for line, row in enumerate(rows(name), 2) for cell in row.values()]
    assert [(line, cell) for line, cell in cells if cell != cell.strip()] == []


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
    assert [word for word in column("common_words.csv", "word") if word[0] not in surnames] == []


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
