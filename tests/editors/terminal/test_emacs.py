"""Emacs with Eglot and the file in editors/emacs."""

from conftest import PROJECT, program
from terminal import Terminal

SETUP = f"""
(setq inhibit-startup-screen t make-backup-files nil create-lockfiles nil auto-save-default nil
      vc-handled-backends nil native-comp-async-report-warnings-errors nil eglot-send-changes-idle-time 0 eglot-confirm-server-edits nil
      eglot-confirm-server-initiated-edits nil)
(unless (require 'eglot nil t) (package-initialize))
(add-to-list 'load-path "{PROJECT}/editors/emacs")
(require 'gaolint)
(gaolint-setup)
"""


def run(terminal, command):
    """Types M-x and a command, each when Emacs is ready for it: what comes sooner may be thrown away."""
    terminal.press("\x1bx")
    terminal.shows("M-x")
    terminal.press(command)
    terminal.shows(f"M-x {command}")
    terminal.press("\r")


def test_findings_are_shown_and_repaired(draft, environment, tmp_path, shots):
    emacs = program("EMACS")
    setup = tmp_path / "setup.el"
    setup.write_text(SETUP, encoding="utf-8")
    # Not -Q: Debian's packages are found by its site file.
    command = [emacs, "-nw", "-q", "-l", str(setup), str(draft.file)]
    with Terminal(command, tmp_path, environment) as terminal:
        terminal.shows("成绩来之不易")
        terminal.shows("Flymake[2 0]")
        run(terminal, "flymake-goto-next-error")
        terminal.shows("只留一个")
        terminal.picture(shots / "emacs.png")
        run(terminal, "eglot-code-actions")
        terminal.shows("删去重复的标点")
        terminal.press("\r")
        terminal.shows("来之不易，要倍加珍惜")
        terminal.shows("Flymake[1 0]")
        run(terminal, "gaolint-fix-all")
        terminal.shows("推诿扯皮")
        terminal.shows("Flymake[0 0]")
        terminal.press("\x18\x13")
        terminal.until("the file", lambda: draft.holds("推诿扯皮"))
        terminal.press("\x18\x03")
        assert terminal.ends() == 0
    assert draft.found() == []
