//! Comments: on their text, next to those that were there, and the text as it was.

use gaolint::text::Span;
use gaolint::text::docx::{Comment, Docx};
use proptest::prelude::*;

use crate::archive::{part, parts, with_body};
use crate::corpus::{document, documents};

fn annotated(bytes: &[u8], words: &[&str]) -> Vec<u8> {
    let docx = Docx::open(bytes).unwrap();
    let comments: Vec<Comment> = words
        .iter()
        .map(|words| {
            let start = docx.text().find(words).unwrap_or_else(|| panic!("no {words}"));
            Comment {
                range: Span::new(start, start + words.len()), text: format!("关于“{words}”\n第二行 <&>")
            }
        })
        .collect();
    docx.annotate(&comments).unwrap().to_bytes().unwrap()
}

/// The text between the marks of comment `id`.
fn commented(xml: &str, id: usize) -> String {
    let (_, rest) = xml.split_once(&format!("commentRangeStart w:id=\"{id}\"/>")).unwrap();
    let (inside, _) = rest.split_once(&format!("<w:commentRangeEnd w:id=\"{id}\"/>")).unwrap();
    let mut text = String::new();
    for piece in inside.split('<').filter(|piece| piece.starts_with("w:t>") || piece.starts_with("w:t ")) {
        text.push_str(piece.split_once('>').unwrap().1);
    }
    text
}

