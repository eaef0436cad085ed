"""Time what only splits words, on the texts of a JSON Lines file: `python peers.py NAME FILE`.

Run by the Python that has the peers (benchmarks/requirements.txt).  Prints the CPU seconds for all texts, without
those for importing and for loading dictionaries.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path


def main(name: str, file: Path) -> None:
    """Cut every text with the library `name`."""
    texts = [json.loads(line)["text"] for line in file.read_text(encoding="utf-8").splitlines()]
    if name == "jieba":
        import jieba

        jieba.initialize()
    else:
        import rjieba as jieba

        jieba.cut("预热")
    start = time.process_time()
    for text in texts:
        for _ in jieba.cut(text):
            pass
    print(time.process_time() - start)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
