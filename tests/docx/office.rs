//! What LibreOffice makes of documents that gaolint has mended or annotated: it opens them, says what it reads, and saves
//! them again. Where `GAOLINT_SOFFICE` names no LibreOffice there is nothing to see, which the tests say; `tests/run`
//! names it.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use gaolint::text::docx::Docx;
use serde_json::Value;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::archive::{part, parts};
use crate::corpus::{as_libreoffice_writes, documents, read, without_indentation};

/// The document whose mistakes stand in content controls and fields.
const WITH_CONTROLS: &str = "hand-contents";

const WORD: &str = "docx:MS Word 2007 XML";
const TEXT: &str = "txt:Text (encoded):UTF8";

const UNTRIED: &str = "nothing was tried: GAOLINT_SOFFICE names no LibreOffice";

/// Tracked deletions are shown by LibreOffice; we read changes as accepted.
const SHOWS_DELETIONS: &str = "hand-changes";
/// It repeats the text of content controls when it saves them, in documents that we never touched too.
const REPEATS_CONTROLS: &str = "hand-characters";

/// LibreOffice, and a folder to work in.
struct Office {
    program: PathBuf,
    folder: tempfile::TempDir,
}

impl Office {
    fn find() -> Option<Office> {
        let program = std::env::var_os("GAOLINT_SOFFICE")?;
        let office = Office { program: program.into(), folder: tempfile::tempdir().unwrap() };
        for (name, bytes) in documents() {
            office.put(&format!("before/{name}.docx"), &bytes);
        }
        Some(office)
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn put(&self, name: &str, bytes: &[u8]) {
        std::fs::create_dir_all(self.at(name).parent().unwrap()).unwrap();
        std::fs::write(self.at(name), bytes).unwrap();
    }

    fn get(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.at(name)).unwrap_or_else(|error| panic!("LibreOffice wrote no {name}: {error}"))
    }

    /// Lets gaolint make `into/NAME.docx` of every document.
    fn make(&self, into: &str, flags: &[&str]) {
        std::fs::create_dir(self.at(into)).unwrap();
        for (name, _) in documents() {
            let copy = format!("{into}/{name}.docx");
            let source = format!("before/{name}.docx");
            let mut command = Command::new(env!("CARGO_BIN_EXE_gaolint"));
            command.arg("check").args(flags).args(["--quiet", "--no-cache", &source, "-o", &copy]);
            let output = command.current_dir(&self.folder).output().unwrap();
            assert!(matches!(output.status.code(), Some(0 | 1)), "{name}: {output:?}");
        }
    }

    /// Lets LibreOffice convert the documents in some folders, each into the folder beside it.
    fn convert(&self, filter: &str, folders: &[(&str, &str)]) {
        for (from, to) in folders {
            let profile = self.at("profile");
            let mut command = Command::new(&self.program);
            command.arg(format!("-env:UserInstallation=file://{}", profile.display()));
            command.args(["--headless", "--convert-to", filter, "--outdir"]).arg(self.at(to));
            command.args(documents().iter().map(|(name, _)| self.at(&format!("{from}/{name}.docx"))));
            let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap();
            assert!(status.success(), "{filter} of {from}: {status}");
        }
    }
}

/// The characters of all parts of a document that LibreOffice saved, each with how it looks.
fn characters(bytes: &[u8]) -> Vec<(char, String)> {
    let mut characters = Vec::new();
    for xml in parts(bytes).values().filter_map(|part| std::str::from_utf8(part).ok()) {
        for run in xml.split("<w:r>").skip(1).filter_map(|run| run.split("</w:r>").next()) {
            let looks = run.strip_prefix("<w:rPr>").and_then(|run| run.split("</w:rPr>").next()).unwrap_or_default();
            characters.extend(text_of(run).chars().map(|c| (c, looks.to_owned())));
        }
    }
    characters
}

/// The text in the text elements of `xml`.
fn text_of(xml: &str) -> String {
    let elements = xml.split("<w:t").filter(|element| element.starts_with(['>', ' ']));
    elements.filter_map(|element| element.split_once('>')?.1.split('<').next()).collect()
}

/// The properties of all paragraphs.
fn paragraphs(bytes: &[u8]) -> Vec<String> {
    let xml = part(bytes, "word/document.xml");
    xml.split("<w:pPr>").skip(1).map(|rest| rest.split("</w:pPr>").next().unwrap().to_owned()).collect()
}

