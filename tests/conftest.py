"""What the tests share: the tools beside Python, and a folder of input to read."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selenium.webdriver import Chrome

ROOT = Path(__file__).resolve().parent.parent


def tool(*names: str) -> str:
    """The first of these commands that is installed.  Without one the test is skipped, with CI set it fails."""
    found = [path for path in map(shutil.which, names) if path]
    return found[0] if found else missing(names[0])


def missing(name: str) -> NoReturn:
    """Skip the test that needs `name`; with CI set, fail it."""
    reason = f"{name} is not installed (`make test` as root installs it on Debian)"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder of the input that comes with the project."""
    return ROOT / "seeds"


@pytest.fixture(scope="session")
def rapper() -> str:
    """The Turtle parser of Raptor, which shares no code with rdflib or Oxigraph."""
    return tool("rapper")


@pytest.fixture(scope="session")
def browser() -> Iterator[Chrome]:
    """Headless Chromium, without a network."""
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = tool("chromium", "chromium-browser", "google-chrome")
    for argument in (
        "--headless=new",
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--enable-unsafe-swiftshader",  # WebGL on a machine without a graphics card
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        "--window-size=1440,900",
        "--accept-lang=zh-CN",
    ):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(tool("chromedriver")))
    try:
        yield driver
    finally:
        driver.quit()
