//! What is read from the corpus is what LibreOffice reads.

use std::path::{Path, PathBuf};

use gaolint::text::docx::{Container, Docx};

/// The documents of the corpus, by name.
pub(crate) fn documents() -> Vec<(String, Vec<u8>)> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "docx"));
    paths.sort();
    let name = |path: &Path| path.file_stem().unwrap().to_str().unwrap().to_owned();
    paths.iter().map(|path| (name(path), std::fs::read(path).unwrap())).collect()
}

/// One of them.
pub(crate) fn document(name: &str) -> Vec<u8> {
    std::fs::read(folder().join(format!("{name}.docx"))).unwrap()
}

/// The corpus that is kept, or the one that `tests/run` has just let its producers make.
fn folder() -> PathBuf {
    let kept = || Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/docx/corpus");
    std::env::var_os("GAOLINT_CORPUS").map_or_else(kept, PathBuf::from)
}

fn expected(name: &str) -> String {
    read(&folder().join(name))
}

/// A text that LibreOffice wrote.
pub(crate) fn read(path: &Path) -> String {
    let text = std::fs::read_to_string(path).unwrap();
    text.trim_start_matches('\u{feff}').replace("\r\n", "\n")
}

/// The running text as LibreOffice writes it: with a space behind each automatic number, whatever gap the list has,
/// and with the numbers of notes where they are referred to; nothing stands for a picture.
pub(crate) fn as_libreoffice_writes(docx: &Docx) -> String {
    let mut text = String::new();
    let ends = docx.paragraphs().iter().skip(1).map(|next| next.start).chain([docx.text().len()]);
    for (paragraph, end) in docx.paragraphs().iter().zip(ends) {
        if !matches!(paragraph.place, Container::Body | Container::Cell { .. }) {
            continue;
        }
        let words_start = paragraph.start + paragraph.marker;
        let marker = docx.text()[paragraph.start..words_start].trim_end();
        if !marker.is_empty() {
            text.push_str(&format!("{marker} "));
        }
        let mut at = words_start;
        for (place, offset) in docx.note_references() {
            if (words_start..=end).contains(&offset) {
                text.push_str(&docx.text()[at..offset]);
                match place {
                    Container::Footnote(number) => text.push_str(&number.to_string()),
                    Container::Endnote(number) => text.push_str(["i", "ii", "iii"][number - 1]),
                    _ => {}
                }
                at = offset;
            }
        }
        text.push_str(&docx.text()[at..end]);
    }
    text.replace('\u{fffc}', "")
}

/// LibreOffice indents what is numbered, by level.
pub(crate) fn without_indentation(text: &str, ours: &str) -> String {
    let lines = text.split('\n').zip(ours.split('\n').map(Some).chain(std::iter::repeat(None)));
    let lines: Vec<&str> = lines
        .map(|(line, ours)| {
            let unindented = line.trim_start_matches(' ');
            if ours.is_some_and(|ours| ours.starts_with(' ')) { line } else { unindented }
        })
        .collect();
    lines.join("\n")
}

#[test]
fn there_are_enough_documents_by_enough_programs() {
    let documents = documents();
    assert!(documents.len() >= 20, "{}", documents.len());
    for producer in ["hand", "libreoffice", "python-docx", "pandoc", "npm-docx", "docx-rs"] {
        assert!(documents.iter().any(|(name, _)| name.starts_with(producer)), "{producer}");
    }
    assert!(documents.iter().all(|(_, bytes)| bytes.len() < 64 << 10));
}

#[test]
fn running_text_is_what_libreoffice_reads() {
    for (name, bytes) in documents() {
        let docx = Docx::open(&bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
        let ours = as_libreoffice_writes(&docx);
        let theirs = without_indentation(&expected(&format!("{name}.txt")), &ours);
        assert_eq!(ours, theirs, "{name}");
    }
}

#[test]
fn headers_footers_notes_and_text_boxes_are_what_libreoffice_reads() {
    for (name, bytes) in documents() {
        let docx = Docx::open(&bytes).unwrap();
        let ends = docx.paragraphs().iter().skip(1).map(|next| next.start).chain([docx.text().len()]);
        let mut ours: Vec<&str> = docx
            .paragraphs()
            .iter()
            .zip(ends)
            .filter(|(paragraph, _)| !matches!(paragraph.place, Container::Body | Container::Cell { .. }))
            .map(|(paragraph, end)| docx.text()[paragraph.start..end].trim_end_matches('\n'))
            .filter(|line| !line.trim().is_empty())
            .collect();
        ours.sort_unstable();
        ours.dedup();
        let theirs = expected(&format!("{name}.aside.txt"));
        assert_eq!(ours, theirs.lines().collect::<Vec<_>>(), "{name}");
    }
}

#[test]
fn a_document_is_written_back_as_it_was() {
    for (name, bytes) in documents() {
        let copy = Docx::open(&bytes).unwrap().to_bytes().unwrap();
        assert_eq!(crate::archive::parts(&copy), crate::archive::parts(&bytes), "{name}");
        assert_eq!(crate::archive::compressed(&copy), crate::archive::compressed(&bytes), "{name}");
    }
}
