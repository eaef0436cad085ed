"""A build on a Dask cluster: the bytes of a local build, also where a worker is killed in the middle of it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.errors import KgError
from kg.export import GraphFormat
from kg.pipeline import EngineName, build
from kg.readings import NAME
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

distributed = pytest.importorskip("distributed", reason="needs kg[cluster]")

LONG = (
    "会议强调，要压实各级责任，全面排查隐患，把安全生产工作抓细抓实，确保人民群众生命财产安全，坚决防范遏制重特大事故。"
)
ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT)}


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """Enough articles to take some seconds, about people of three names."""
    source = tmp_path / "news.jsonl"
    names = ("何立新", "赵小东", "钱一鸣")
    lines = [
        {"id": f"a{n}", "text": f"3月{n % 28 + 1}日，甘肃省省长{names[n % 3]}主持召开会议。" + LONG * 30}
        for n in range(300)
    ]
    source.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    return source


@pytest.fixture
def scheduler(tmp_path: Path) -> Iterator[str]:
    """The address of a scheduler without workers."""
    file = tmp_path / "scheduler.json"
    command = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--scheduler-file", file]
    process = started(*command, "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
    while not file.exists():
        assert process.poll() is None
        time.sleep(0.05)
    yield str(json.loads(file.read_text(encoding="utf-8"))["address"])
    process.kill()
    process.wait()


def started(*command: object) -> subprocess.Popen[bytes]:
    return subprocess.Popen(list(map(str, command)), env=ENVIRONMENT, stderr=subprocess.DEVNULL)


def worker(address: str, folder: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--no-nanny", "--nthreads", "1"]
    return started(*command, "--no-dashboard", "--local-directory", folder)


def shown(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(out.iterdir()) if not path.name.startswith(".")}


def test_a_worker_that_is_killed_costs_time_only(news: Path, scheduler: str, tmp_path: Path) -> None:
    workers = [worker(scheduler, tmp_path / f"worker-{n}") for n in range(2)]
    out = tmp_path / "out"
    command = [sys.executable, "-m", "kg", "build", news, "-o", out, "--format", "nquads"]
    process = started(*command, "--engine", "dask", "--address", scheduler)
    while not (out / NAME).exists() or (out / NAME).stat().st_size < 150_000:
        assert process.poll() is None, "the build is still in the middle"
        time.sleep(0.01)
    workers[0].send_signal(signal.SIGKILL)
    assert process.wait(timeout=120) == 0
    assert (workers[0].wait(), workers[1].poll()) == (-signal.SIGKILL, None)
    workers[1].kill()
    workers[1].wait()
    build([str(news)], tmp_path / "local", form=GraphFormat.N_QUADS)
    assert shown(out) == shown(tmp_path / "local")


def test_without_an_address_the_cluster_is_this_machine(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "kg", "build", ROOT / "seeds", "-o", tmp_path / "dask", "--no-html"]
    assert started(*command, "--engine", "dask", "--workers", "2").wait() == 0
    build([str(ROOT / "seeds")], tmp_path / "local", html=False)
    graph = shown(tmp_path / "dask")["graph.ttl"]
    assert graph == shown(tmp_path / "local")["graph.ttl"]


def test_a_scheduler_that_nobody_answers_for_is_told(tmp_path: Path) -> None:
    with pytest.raises(KgError, match=r"^nowhere: no Dask scheduler answers there; start a scheduler there"):
        build([str(ROOT / "seeds")], tmp_path / "out", on=EngineName.DASK, address="nowhere")
    assert not (tmp_path / "out").exists()
