"""Neovim as its user sees it; tests/editors/neovim holds the plugin to more."""

from conftest import PROJECT, program
from terminal import Terminal

INIT = f"""
vim.opt.runtimepath:prepend('{PROJECT}/editors/neovim')
vim.diagnostic.config({{ virtual_text = true, signs = true }})
vim.cmd('runtime! plugin/gaolint.lua')
require('gaolint').setup()
"""


def test_a_finding_is_shown_and_repaired(draft, environment, tmp_path, shots):
    neovim = program("NVIM")
    init = tmp_path / "init.lua"
    init.write_text(INIT, encoding="utf-8")
    command = [neovim, "-n", "-i", "NONE", "-u", str(init), str(draft.file)]
    with Terminal(command, tmp_path, environment) as terminal:
        terminal.shows("只留一个")
        terminal.press("]d")
        terminal.press("gra")
        terminal.shows("删去重复的标点")
        terminal.picture(shots / "neovim.png")
        terminal.press("1\r")
        terminal.shows("来之不易，要倍加珍惜")
        terminal.hides("只留一个")
        terminal.press(":GaolintFixAll\r")
        terminal.shows("推诿扯皮")
        terminal.press(":wq\r")
        assert terminal.ends() == 0
    assert draft.found() == []
