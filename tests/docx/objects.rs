//! Pictures, formulas, embedded objects and emoji: what stands in a line without being text.

use gaolint::check::Checker;
use gaolint::config::Config;
use gaolint::draft::{Draft, WordDraft};
use gaolint::finding::{Applicability, Finding};
use gaolint::text::Span;
use gaolint::text::docx::{Comment, Docx, Replacement};

use crate::archive::{part, with_main};

/// The character that stands for an object.
const OBJECT: &str = "\u{fffc}";

const FORMULA: &str = "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>";
const DRAWING: &str = "<w:r><w:drawing><wp:inline><a:graphic/></wp:inline></w:drawing></w:r>";
const PICTURE: &str = r#"<w:r><w:pict><v:shapetype/><v:shape style="width:20pt;height:20pt"/></w:pict></w:r>"#;
const OBJECT_IN_LINE: &str = r#"<w:r><w:object><v:shapetype/><v:shape style="width:20pt"><v:imagedata/></v:shape><o:OLEObject/></w:object></w:r>"#;
const CHART: &str = r#"<w:r><mc:AlternateContent><mc:Choice Requires="cx"><w:drawing><wp:inline/></w:drawing></mc:Choice><mc:Fallback><w:drawing><wp:inline/></w:drawing></mc:Fallback></mc:AlternateContent></w:r>"#;
const GROUP: &str = r#"<w:r><mc:AlternateContent><mc:Choice Requires="wpg"><w:drawing><wp:inline/></w:drawing></mc:Choice><mc:Fallback><w:pict><v:group style="width:1pt"><v:shape style="position:absolute"/></v:group></w:pict></mc:Fallback></mc:AlternateContent></w:r>"#;
const IN_LINE: [&str; 6] = [FORMULA, DRAWING, PICTURE, OBJECT_IN_LINE, CHART, GROUP];

const FLOATING_DRAWING: &str = "<w:r><w:drawing><wp:anchor><a:graphic/></wp:anchor></w:drawing></w:r>";
const FLOATING_PICTURE: &str =
    r#"<w:r><w:pict><v:shape style="width:1pt; position: absolute;z-index:1"/></w:pict></w:r>"#;

/// An emoji as Word writes it.
const EMOJI: &str = r#"<w:r><w:rPr><mc:AlternateContent><mc:Choice Requires="w16se"/><mc:Fallback><w:rFonts w:ascii="Segoe UI Emoji"/></mc:Fallback></mc:AlternateContent></w:rPr><mc:AlternateContent><mc:Choice Requires="w16se"><w16se:symEx w16se:font="Segoe UI Emoji" w16se:char="1F60A"/></mc:Choice><mc:Fallback><w:t>😊</w:t></mc:Fallback></mc:AlternateContent></w:r>"#;

fn run(text: &str) -> String {
    format!("<w:r><w:t>{text}</w:t></w:r>")
}

