"""A package index gets a README whose links lead somewhere."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from tests.helpers.project import ROOT
from tools.index_readme import repository, with_addresses

HOME = "https://git.example/our/wxclean"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[a](docs/en/start.md)", f"[a]({HOME}/blob/v1/docs/en/start.md)"),
        (
            "[a](docs/en/start.md#install) and [b](LICENSE)",
            f"[a]({HOME}/blob/v1/docs/en/start.md#install) and [b]({HOME}/blob/v1/LICENSE)",
        ),
        ("![a [b]](docs/a.svg)", f"![a [b]]({HOME}/raw/v1/docs/a.svg)"),
        ('<img src="a.png" width="9">', f'<img src="{HOME}/raw/v1/a.png" width="9">'),
        ('<img alt="b" src="https://example.org/a.png">', '<img alt="b" src="https://example.org/a.png">'),
        ("[a](https://example.org/x)", "[a](https://example.org/x)"),
        ("[a](#below), [b](mailto:a@b.example)", "[a](#below), [b](mailto:a@b.example)"),
        ("```text\n[a](b.md)\n```\n", "```text\n[a](b.md)\n```\n"),
    ],
)
def test_links_to_files_become_addresses(text: str, expected: str) -> None:
    assert with_addresses(text, HOME, "v1") == expected


def test_the_repository_is_what_github_says() -> None:
    said = {"GITHUB_SERVER_URL": "https://git.example", "GITHUB_REPOSITORY": "our/wxclean", "GITHUB_REF_NAME": "v1"}
    assert repository(said) == (HOME, "v1")
    assert repository({}) == ("", "HEAD")


@pytest.mark.parametrize("home", ["", "our/wxclean"])
def test_the_metadata_of_a_release_have_the_readme(home: str) -> None:
    said = {"GITHUB_SERVER_URL": "https://git.example", "GITHUB_REPOSITORY": home, "GITHUB_REF_NAME": "v1"}
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "metadata"],
        cwd=ROOT,
        env=os.environ | said,
        stdout=subprocess.PIPE,
        check=True,
    )
    text = done.stdout.decode()
    relative = re.findall(r"\]\((?!http)[^)]*\)|src=\\\"(?!http)", text)
    assert bool(relative) != bool(home)
    assert ("git.example/our/wxclean/raw/v1/docs/en/preview.svg" in text) == bool(home)
    assert ('"Changelog"' in text) == bool(home)
