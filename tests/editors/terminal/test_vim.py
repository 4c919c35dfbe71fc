"""Vim with ALE and the linter and fixer in editors/vim."""

from conftest import PROJECT, program
from terminal import Terminal

VIMRC = """
set nocompatible encoding=utf-8 nomore
let g:ale_linters = {'text': ['gaolint']}
let g:ale_fixers = {'text': ['gaolint']}
let g:ale_echo_msg_format = '%code%: %s'
let g:ale_lint_delay = 0
filetype plugin on
packadd ale
set runtimepath+=PLUGIN
"""


def test_a_finding_is_shown_and_repaired(draft, environment, tmp_path, shots):
    vim = program("VIM")
    vimrc = tmp_path / "vimrc"
    vimrc.write_text(VIMRC.replace("PLUGIN", str(PROJECT / "editors" / "vim")), encoding="utf-8")
    command = [vim, "-n", "-i", "NONE", "-u", str(vimrc), str(draft.file)]
    with Terminal(command, tmp_path, environment) as terminal:
        terminal.shows("成绩来之不易")
        terminal.until("two findings", lambda: terminal.text().count(">>") == 2)
        terminal.press(":ALENext\r")
        terminal.shows("PU208: ")
        terminal.picture(shots / "vim.png")
        terminal.press("ix")
        terminal.shows("成绩来之不易x，，要倍加珍惜")  # The cursor was on the doubled mark.
        terminal.press("\x1bu")
        terminal.shows("成绩来之不易，，要倍加珍惜")
        terminal.press(":ALEFix\r")
        terminal.shows("来之不易，要倍加珍惜")
        terminal.shows("推诿扯皮")
        terminal.press(":w\r")
        terminal.until("the file", lambda: draft.holds("推诿扯皮"))
        terminal.until("no findings", lambda: ">>" not in terminal.text())
        terminal.press(":qa\r")
        assert terminal.ends() == 0
    assert draft.found() == []
