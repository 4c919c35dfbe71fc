"""Helix with the configuration in editors/helix."""

import shutil

from conftest import PROJECT, program
from terminal import Terminal


def test_a_finding_is_shown_explained_and_repaired(draft, environment, tmp_path, shots):
    helix = program("HELIX")
    configuration = tmp_path / "home" / "config" / "helix"
    configuration.mkdir(parents=True)
    shutil.copy(PROJECT / "editors" / "helix" / "languages.toml", configuration)
    (configuration / "config.toml").write_text('theme = "onelight"\n', encoding="utf-8")
    with Terminal([helix, str(draft.file)], tmp_path, environment) as terminal:
        terminal.shows("成绩来之不易")
        terminal.until("a sign beside the line", lambda: "●" in terminal.text())
        terminal.press("]d")
        terminal.shows("重复，只留一个")
        terminal.press(" a")
        terminal.shows("删去重复的标点")
        terminal.picture(shots / "helix.png")
        terminal.press("\r")
        terminal.shows("来之不易，要倍加珍惜")
        terminal.hides("重复，只留一个")
        terminal.press(":w\r")
        terminal.shows("written")
        assert draft.holds("来之不易，要倍加珍惜")
        terminal.press(":q\r")
        assert terminal.ends() == 0
    assert draft.found() == ["WD401"]
