"""Drafts and folders for the tests of terminal editors."""

import json
import os
import pathlib
import shutil
import subprocess

import pytest

HERE = pathlib.Path(__file__).resolve().parent
PROJECT = HERE.parents[2]
GAOLINT = os.environ["GAOLINT"]


class Draft:
    """A damaged draft in a folder of its own, and what the command line says of it."""

    def __init__(self, folder, text):
        self.file = folder / "讲话稿.txt"
        self.file.write_text(text, encoding="utf-8")

    def found(self):
        """The codes of what the command line finds in the file as it is now."""
        answer = subprocess.run([GAOLINT, "check", str(self.file), "--format", "json"], capture_output=True)
        return [it["code"] for file in json.loads(answer.stdout)["files"] for it in file["findings"]]

    def holds(self, text):
        """Whether the text is in the file. An editor that saves may take the old file away for a moment."""
        return self.file.exists() and text in self.file.read_text(encoding="utf-8")


@pytest.fixture
def draft(tmp_path):
    """Two lines, the first with a character beyond the basic plane before what is wrong."""
    return Draft(tmp_path, "会议指出，😀成绩来之不易，，要倍加珍惜。\n会议要求，不得推萎扯皮。\n")


@pytest.fixture
def environment(tmp_path):
    """A user of their own, who finds gaolint on the PATH."""
    bin_folder = tmp_path / "bin"
    bin_folder.mkdir()
    (bin_folder / "gaolint").symlink_to(GAOLINT)
    home = tmp_path / "home"
    home.mkdir()
    folders = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CONFIG", "CACHE", "DATA", "STATE")}
    return {"HOME": str(home), "PATH": f"{bin_folder}:{os.environ['PATH']}", **folders}


def program(name):
    """An editor that tests/run has found; without it the test is skipped by name."""
    path = os.environ.get(name) or shutil.which(name.lower())
    if not path:
        pytest.skip(f"no {name}")
    return path


@pytest.fixture
def shots():
    return pathlib.Path(os.environ["SHOTS"])
