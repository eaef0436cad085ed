"""Draw how time and memory grow with the number of articles: `python plot.py speed.csv speed.svg`.

Run by the Python that has matplotlib (benchmarks/requirements.txt).
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import matplotlib

matplotlib.use("svg")
matplotlib.rcParams["svg.hashsalt"] = "kg"

from matplotlib import pyplot as plt  # noqa: E402 -- after the choice of what draws


def main(table: Path, picture: Path) -> None:
    """Draw the rows of `table` whose measure is `scale`, and a bar for each whose measure is `speed`."""
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    figure, (bars, time, memory) = plt.subplots(1, 3, figsize=(12, 3.4), layout="constrained")
    speed = [row for row in rows if row["measure"] == "speed"]
    bars.barh([f"{row['what']}, {row['on']}" for row in speed], [float(row["value"]) for row in speed], color="#4a6fa5")
    bars.invert_yaxis()
    bars.set_xscale("log")
    bars.set_xlabel("MB of text per CPU second")
    for axis, unit, label in ((time, "s", "CPU seconds"), (memory, "MB", "peak memory in MB")):
        found = [row for row in rows if row["measure"] == "scale" and row["unit"] == unit]
        axis.plot([int(row["on"]) for row in found], [float(row["value"]) for row in found], "o-", color="#4a6fa5")
        axis.set_xlabel("articles")
        axis.set_ylabel(label)
        axis.set_xlim(left=0)
        axis.set_ylim(bottom=0)
    figure.savefig(picture, metadata={"Date": None})


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
