//! Whatever the bytes, there is an answer, soon and in little memory.

use gaolint::text::docx::{Docx, DocxError, Foreign};
use proptest::prelude::*;

use crate::archive::{archive, with_body, with_main};
use crate::corpus::documents;

fn error(bytes: &[u8]) -> DocxError {
    Docx::open(bytes).map(|docx| docx.text().chars().take(80).collect::<String>()).unwrap_err()
}

#[test]
fn a_part_that_unpacks_to_gigabytes_is_refused() {
    let mut body = "<w:p/>".repeat(10);
    body.push_str(&" ".repeat(40 << 20));
    let bytes = with_body(&body);
    assert!(bytes.len() < 1 << 20);
    assert!(matches!(error(&bytes), DocxError::TooLarge(_)));
}

#[test]
fn many_parts_that_are_large_together_are_refused() {
    let blank = " ".repeat(30 << 20);
    let part = |root: &str| {
        format!("<w:{root} xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">{blank}</w:{root}>")
    };
    let relationships = ["numbering", "styles", "footnotes"].map(|kind| {
        format!("<Relationship Id=\"{kind}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}\" Target=\"{kind}.xml\"/>")
    });
    let relationships = format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{}</Relationships>",
        relationships.concat()
    );
    let (numbering, styles, main) = (part("numbering"), part("styles"), part("document"));
    let bytes = with_main(
        &main,
        &[
            ("word/_rels/document.xml.rels", relationships.as_bytes()),
            ("word/numbering.xml", numbering.as_bytes()),
            ("word/styles.xml", styles.as_bytes()),
        ],
    );
    assert!(matches!(error(&bytes), DocxError::TooLarge(_)));
}

#[test]
fn numbering_makes_no_text_without_end() {
    let pattern = "一".repeat(10_000);
    let namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let numbering = format!(
        "<w:numbering xmlns:w=\"{namespace}\"><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"{pattern}\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>"
    );
    let main = format!(
        "<w:document xmlns:w=\"{namespace}\"><w:body>{}</w:body></w:document>",
        "<w:p><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:p>".repeat(1_000)
    );
    let relationships = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"n\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering\" Target=\"numbering.xml\"/></Relationships>";
    let bytes = with_main(
        &main,
        &[("word/_rels/document.xml.rels", relationships.as_bytes()), ("word/numbering.xml", numbering.as_bytes())],
    );
    assert!(Docx::open(&bytes).unwrap().text().len() < 200_000);
}

#[test]
fn a_million_empty_paragraphs_are_refused() {
    assert!(matches!(error(&with_body(&"<w:p/>".repeat(600_000))), DocxError::TooLarge(_)));
}

#[test]
fn entities_that_expand_are_never_read() {
    let main = "<!DOCTYPE x [<!ENTITY a \"哈\"><!ENTITY b \"&a;&a;&a;&a;\">]><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>";
    assert_eq!(error(&with_main(main, &[])), DocxError::Doctype("word/document.xml".into()));
}

#[test]
fn nesting_has_an_end() {
    let deep = |levels: usize| with_body(&format!("{}{}", "<w:sdt>".repeat(levels), "</w:sdt>".repeat(levels)));
    assert_eq!(error(&deep(600)), DocxError::Nesting("word/document.xml".into()));
    assert!(Docx::open(&deep(400)).is_ok());
}

#[test]
fn paths_that_lead_outside_are_refused() {
    for path in ["../evil.xml", "/etc/evil.xml", "word/../../evil", "..\\evil.xml", "C:/evil.xml"] {
        assert!(matches!(error(&with_main("<a/>", &[(path, b"x")])), DocxError::Path(_)), "{path}");
    }
}

#[test]
fn entries_of_one_name_are_refused() {
    assert!(matches!(error(&with_main("<a/>", &[("WORD/document.xml", b"x")])), DocxError::Twins(_)));
}

#[test]
fn other_archives_are_named() {
    let odt = archive(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"<a/>")]);
    assert_eq!(error(&odt), DocxError::Foreign(Foreign::OpenDocument));
    assert_eq!(error(&archive(&[("xl/workbook.xml", b"<a/>")])), DocxError::Foreign(Foreign::Sheet));
    assert_eq!(error(&archive(&[("ppt/presentation.xml", b"<a/>")])), DocxError::Foreign(Foreign::Slides));
    assert_eq!(error(&archive(&[("a.txt", b"a")])), DocxError::Foreign(Foreign::Archive));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = Docx::open(&bytes);
        let _ = Docx::open(&[b"PK\x03\x04".as_slice(), &bytes].concat());
    }

    /// Documents with bytes changed, cut off and swapped.
    #[test]
    fn damaged_documents_are_read_or_refused(
        index in any::<prop::sample::Index>(),
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        end in any::<prop::sample::Index>(),
        is_cut in any::<bool>(),
    ) {
        let documents = documents();
        let mut bytes = index.get(&documents).1.clone();
        for (at, byte) in &damage {
            let at = at.index(bytes.len());
            bytes[at] = *byte;
        }
        if is_cut {
            bytes.truncate(end.index(bytes.len()));
        }
        if let Ok(docx) = Docx::open(&bytes) {
            prop_assert!(docx.flows().len() <= docx.paragraphs().len());
        }
    }

    /// Main parts of any shape: elements of Word's vocabulary in any order.
    #[test]
    fn any_main_part_is_read_or_refused(xml in "(<w:(p|r|t|tbl|tr|tc|pPr|rPr|del|ins|sdt|txbxContent|fldChar|br|sectPr|numPr)( w:val=\"1\")?/?>|</w:(p|r|t|tbl|tr|tc)>|甲|&amp;| ){0,40}") {
        if let Ok(docx) = Docx::open(&with_body(&xml)) {
            let flows = docx.flows();
            let covered: usize = flows.iter().flat_map(|flow| &flow.lines).map(|lines| lines.len()).sum();
            prop_assert!(covered <= docx.text().len());
        }
    }
}