#[test]
fn mended_documents_are_opened_and_saved_again_without_loss() {
    let Some(office) = Office::find() else { return eprintln!("{UNTRIED}") };
    office.make("after", &["--unsafe-fixes"]);
    office.convert(WORD, &[("before", "before-saved"), ("after", "after-saved")]);
    office.convert(TEXT, &[("after", "after-text"), ("after-saved", "after-saved-text")]);
    let mut changed = 0;
    for (name, bytes) in documents() {
        let mended = Docx::open(&office.get(&format!("after/{name}.docx"))).unwrap();
        changed += usize::from(mended.text() != Docx::open(&bytes).unwrap().text());

        let opened = read(&office.at(&format!("after-text/{name}.txt")));
        if name != SHOWS_DELETIONS {
            let ours = as_libreoffice_writes(&mended);
            assert_eq!(without_indentation(&opened, &ours), ours, "{name}");
        }
        if name != REPEATS_CONTROLS {
            assert_eq!(read(&office.at(&format!("after-saved-text/{name}.txt"))), opened, "{name}");
        }

        let [before, after] = ["before-saved", "after-saved"].map(|at| office.get(&format!("{at}/{name}.docx")));
        assert_eq!(paragraphs(&before), paragraphs(&after), "{name}");
        let (before, after) = (characters(&before), characters(&after));
        let words = |characters: &[(char, String)]| characters.iter().map(|(c, _)| *c).collect::<Vec<char>>();
        for op in capture_diff_slices(Algorithm::Myers, &words(&before), &words(&after)) {
            if let DiffOp::Equal { old_index, new_index, len } = op {
                assert_eq!(before[old_index..old_index + len], after[new_index..new_index + len], "{name}");
            }
        }
    }
    assert!(changed >= 15, "only {changed} documents were mended");
}

/// What is commented and what the comment says, in a document that LibreOffice saved.
fn comments(bytes: &[u8]) -> Vec<(String, String)> {
    let (xml, comments) = (part(bytes, "word/document.xml"), part(bytes, "word/comments.xml"));
    let comment = |comment: &str| {
        let id = comment.split("w:id=\"").nth(1)?.split('"').next()?;
        let (_, rest) = xml.split_once(&format!("<w:commentRangeStart w:id=\"{id}\"/>"))?;
        let (commented, _) = rest.split_once(&format!("<w:commentRangeEnd w:id=\"{id}\"/>"))?;
        Some((text_of(commented), text_of(comment)))
    };
    comments.split("<w:comment ").skip(1).map(|found| comment(found).unwrap_or_else(|| panic!("{found}"))).collect()
}

/// The findings in a document of the corpus.
fn findings(office: &Office, name: &str) -> Vec<Value> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gaolint"));
    command.args(["check", "--format", "json", "--no-cache", &format!("before/{name}.docx")]);
    let report: Value = serde_json::from_slice(&command.current_dir(&office.folder).output().unwrap().stdout).unwrap();
    report["files"][0]["findings"].as_array().unwrap().clone()
}

#[test]
fn comments_are_read_back_on_their_words() {
    let Some(office) = Office::find() else { return eprintln!("{UNTRIED}") };
    office.make("noted", &["--annotate"]);
    office.convert(WORD, &[("noted", "noted-saved")]);
    let mut count = 0;
    for (name, bytes) in documents() {
        let docx = Docx::open(&bytes).unwrap();
        let findings = findings(&office, &name);
        if findings.is_empty() {
            continue;
        }
        let comments = comments(&office.get(&format!("noted-saved/{name}.docx")));
        count += findings.len();
        for finding in findings {
            let (code, message) = (finding["code"].as_str().unwrap(), finding["message"].as_str().unwrap());
            let said = format!("{code}：{}", message.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"));
            let about: Vec<&str> = comments
                .iter()
                .filter(|(_, comment)| comment.contains(&said))
                .map(|(words, _)| words.as_str())
                .collect();
            assert!(!about.is_empty(), "{name}: {said} is not in {comments:?}");
            let offset = |end: &str| usize::try_from(finding["range"][end]["offset"].as_u64().unwrap()).unwrap();
            let (range, text) = (offset("start")..offset("end"), finding["text"].as_str().unwrap());
            let is_in_body =
                finding["paragraph"]["place"].as_str().is_some_and(|place| place.starts_with(['正', '表']));
            if is_in_body && !text.is_empty() && !text.contains(['\n', '\t']) && !docx.touches_marker(range.into()) {
                // A comment stands around a content control or field, never inside.
                let is_around = name == WITH_CONTROLS && about.iter().any(|words| words.contains(text));
                assert!(about.contains(&text) || is_around, "{name}: “{text}” is commented at {about:?}");
            }
        }
    }
    assert!(count >= 20, "only {count} findings");
}