fn document(body: &str) -> Vec<u8> {
    let namespaces = [
        ("w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
        ("mc", "http://schemas.openxmlformats.org/markup-compatibility/2006"),
        ("m", "http://schemas.openxmlformats.org/officeDocument/2006/math"),
        ("wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
        ("a", "http://schemas.openxmlformats.org/drawingml/2006/main"),
        ("wpg", "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"),
        ("cx", "http://schemas.microsoft.com/office/drawing/2014/chartex"),
        ("w16se", "http://schemas.microsoft.com/office/word/2015/wordml/symex"),
        ("v", "urn:schemas-microsoft-com:vml"),
        ("o", "urn:schemas-microsoft-com:office:office"),
    ];
    let namespaces: String = namespaces.iter().map(|(prefix, name)| format!(" xmlns:{prefix}=\"{name}\"")).collect();
    with_main(&format!("<w:document{namespaces}><w:body>{body}</w:body></w:document>"), &[])
}

fn open(body: &str) -> Docx {
    Docx::open(&document(body)).unwrap()
}

fn draft(docx: &Docx) -> Draft {
    Draft::Word(WordDraft::new(Docx::open(&docx.to_bytes().unwrap()).unwrap()))
}

fn check(docx: &Docx) -> Vec<Finding> {
    check_draft(&draft(docx))
}

fn check_draft(draft: &Draft) -> Vec<Finding> {
    draft.check(&Checker::new(Config::default()).unwrap()).findings
}

/// Paragraphs with `object` at each `|`.
fn with_object(lines: &str, object: &str) -> String {
    let paragraph = |line: &str| line.split('|').map(run).collect::<Vec<_>>().join(object);
    lines.split('\n').map(|line| format!("<w:p>{}</w:p>", paragraph(line))).collect()
}

#[test]
fn an_object_in_the_line_is_a_word_to_every_rule() {
    for object in IN_LINE {
        for line in ["请按按钮，|，再按确认。", "其中（|）为总量。", "按下“|”即可。", "增长率为|，产量为|。"]
        {
            let docx = open(&with_object(line, object));
            assert_eq!(docx.text(), format!("{}\n", line.replace('|', OBJECT)), "{object}");
            assert_eq!(check(&docx), [], "{object}");
        }
    }
}

#[test]
fn a_picture_anywhere_in_a_clean_draft_raises_nothing() {
    let draft = "同志们：\n一、总体要求\n要压实责任，抓好落实。会议指出（详见附件），今年完成投资3.5亿元，增长12%。\n二、重点任务\n春耕备耕已经展开，各地要早部署、早行动。";
    let clean = open(&with_object(draft, ""));
    assert_eq!(check(&clean), []);
    let mut raised = Vec::new();
    let inside_numbers = ["、总体", "、重点"].map(|mark| draft.find(mark).unwrap());
    let places = draft.char_indices().map(|(at, _)| at).chain([draft.len()]);
    for at in places.filter(|at| !inside_numbers.contains(at)) {
        let mut marked = draft.to_owned();
        marked.insert(at, '|');
        let findings = check(&open(&with_object(&marked, DRAWING)));
        raised.extend(findings.into_iter().map(|finding| (marked.clone(), finding.code(), finding.message)));
    }
    assert!(raised.is_empty(), "{raised:#?}");
}

#[test]
fn what_floats_or_stands_alone_leaves_no_mark() {
    for object in [FLOATING_DRAWING, FLOATING_PICTURE] {
        assert_eq!(open(&with_object("要压实|责任。", object)).text(), "要压实责任。\n", "{object}");
    }
    for object in IN_LINE {
        let line_break = "<w:r><w:br/></w:r>";
        let body = format!(
            "<w:p>{object}</w:p><w:p>{}{object}{object}</w:p><w:p>{object}{line_break}{}{object}</w:p>",
            run(""),
            run("甲")
        );
        assert_eq!(open(&body).text(), format!("\n\n\n甲{OBJECT}\n"), "{object}");
    }
}

#[test]
fn an_icon_before_a_heading_leaves_it_one() {
    for (line, read) in [
        ("|一、总体要求", "一、总体要求"),
        ("|（一）稳住生产", "（一）稳住生产"),
        ("|，再按确认。", "\u{fffc}，再按确认。"),
        ("|（1）", "\u{fffc}（1）"),
    ] {
        assert_eq!(open(&with_object(line, DRAWING)).text(), format!("{read}\n"));
    }
}

#[test]
fn notes_stay_where_they_are_when_an_object_before_them_leaves_no_mark() {
    let relationships = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="f" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" Target="footnotes.xml"/></Relationships>"#;
    let namespace = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main""#;
    let notes =
        format!(r#"<w:footnotes {namespace}><w:footnote w:id="2"><w:p>{}</w:p></w:footnote></w:footnotes>"#, run("注"));
    let main = format!(
        r#"<w:document {namespace}><w:body><w:p><w:r><w:drawing><inline/></w:drawing></w:r><w:r><w:br/></w:r>{}<w:r><w:footnoteReference w:id="2"/></w:r></w:p></w:body></w:document>"#,
        run("甲")
    );
    let bytes = with_main(
        &main,
        &[("word/_rels/document.xml.rels", relationships.as_bytes()), ("word/footnotes.xml", notes.as_bytes())],
    );
    let docx = Docx::open(&bytes).unwrap();
    assert_eq!(docx.text(), "\n甲\n注\n");
    assert_eq!(docx.note_references()[0].1, "\n甲".len());
}

#[test]
fn a_fix_beside_an_object_leaves_it_alone() {
    for object in IN_LINE {
        let docx = open(&with_object("要压实责任，，|抓好落实，，不得有误。", object));
        let findings = check(&docx);
        let (fixed, made) = draft(&docx).mended(&findings, Applicability::Safe).unwrap();
        assert_eq!((fixed.text(), made.len()), (format!("要压实责任，{OBJECT}抓好落实，不得有误。\n").as_str(), 2));
        let xml = part(&fixed.to_bytes().unwrap(), "word/document.xml");
        assert!(xml.contains(object) && !xml.contains(OBJECT), "{xml}");
        let at = docx.text().find(OBJECT).unwrap();
        assert!(!docx.can_replace(&Replacement { range: Span::new(at, at + OBJECT.len()), text: "" }));
    }
}

#[test]
fn text_that_leaves_an_object_alone_in_its_line_can_go() {
    let docx = open(&format!("<w:p>{}{DRAWING}</w:p>", run("甲")));
    let fixed = docx.replace(&[Replacement { range: Span::new(0, 3), text: "" }]).unwrap().unwrap();
    assert_eq!(fixed.text(), "\n");
}

#[test]
fn an_emoji_is_read_and_never_changed() {
    let docx = open(&format!("<w:p>{}{EMOJI}{}</w:p>", run("谢谢大家，"), run("，再见。")));
    assert_eq!(docx.text(), "谢谢大家，😊，再见。\n");
    let findings = check(&docx);
    assert!(findings.iter().all(|finding| finding.fixes.is_empty()), "{findings:?}");
    let at = docx.text().find('😊').unwrap();
    assert!(!docx.can_replace(&Replacement { range: Span::new(at, at + 4), text: "" }));
    // A comment on it must not cut its run in two.
    let noted = docx.annotate(&[Comment { range: Span::new(at, at + 4), text: "注".to_owned() }]).unwrap();
    assert_eq!(noted.text(), docx.text());
    assert!(part(&noted.to_bytes().unwrap(), "word/document.xml").contains(EMOJI));
}

#[test]
fn a_fallback_around_a_run_is_read_and_not_changed() {
    let body = format!(
        r#"<w:p><mc:AlternateContent><mc:Choice Requires="w16se"/><mc:Fallback>{}</mc:Fallback></mc:AlternateContent></w:p>"#,
        run("甲，，乙")
    );
    let docx = open(&body);
    assert_eq!(docx.text(), "甲，，乙\n");
    assert!(check(&docx).iter().all(|finding| finding.fixes.is_empty()));
}

/// A paragraph whose fix cannot be made: with the text behind it the page break would go too.
fn impossible() -> String {
    let page_break = r#"<w:r><w:br w:type="page"/></w:r>"#;
    format!("<w:p>{}{page_break}{}</w:p>", run("会议到此结束。"), run("\u{200b}"))
}

#[test]
fn a_fix_that_cannot_be_made_stops_no_other_and_is_not_promised() {
    let good = with_object("要压实责任，，抓好落实。", "");
    let body = format!("{good}{}{good}{}{good}", impossible(), impossible());
    let docx = open(&body);
    let findings = check(&docx);
    let fixable = |findings: &[Finding]| findings.iter().filter(|finding| !finding.fixes.is_empty()).count();
    assert!(findings.len() > 3, "{findings:?}");
    assert_eq!(fixable(&findings), 3);
    let (fixed, made) = draft(&docx).mended(&findings, Applicability::Unsafe).unwrap();
    assert_eq!((made.len(), fixed.text().matches("，，").count()), (3, 0));
    assert_eq!(fixable(&check_draft(&fixed)), 0);
}

#[test]
fn more_impossible_fixes_than_are_told_apart_leave_the_first_others() {
    let docx = open(&format!("{}{}", with_object("要压实责任，，抓好落实。", ""), impossible().repeat(300)));
    let findings = check(&docx);
    assert_eq!(findings.iter().filter(|finding| !finding.fixes.is_empty()).count(), 1);
    let (_, made) = draft(&docx).mended(&findings, Applicability::Unsafe).unwrap();
    assert_eq!(made.len(), 1);
}

#[test]
fn fixes_that_cannot_be_made_are_left_out_of_a_set() {
    let docx = open(&format!("{}{}", with_object("要压实责任，，抓好落实。", ""), impossible()));
    let mut findings = check(&docx);
    // As a rule would have it that does not know the document.
    let at = docx.text().find('\u{200b}').unwrap();
    let edit = gaolint::finding::Edit::delete(at..at + 3);
    let invisible = findings.iter_mut().find(|finding| finding.range.contains(at)).unwrap();
    invisible.fixes = vec![gaolint::finding::Fix::safe("删去", vec![edit])];
    let (fixed, made) = draft(&docx).mended(&findings, Applicability::Safe).unwrap();
    assert_eq!(made.len(), 1);
    assert!(fixed.text().starts_with("要压实责任，抓好落实。\n"), "{}", fixed.text());
}

#[test]
fn a_fixed_document_is_checked_once_a_round_and_what_the_last_found_is_kept() {
    let docx = open(&with_object("要压实责任，，抓好落实。", ""));
    let findings = check(&docx);
    let mut checks = 0;
    let fixed = draft(&docx).mended_until_stable(&findings, Applicability::Safe, |draft| {
        checks += 1;
        let findings = check_draft(draft);
        (findings.clone(), findings)
    });
    let fixed = fixed.unwrap();
    assert_eq!((checks, fixed.count), (1, 1));
    assert_eq!(fixed.last, Some(check_draft(&fixed.draft)));
}
