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

/// Three parts of 30 MB.
pub(crate) fn large_together() -> Vec<u8> {
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
    with_main(
        &main,
        &[
            ("word/_rels/document.xml.rels", relationships.as_bytes()),
            ("word/numbering.xml", numbering.as_bytes()),
            ("word/styles.xml", styles.as_bytes()),
        ],
    )
}

#[test]
fn many_parts_that_are_large_together_are_refused_as_such() {
    assert_eq!(error(&large_together()), DocxError::TooLarge("各部件解压后合计超过 64 MB".into()));
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

    /// Tags of Word's vocabulary in any order, few of which close what they open.
    #[test]
    fn any_soup_of_tags_is_read_or_refused(xml in "(<w:(p|r|t|tbl|tr|tc|pPr|rPr|del|ins|sdt|txbxContent|fldChar|br|sectPr|numPr)( w:val=\"1\")?/?>|</w:(p|r|t|tbl|tr|tc)>|甲|&amp;| ){0,40}") {
        if let Ok(docx) = Docx::open(&with_body(&xml)) {
            let flows = docx.flows();
            let covered: usize = flows.iter().flat_map(|flow| &flow.lines).map(|lines| lines.len()).sum();
            prop_assert!(covered <= docx.text().len());
        }
    }

    /// Elements of Word's vocabulary nested in any order, all closed: what is read is what is shown, in its order, and it
    /// is read again from what is written.
    #[test]
    fn every_word_of_a_closed_tree_is_read(blocks in prop::collection::vec(block(), 0..6)) {
        let bytes = with_body(&blocks.iter().map(|(xml, _)| xml.as_str()).collect::<String>());
        let docx = Docx::open(&bytes).unwrap();
        let words = docx.text().replace(['\n', '\t', '\u{fffc}'], "");
        prop_assert_eq!(words, blocks.iter().map(|(_, words)| words.as_str()).collect::<String>());
        let covered: usize = docx.flows().iter().flat_map(|flow| &flow.lines).map(|lines| lines.len()).sum();
        prop_assert_eq!(covered, docx.text().len());
        let again = Docx::open(&docx.to_bytes().unwrap()).unwrap();
        prop_assert_eq!(again.text(), docx.text());
        prop_assert_eq!(again.paragraphs(), docx.paragraphs());
    }
}

/// XML, and the words that a reader sees in it.
type Shown = (String, String);

fn all(parts: Vec<Shown>) -> Shown {
    parts.into_iter().fold(Shown::default(), |(xml, words), part| (xml + &part.0, words + &part.1))
}

/// A run or what stands around runs.
fn inline() -> impl Strategy<Value = Shown> {
    let text = "[甲乙丙]{0,3}".prop_map(|words| (format!("<w:r><w:t>{words}</w:t></w:r>"), words));
    let escaped = Just(("<w:r><w:t>&lt;&amp;</w:t></w:r>".to_owned(), "<&".to_owned()));
    let unseen = prop::sample::select(vec![
        "<w:r><w:tab/></w:r>",
        "<w:r><w:br/></w:r>",
        "<w:r><w:br w:type=\"page\"/></w:r>",
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>丁</w:t></w:r>",
        "<w:r><w:instrText>丁</w:instrText></w:r>",
        "<w:r><w:drawing><inline/></w:drawing></w:r>",
        "<w:bookmarkStart w:id=\"1\"/>",
    ]);
    let leaf = prop_oneof![4 => text, 1 => escaped, 2 => unseen.prop_map(|xml| (xml.to_owned(), String::new()))];
    leaf.prop_recursive(4, 24, 4, |inner| {
        let inner = prop::collection::vec(inner, 0..4).prop_map(all);
        let around = prop::sample::select(vec!["ins", "hyperlink", "smartTag", "fldSimple"]);
        let kept = (around, inner.clone()).prop_map(|(tag, (xml, words))| (format!("<w:{tag}>{xml}</w:{tag}>"), words));
        let gone = inner.prop_map(|(xml, _)| (format!("<w:del>{xml}</w:del>"), String::new()));
        prop_oneof![3 => kept, 1 => gone]
    })
}

/// A paragraph or what stands around paragraphs.
fn block() -> impl Strategy<Value = Shown> {
    let paragraph = prop::collection::vec(inline(), 0..4).prop_map(all);
    let paragraph = paragraph.prop_map(|(xml, words)| (format!("<w:p>{xml}</w:p>"), words));
    paragraph.prop_recursive(3, 16, 3, |inner| {
        let inner = prop::collection::vec(inner, 1..3).prop_map(all);
        let control = inner.clone();
        let control = control
            .prop_map(|(xml, words)| (format!("<w:sdt><w:sdtPr/><w:sdtContent>{xml}</w:sdtContent></w:sdt>"), words));
        let table = inner.clone();
        let table = table.prop_map(|(xml, words)| (format!("<w:tbl><w:tr><w:tc>{xml}</w:tc></w:tr></w:tbl>"), words));
        // A box is read behind the paragraph that it is anchored in.
        let text_box = inner.prop_map(|(xml, words)| {
            let content = format!("<w:txbxContent>{xml}</w:txbxContent>");
            (format!("<w:p><w:r><w:t>己</w:t></w:r><w:r><w:pict>{content}</w:pict></w:r></w:p>"), format!("己{words}"))
        });
        prop_oneof![control, table, text_box]
    })
}
