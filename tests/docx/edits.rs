//! A change concerns the bytes of its text and no others.

use std::ops::Range;

use gaolint::text::Span;
use gaolint::text::docx::{Docx, Replacement};
use proptest::prelude::*;

use crate::archive::{part, parts, with_body};
use crate::corpus::{document, documents};

fn find(docx: &Docx, words: &str) -> Range<usize> {
    let start = docx.text().find(words).unwrap_or_else(|| panic!("no {words} in {}", docx.text()));
    start..start + words.len()
}

/// The document after one replacement; none where it is refused.
fn replaced(bytes: &[u8], old: &str, new: &str) -> Option<Vec<u8>> {
    let docx = Docx::open(bytes).unwrap();
    let replacement = Replacement { range: find(&docx, old).into(), text: new };
    let is_possible = docx.can_replace(&replacement);
    let changed = docx.replace(&[replacement]).unwrap();
    assert_eq!(changed.is_some(), is_possible);
    Some(changed?.to_bytes().unwrap())
}

#[test]
fn doubled_commas_go_everywhere_and_nothing_else_changes() {
    for (name, bytes) in documents() {
        let docx = Docx::open(&bytes).unwrap();
        let doubled: Vec<Range<usize>> =
            docx.text().match_indices("，，").map(|(at, found)| at..at + found.len()).collect();
        let replacements: Vec<Replacement<'_>> =
            doubled.into_iter().map(|range| Replacement { range: range.into(), text: "，" }).collect();
        let changed = docx.replace(&replacements).unwrap().unwrap_or_else(|| panic!("{name}"));
        assert_eq!(changed.text(), docx.text().replace("，，", "，"), "{name}");
        let (old, new) = (parts(&bytes), parts(&changed.to_bytes().unwrap()));
        assert_eq!(old.keys().collect::<Vec<_>>(), new.keys().collect::<Vec<_>>(), "{name}");
        for (part, old) in &old {
            if old == &new[part] {
                continue;
            }
            let old = String::from_utf8(old.clone()).unwrap();
            let new = String::from_utf8(new[part].clone()).unwrap();
            // All that is gone are commas; one may have been in a run of its own.
            assert_eq!(without_commas(&new), without_commas(&old), "{name}: {part}");
            assert_eq!(part.rsplit('/').next().map(|name| name.starts_with("comments")), Some(false), "{name}");
        }
    }
}

fn without_commas(xml: &str) -> String {
    xml.replace('，', "")
}

#[test]
fn a_run_keeps_its_looks_and_one_that_is_not_concerned_its_bytes() {
    let bytes = with_body(
        r#"<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>千</w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t>部群众</w:t></w:r></w:p>"#,
    );
    let changed = replaced(&bytes, "千部", "干部").unwrap();
    assert_eq!(part(&changed, "word/document.xml"), part(&bytes, "word/document.xml").replace("千", "干"));
    let longer = replaced(&bytes, "千部群", "各级干部和群").unwrap();
    let xml = part(&longer, "word/document.xml");
    assert!(xml.contains("<w:t>各级干部和</w:t>") && xml.contains("<w:t>群众</w:t>"), "{xml}");
}

#[test]
fn what_nobody_typed_is_not_changed() {
    let numbering = document("hand-numbering");
    for old in ["一、", "（二）", "1. 产", "成绩\n（"] {
        assert_eq!(replaced(&numbering, old, "丙"), None, "{old}");
    }
    let characters = document("hand-characters");
    for old in ["断\n行", "行\t制"] {
        assert_eq!(replaced(&characters, old, "丙"), None, "{old}");
    }
    assert!(replaced(&characters, "制表", "表").is_some());
    let contents = document("hand-contents");
    assert_eq!(replaced(&contents, "总体要求", "丙"), None);
    assert!(replaced(&contents, "通知，，全文", "通知全文").is_some());
}

#[test]
fn no_fix_makes_a_paragraph_or_a_tab() {
    let bytes = with_body("<w:p><w:r><w:t>甲乙</w:t></w:r></w:p>");
    for new in ["甲\n乙", "甲\t乙", "甲\u{b}乙"] {
        assert_eq!(replaced(&bytes, "甲乙", new), None);
    }
}

#[test]
fn markup_in_new_text_is_text() {
    let bytes = with_body("<w:p><w:r><w:t>甲&amp;&#x4E59;丙</w:t></w:r></w:p>");
    let changed = replaced(&bytes, "&乙", "<&>").unwrap();
    assert!(part(&changed, "word/document.xml").contains("<w:t>甲&lt;&amp;&gt;丙</w:t>"));
    assert_eq!(Docx::open(&changed).unwrap().text(), "甲<&>丙\n");
}

