"""A terminal with a program in it: keys go in, and what is on the screen is waited for."""

import fcntl
import html
import os
import pathlib
import pty
import select
import shutil
import signal
import struct
import subprocess
import termios
import time

import pyte

PATIENCE = 30
"""Seconds after which a test fails that would otherwise hang; far longer than anything takes."""

COLUMNS, LINES = 92, 16

# Programs ask the terminal what it is; an answer that never comes makes some of them wait.
ANSWERS = {b"\x1b[c": b"\x1b[?62c", b"\x1b[0c": b"\x1b[?62c", b"\x1b[>c": b"\x1b[>0;0;0c", b"\x1b[6n": b"\x1b[1;1R"}


class Screen(pyte.Screen):
    """pyte's screen, which does not know that a private sequence is no colour (Vim asks for its modifier keys so)."""

    def select_graphic_rendition(self, *attributes, private=False):
        if not private:
            super().select_graphic_rendition(*attributes)


class Terminal:
    def __init__(self, command, folder, environment=()):
        environment = {
            **os.environ,
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "LANG": "C.UTF-8",
            "LC_ALL": "C.UTF-8",
            **dict(environment),
        }
        self.screen = Screen(COLUMNS, LINES)
        self.stream = pyte.ByteStream(self.screen)
        self.process, self.channel = pty.fork()
        if self.process == 0:
            os.chdir(folder)
            os.execvpe(command[0], command, environment)
        fcntl.ioctl(self.channel, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        """Ends the program, in case the test did not."""
        try:
            os.kill(self.process, signal.SIGKILL)
            os.waitpid(self.process, 0)
        except (ProcessLookupError, ChildProcessError):
            pass
        os.close(self.channel)

    def press(self, keys):
        os.write(self.channel, keys.encode())

    def text(self):
        return "\n".join(self.screen.display)

    def _read(self):
        ready, _, _ = select.select([self.channel], [], [], 0.05)
        if not ready:
            return
        try:
            data = os.read(self.channel, 65536)
        except OSError:
            return  # The program has ended.
        for question, answer in ANSWERS.items():
            if question in data:
                os.write(self.channel, answer)
        self.stream.feed(data)

    def until(self, what, condition):
        """Reads the screen until the condition holds."""
        end = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < end, f"timed out waiting for {what}; the screen:\n{self.text()}"
            self._read()

    def shows(self, text):
        self.until(f"“{text}”", lambda: text in self.text())

    def hides(self, text):
        self.until(f"“{text}” to go", lambda: text not in self.text())

    def ends(self):
        """Waits until the program has ended; returns its exit status."""
        status = []

        def has_ended():
            self._read()
            process, code = os.waitpid(self.process, os.WNOHANG)
            if process:
                status.append(os.waitstatus_to_exitcode(code))
            return bool(process)

        self.until("the program to end", has_ended)
        return status[0]

    def picture(self, file):
        """Keeps what is on the screen as a picture, where there is a browser to draw it."""
        chromium = shutil.which("chromium")
        if not chromium:
            return
        page = pathlib.Path(file).with_suffix(".html")
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(self._as_html(), encoding="utf-8")
        profile = page.with_suffix(".profile")
        width, height = COLUMNS * 9, LINES * 20
        subprocess.run(
            [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--user-data-dir={profile}",
             f"--window-size={width},{height}", f"--screenshot={file}", page.as_uri()],
            check=True, capture_output=True, timeout=60)
        shutil.rmtree(profile)
        page.unlink()

    def _as_html(self):
        rows = "\n".join(self._row(self.screen.buffer[number]) for number in range(LINES))
        return f"""<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; background: #fff; }}
pre {{ font: 15px/20px "DejaVu Sans Mono", "Noto Sans Mono CJK SC", monospace; margin: 0; }}
i {{ font-style: normal; display: inline-block; height: 20px; width: 9px; vertical-align: top; overflow: hidden; }}
i.w {{ width: 18px; }}</style><pre>{rows}</pre>"""

    def _row(self, row):
        cells = []
        for column in range(COLUMNS):
            char = row[column]
            if not char.data:
                continue  # The second half of a wide character.
            wide = column + 1 < COLUMNS and not row[column + 1].data
            front, back = colour(char.fg, "#222"), colour(char.bg, "#fff")
            if char.reverse:
                front, back = back, front
            style = f"color:{front};background:{back}"
            style += ";font-weight:bold" if char.bold else ""
            style += ";text-decoration:underline" if char.underscore else ""
            cells.append(f'<i{" class=w" if wide else ""} style="{style}">{html.escape(char.data)}</i>')
        return "".join(cells)


NAMES = {
    "black": "#222", "red": "#c62828", "green": "#2e7d32", "brown": "#b26a00", "blue": "#1565c0", "magenta": "#8e24aa",
    "cyan": "#00838f", "white": "#bbb",
}


def colour(name, default):
    if name == "default":
        return default
    return NAMES.get(name.removeprefix("bright"), f"#{name}" if len(name) == 6 else default)