#[test]
fn a_comment_stands_on_its_words_inside_of_and_across_runs() {
    let bytes =
        with_body(r#"<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>甲乙丙</w:t></w:r><w:r><w:t>丁戊己</w:t></w:r></w:p>"#);
    let copy = annotated(&bytes, &["乙", "丙丁", "甲乙丙", "己"]);
    let xml = part(&copy, "word/document.xml");
    for (id, words) in ["乙", "丙丁", "甲乙丙", "己"].iter().enumerate() {
        assert_eq!(&commented(&xml, id), words, "{xml}");
    }
    assert_eq!(Docx::open(&copy).unwrap().text(), "甲乙丙丁戊己\n");
    // Every piece of the first run is still bold.
    assert_eq!(
        xml.matches("<w:rPr><w:b/></w:rPr>").count(),
        xml.split("丁").next().unwrap().matches("<w:t").count() - 1
    );
    let comments = part(&copy, "word/comments.xml");
    assert!(comments.contains("关于“丙丁”") && comments.contains("第二行 &lt;&amp;&gt;"), "{comments}");
    assert!(part(&copy, "[Content_Types].xml").contains("comments+xml"));
    assert!(part(&copy, "word/_rels/document.xml.rels").contains("/comments\" Target=\"/word/comments.xml\""));
}

#[test]
fn comments_that_were_there_stay() {
    let bytes = document("hand-margins");
    let copy = annotated(&bytes, &["话。"]);
    let comments = part(&copy, "word/comments.xml");
    assert!(comments.contains("科长") && comments.contains("w:id=\"8\""), "{comments}");
    assert_eq!(part(&copy, "[Content_Types].xml"), part(&bytes, "[Content_Types].xml"));
}

#[test]
fn what_cannot_have_comments_is_commented_where_it_is_anchored() {
    let bytes = document("hand-margins");
    let copy = annotated(&bytes, &["人民政府，，", "先引用的脚注", "框里，，", "尾注文字"]);
    let xml = part(&copy, "word/document.xml");
    assert_eq!(commented(&xml, 8), "有");
    assert_eq!(commented(&xml, 9), "句");
    assert_eq!(commented(&xml, 10), "带");
    assert_eq!(commented(&xml, 11), "段");
    let (old, new) = (parts(&bytes), parts(&copy));
    for part in ["word/header1.xml", "word/footnotes.xml", "word/endnotes.xml"] {
        assert_eq!(old[part], new[part]);
    }
}

/// Whether a mark of a comment stands between `open` and `close` somewhere in `xml`.
fn marked_within(xml: &str, open: &str, close: &str) -> bool {
    let inside = |part: &str| part.split(close).next().is_some_and(|inside| inside.contains("comment"));
    xml.split(open).skip(1).any(inside)
}

#[test]
fn comments_stand_outside_controls_and_fields() {
    let run = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let control =
        |content: &str| format!("<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>");
    let mark = |kind: &str| format!(r#"<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>"#);
    let begin = format!("{}<w:r><w:instrText>REF a</w:instrText></w:r>{}", mark("begin"), mark("separate"));
    let field = format!("{begin}{}{}", run("域，，内"), mark("end"));
    let bodies = [
        format!("<w:p>{}{}{}</w:p>", run("前"), control(&run("件，，内")), run("后")),
        format!("<w:p>{}{}</w:p>", control(&control(&run("件，，内"))), run("后")),
        format!(r#"<w:p>{}<w:fldSimple w:instr="REF a">{}</w:fldSimple></w:p>"#, run("前"), run("域，，内")),
        format!("<w:p>{}{field}{}</w:p>", run("前"), run("后")),
        format!(
            "<w:p>{}</w:p>{}",
            run("前"),
            control(&format!("<w:p>{}</w:p><w:p>{}</w:p>", run("件，，内"), run("又")))
        ),
        format!("{}<w:p>{}</w:p>", control(&format!("<w:p>{}</w:p>", run("件，，内"))), run("后")),
        format!(
            "<w:p>{}</w:p><w:tbl><w:tr>{}</w:tr></w:tbl>",
            run("前"),
            control(&format!("<w:tc><w:p>{}</w:p></w:tc>", run("件，，内")))
        ),
    ];
    for body in bodies {
        let bytes = with_body(&body);
        let copy = annotated(&bytes, &["，，"]);
        let xml = part(&copy, "word/document.xml");
        assert!(!marked_within(&xml, "<w:sdtContent>", "</w:sdtContent>"), "{xml}");
        assert!(!marked_within(&xml, "<w:fldSimple", "</w:fldSimple>"), "{xml}");
        assert!(!marked_within(&xml, r#""begin"/>"#, r#""end"/>"#), "{xml}");
        for mark in ["commentRangeStart", "commentRangeEnd", "commentReference"] {
            assert_eq!(xml.matches(mark).count(), 1, "{xml}");
        }
        assert_eq!(Docx::open(&copy).unwrap().text(), Docx::open(&bytes).unwrap().text());
    }
    // Words beside a control keep their comment to themselves.
    let beside = with_body(&format!("<w:p>{}{}{}</w:p>", run("前文"), control(&run("件")), run("后")));
    assert_eq!(commented(&part(&annotated(&beside, &["文"]), "word/document.xml"), 0), "文");
}

#[test]
fn an_automatic_number_is_commented_on_the_words_behind_it() {
    let copy = annotated(&document("hand-numbering"), &["（二）"]);
    assert_eq!(commented(&part(&copy, "word/document.xml"), 0), "看");
}

#[test]
fn other_prefixes_and_strict_documents_are_annotated_in_their_own_words() {
    let copy = annotated(&document("hand-prefix"), &["，，"]);
    let xml = part(&copy, "content/main.xml");
    assert!(xml.contains("<x:commentRangeStart x:id=\"0\"/><x:r><x:t>，，"), "{xml}");
    assert!(part(&copy, "content/_rels/main.xml.rels").contains("Target=\"/content/comments.xml\""));
    let copy = annotated(&document("hand-strict"), &["，，"]);
    assert!(part(&copy, "word/comments.xml").contains("http://purl.oclc.org/ooxml/wordprocessingml/main"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// Wherever comments are put, the text stays, every one is there, and each start has its end.
    #[test]
    fn comments_anywhere_leave_the_text_alone(
        index in any::<prop::sample::Index>(),
        places in prop::collection::vec((any::<prop::sample::Index>(), 0usize..20), 1..6),
    ) {
        let documents = documents();
        let (name, bytes) = index.get(&documents);
        let docx = Docx::open(bytes).unwrap();
        let boundaries: Vec<usize> = docx.text().char_indices().map(|(at, _)| at).collect();
        let comments: Vec<Comment> = places
            .iter()
            .map(|(start, length)| {
                let start = start.index(boundaries.len());
                let end = (start + length).min(boundaries.len() - 1);
                Comment { range: Span::new(boundaries[start], boundaries[end]), text: "说明".into() }
            })
            .collect();
        let copy = docx.annotate(&comments).unwrap().to_bytes().unwrap();
        let reopened = Docx::open(&copy).unwrap();
        prop_assert_eq!(reopened.text(), docx.text());
        let main = if name == "hand-prefix" { "content/main.xml" } else { "word/document.xml" };
        let (old, new) = (part(bytes, main), part(&copy, main));
        for mark in ["commentRangeStart ", "commentRangeEnd ", "commentReference "] {
            prop_assert_eq!(new.matches(mark).count() - old.matches(mark).count(), comments.len());
        }
    }
}