#[test]
fn white_space_at_the_edge_of_a_run_is_kept_where_it_begins_to_count() {
    let bytes = with_body("<w:p><w:r><w:t> 甲 乙 </w:t></w:r></w:p>");
    let changed = replaced(&bytes, "乙", "").unwrap();
    assert_eq!(Docx::open(&changed).unwrap().text(), "甲 \n");
    assert!(part(&changed, "word/document.xml").contains(r#"<w:t xml:space="preserve">甲 </w:t>"#));
}

#[test]
fn an_insertion_goes_with_the_text_before_it() {
    let bytes = with_body("<w:p><w:r><w:t>甲</w:t></w:r><w:r><w:t>乙</w:t></w:r></w:p>");
    let docx = Docx::open(&bytes).unwrap();
    for (at, xml) in [(0, "<w:t>丙甲</w:t>"), (3, "<w:t>甲丙</w:t>"), (6, "<w:t>乙丙</w:t>")] {
        let changed = docx.replace(&[Replacement { range: Span::empty(at), text: "丙" }]).unwrap().unwrap();
        assert!(part(&changed.to_bytes().unwrap(), "word/document.xml").contains(xml), "{at}");
    }
}

#[test]
fn marks_that_latin_shares_are_put_in_as_chinese_ones() {
    let hint = r#"w:hint="eastAsia""#;
    let changed = |properties: &str, text: &str, old: &str, new: &str| {
        let bytes = with_body(&format!("<w:p><w:r>{properties}<w:t>{text}</w:t></w:r></w:p>"));
        part(&replaced(&bytes, old, new).unwrap(), "word/document.xml")
    };
    let fonts = r#"<w:rPr><w:rFonts w:ascii="Times New Roman" w:eastAsia="仿宋"/><w:b/></w:rPr>"#;
    for (properties, due) in [
        (fonts, format!(r#"<w:rPr><w:rFonts {hint} w:ascii="Times New Roman" w:eastAsia="仿宋"/><w:b/></w:rPr>"#)),
        ("", format!("<w:r><w:rPr><w:rFonts {hint}/></w:rPr>")),
        ("<w:rPr/>", format!("<w:r><w:rPr><w:rFonts {hint}/></w:rPr>")),
        ("<w:rPr><w:b/></w:rPr>", format!("<w:rPr><w:rFonts {hint}/><w:b/></w:rPr>")),
        (
            r#"<w:rPr><w:rStyle w:val="a"/><w:b/></w:rPr>"#,
            format!(r#"<w:rPr><w:rStyle w:val="a"/><w:rFonts {hint}/><w:b/></w:rPr>"#),
        ),
    ] {
        for (old, new) in [("&quot;一公里", "“一公里"), ("···", "……"), ("--", "——"), ("阿.依", "阿·依")]
        {
            let old = old.replace("&quot;", "\"");
            let xml = changed(properties, "打通\"一公里\"，···--阿.依", &old, new);
            assert!(xml.contains(&due), "{xml}");
        }
        assert!(!changed(properties, "打通，，落实", "，，", "，").contains("hint"));
    }
    let said = r#"<w:rPr><w:rFonts w:hint="default"/></w:rPr>"#;
    assert!(changed(said, "打通\"一公里", "\"", "“").contains(said));
    assert!(!changed("", "打通\"一公里，don’t", "\"", "“").contains("hint"), "the apostrophe would change its looks");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// Either a replacement is refused, or the text is exactly as intended, and applying it once more from the written
    /// bytes changes nothing.
    #[test]
    fn any_replacement_does_what_it_says_or_nothing(
        index in any::<prop::sample::Index>(),
        places in (any::<prop::sample::Index>(), 0usize..12),
        new in "[甲乙<&> ，]{0,4}",
    ) {
        let documents = documents();
        let (_, bytes) = index.get(&documents);
        let docx = Docx::open(bytes).unwrap();
        let boundaries: Vec<usize> = docx.text().char_indices().map(|(at, _)| at).collect();
        let start = places.0.index(boundaries.len());
        let end = (start + places.1).min(boundaries.len() - 1);
        let range = boundaries[start]..boundaries[end];
        let mut wanted = docx.text().to_owned();
        wanted.replace_range(range.clone(), &new);
        let replacement = Replacement { range: range.into(), text: &new };
        if let Some(changed) = docx.replace(std::slice::from_ref(&replacement)).unwrap() {
            prop_assert!(docx.can_replace(&replacement));
            prop_assert_eq!(changed.text(), &wanted);
            let reopened = Docx::open(&changed.to_bytes().unwrap()).unwrap();
            prop_assert_eq!(reopened.text(), &wanted);
        }
    }
}
