"""Posts of other states and of organisations of states in their normal form: embassies, cabinets, parliaments."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache

from kg.model import Office
from kg.recognise.lexicon import lexicon
from kg.resolve import states
from kg.resolve.seats import by_many

_SHORTEST_HOST = 2
_MOST_REMEMBERED = 8_192
_FOREIGN_BODY = re.compile(
    r"外交|国防|总统|总理|首相|议会|政府|联邦|内务|能源|财政|国家|军方|空军|海军|陆军|安全|武装|央行|常驻|前|副"
)
_OF_A_NATION = re.compile("[防王会民家务]")
_EMBASSY = re.compile(r"^(?P<sender>.*?)驻(?P<host>.{1,14}?)(?:特命全权|代表团)?(?P<head>大使|总领事|公使|代表)$")
_TOPIC = "问题"
"""俄罗斯问题特使 is an envoy for a question, not one of Russia's."""
_CABINET = re.compile("(?P<sign>看守|临时|过渡|代理)?(?:民族团结|民族统一|全国团结|联合|联邦)?政府")
_HEADS_OF_CABINETS = ("总理", "首相", "副总理", "副首相")
"""看守政府总理 is 总理, for the time being."""
_SPEAKERS = ("众议长", "参议长")
_CHAMBER = re.compile("^(?:国会|联邦议会|议会|联邦国会)(?=[众参]议院)")
"""美国国会众议长 is the speaker of its 众议院."""
_MINISTERS = {"外长": "外交部长", "防长": "国防部长", "财长": "财政部长"}


@cache
def _initials() -> dict[str, tuple[str, ...]]:
    """The states whose names begin with a character."""
    found: dict[str, set[str]] = {}
    for name, state in states.states().items():
        found.setdefault(name[0], set()).add(state)
    return {initial: tuple(sorted(known)) for initial, known in found.items()}


@lru_cache(_MOST_REMEMBERED)
def embassy(text: str, standing: str) -> Office | None:
    """The normal form of a post at an embassy or a mission, or None where `text` is none."""
    match = _EMBASSY.match(text)
    if match is None:
        return None
    host = states.in_text().match(match["host"])
    state = states.states()[host[0]] if host else states.signs().get(match["host"])
    sent_by = match["sender"].removeprefix("中国")
    sender = states.states().get(sent_by) or states.signs().get(sent_by, "")
    if sender:
        name = f"{sender}驻{state or match['host']}{match['head']}"
        return Office(name, match["head"], state=sender, level="foreign", standing=standing, telling=True)
    if match["sender"] not in ("", "中国") or (state is None and len(match["host"]) < _SHORTEST_HOST):
        return None
    return Office(f"中国驻{state or match['host']}{match['head']}", match["head"], level="central", system="政府",
                  standing=standing, telling=True)  # fmt: skip


def foreign(rest: str, kept: str, head: str, standing: str, named: Callable[[], frozenset[str]]) -> Office | None:
    """The normal form of a post of another state, or None where nothing in the words tells of one.

    `rest` stands in front of the words that modify (`kept`) and the head; `named` gives the states of the article.
    """
    head = _MINISTERS.get(head, head)
    if found := states.named(rest):
        state, start, stop = found
        name, body = rest[start:stop], rest[stop:]
        short = states.states().get(name[:-1]) or states.signs().get(name[:-1])
        if name.endswith("国") and _OF_A_NATION.match(body) and short:
            state, body = short, f"国{body}"
        if state == "中国":
            return None
        if body.startswith(_TOPIC):
            return Office(f"{name}{body}{kept}{head}", f"{kept}{head}", level="foreign", standing=standing)
        return _foreign_office(state, body, kept, head, standing)
    foreign_head = head in lexicon().foreign_heads
    if rest.startswith("越共"):
        return _foreign_office("越南", f"共产党{rest.removeprefix('越共')}", kept, head, standing)
    candidates = _initials().get(rest[:1], ()) if rest[:1] else ()
    near = [state for state in candidates if state in named()]
    if (usual := states.signs().get(rest[:1])) in near:
        near = [usual]
    if len(near) == 1 and (len(rest) == 1 or foreign_head or _FOREIGN_BODY.match(rest, 1)):
        grounds = f"the only state of the article that {rest[0]} can stand for is {near[0]}"
        return _foreign_office(near[0], rest[1:], kept, head, standing, grounds)
    if not rest and foreign_head:
        return Office(kept + head, kept + head, level="foreign", standing=standing, single_seat=not kept)
    return None


def _foreign_office(state: str, body: str, kept: str, head: str, standing: str, grounds: str | None = None) -> Office:
    if (cabinet := _CABINET.fullmatch(body)) and head in _HEADS_OF_CABINETS:
        body, standing = "", "acting" if cabinet["sign"] else standing
    if body and head == "部长" and body.endswith("部"):
        body, head = body[:-1], "部长"
    if not body:
        kept, head = kept.removeprefix("联邦"), head.removeprefix("联邦")
    if head in _SPEAKERS:
        body, head = f"{body}{head[0]}议院", "议长"
    body = _CHAMBER.sub("", body)
    if head == "市长":
        body = body.removesuffix("市")
    full = f"{body}{kept}{head}"
    many = by_many(full)
    organisation = state in states.organisations()
    return Office(
        f"{state}{full}", kept + head, state + body if organisation or body else None, None,
        None if organisation else state, "international" if organisation else "foreign", None, None, standing,
        not many and not kept and head in lexicon().single_seat_heads, not many, grounds,
    )  # fmt: skip
