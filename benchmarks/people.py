"""How who is who bears very many people: made-up traces go through the file of readings as those of a build do.

    .venv/bin/python -m benchmarks.people 1000000

Each person has a surname and a given name drawn as unevenly as in life (a common name is borne by hundreds), is told of
in one to nine documents, and half of them hold a post.  Prints how many traces there are, what each step takes, the
peak of memory and the size of the file.
"""

from __future__ import annotations

import argparse
import random
import resource
import tempfile
import time
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from kg.engine import batches
from kg.model import Document, Office
from kg.readings import kept
from kg.resolve.places import divisions
from kg.resolve.traces import Trace
from kg.stages import Packed, resolve_names

if TYPE_CHECKING:
    from collections.abc import Iterator

_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
    "余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段"
)
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华玉萍红玲芬燕彬凤洁梅琳素云莲真环雪荣爱妹香月莺媛瑞凡佳"
_HEADS = (("省长", True), ("副省长", False), ("市长", True), ("市委书记", True), ("县长", True), ("局长", False))
_BATCH = 200


def traces(people: int, seed: int) -> Iterator[Trace]:
    """The traces of so many people, each in the documents that name it."""
    draw = random.Random(seed)  # noqa: S311 -- made-up names are no secrets
    places = [place for place in divisions().by_code.values() if place.level != "county"]
    names = [f"{a}{b}{c}" for a in _SURNAMES[:40] for b in _GIVEN for c in _GIVEN]
    document = 0
    for _ in range(people):
        name = names[int(len(names) * draw.random() ** 3)]
        offices: tuple[Office, ...] = ()
        if draw.random() < 0.5:
            head, single = draw.choice(_HEADS)
            place = draw.choice(places)
            body = f"{place.name}人民政府"
            offices = (Office(f"{body}{head}", head, body, place, single_seat=single, telling=True),)
        company = frozenset(draw.choice(names) for _ in range(4))
        for _ in range(min(9, int(draw.paretovariate(1.2)))):
            document += 1
            source = f"d{document}"
            day = f"20{draw.randrange(10, 26)}-0{draw.randrange(1, 10)}-1{draw.randrange(10)}"
            yield Trace(f"{name}|{source}", name, source, day, offices, company, True, outlet="新闻网")


def main() -> None:
    """Make, keep and resolve."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("people", type=int)
    options = parser.parse_args()
    encode = msgspec.msgpack.Encoder().encode
    with tempfile.TemporaryDirectory() as folder, kept(Path(folder) / "readings") as readings:
        start = time.process_time()
        count = 0
        for count, trace in enumerate(traces(options.people, 7), 1):
            document = Document(trace.source, trace.source, "", "utf-8", "")
            readings.keep(document, count, Packed(b"", ((trace.name, encode(trace)),), b""))
            if count % 10_000 == 0:
                readings.commit()
        readings.commit()
        made = time.process_time()
        readings.resolve(chain.from_iterable(map(resolve_names, batches(readings.touched(()), _BATCH))))  # type: ignore[arg-type]
        done = time.process_time()
        size = (Path(folder) / "readings").stat().st_size / 1e6
        found = readings.people()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(f"{options.people:,} people in {count:,} traces: made and kept in {made - start:.0f} CPU s, resolved in")
    print(f"{done - made:.0f} CPU s to {found:,} nodes; peak {peak:.0f} MB; the file {size:,.0f} MB")


if __name__ == "__main__":
    main()
