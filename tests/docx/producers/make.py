#!/usr/bin/env python3
"""Makes the corpus of Word documents: every producer that is installed writes its own, then LibreOffice says what text it
finds in each. Usage: make.py [FOLDER] (default: ../corpus). Needs python-docx; LibreOffice, pandoc, node with docx, and cargo
are used where they are there, and what is missing is named.

FOLDER/x.docx       a document
FOLDER/x.txt        LibreOffice's text of its body
FOLDER/x.aside.txt  LibreOffice's text of its headers, footers, notes and text boxes, a paragraph a line, sorted
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

import by_hand

HERE = pathlib.Path(__file__).resolve().parent
# LibreOffice shows tracked deletions; the text of the accepted twin is what a reader is left with.
TWINS = {"hand-changes": "hand-changes-accepted"}


def office(*arguments):
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(["soffice", f"-env:UserInstallation=file://{profile}", "--headless", *map(str, arguments)],
                       check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def by_libreoffice(folder):
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work)
        for source, name, reader in [("page.html", "libreoffice-notice", ["--infilter=HTML (StarWriter)"]),
                                     ("speech.txt", "libreoffice-plain", ["--infilter=Text (encoded):UTF8"])]:
            copy = work / f"{name}{pathlib.Path(source).suffix}"
            shutil.copy(HERE / source, copy)
            office(*reader, "--convert-to", "docx:MS Word 2007 XML", "--outdir", folder, copy)
        # What another program wrote, as LibreOffice saves it.
        for name in ["hand-margins", "python-docx-speech"]:
            copy = work / f"libreoffice-{name}.docx"
            shutil.copy(folder / f"{name}.docx", copy)
            office("--convert-to", "docx:MS Word 2007 XML", "--outdir", folder, copy)


def by_pandoc(folder):
    for name in ["speech", "nested"]:
        subprocess.run(["pandoc", HERE / f"{name}.md", "-o", folder / f"pandoc-{name}.docx"], check=True,
                       env={**os.environ, "SOURCE_DATE_EPOCH": "1767225600"})


def by_npm(folder):
    subprocess.run(["node", HERE / "make.js", folder], check=True)


def by_docx_rs(folder):
    subprocess.run(["cargo", "run", "--locked", "--quiet", "--manifest-path", HERE / "docx-rs" / "Cargo.toml", "--", folder], check=True)


def by_python_docx(folder):
    import with_python_docx
    with_python_docx.make(folder)


def asides(flat):
    """Paragraphs of headers, footers, notes and text boxes in a flat OpenDocument file."""
    name = lambda prefix, local: f"{{urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0}}{local}"
    containers = {name("text", "note-body"), name("style", "header"), name("style", "footer"), name("drawing", "text-box"),
                  name("drawing", "custom-shape")}
    paragraphs = {name("text", "p"), name("text", "h")}
    found = []

    def words(element):
        text = element.text or ""
        for child in element:
            if child.tag == name("text", "s"):
                text += " " * int(child.get(name("text", "c"), "1"))
            elif child.tag == name("text", "tab"):
                text += "\t"
            elif child.tag != name("text", "note") and child.tag not in containers:
                text += words(child)
            text += child.tail or ""
        return text

    for container in ElementTree.parse(flat).getroot().iter():
        if container.tag in containers:
            found.extend(words(element) for element in container if element.tag in paragraphs)
    return sorted(line for line in set(found) if line.strip())


def expectations(folder):
    documents = sorted(folder.glob("*.docx"))
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work)
        office("--convert-to", "txt:Text (encoded):UTF8", "--outdir", work, *documents)
        office("--convert-to", "fodt", "--outdir", work, *documents)
        for document in documents:
            twin = TWINS.get(document.stem, document.stem)
            shutil.copy(work / f"{twin}.txt", folder / f"{document.stem}.txt")
            lines = asides(work / f"{twin}.fodt")
            (folder / f"{document.stem}.aside.txt").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def main():
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else HERE.parent / "corpus").resolve()
    folder.mkdir(parents=True, exist_ok=True)
    by_hand.make(folder)
    for producer in [by_python_docx, by_pandoc, by_npm, by_docx_rs, by_libreoffice]:
        try:
            producer(folder)
        except (ImportError, FileNotFoundError, subprocess.CalledProcessError) as error:
            print(f"{producer.__name__}: left out: {error}", file=sys.stderr)
    expectations(folder)


if __name__ == "__main__":
    main()
