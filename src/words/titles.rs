//! Titles of works, which may be odd on purpose.

use crate::structure::Structure;
use crate::text::{Spans, slice};

/// What stands between 《 and 》, each pair within a paragraph; without the marks.
pub(super) fn titles(text: &str, structure: &Structure) -> Spans {
    let of_paragraph = |paragraph: &crate::structure::Paragraph| {
        let mut open = Vec::new();
        let mut titles = Vec::new();
        for (at, mark) in slice(text, paragraph.range).match_indices(['《', '》']) {
            let at = paragraph.range.start + at;
            if mark == "《" {
                open.push(at + mark.len());
            } else {
                titles.extend(open.pop().map(|start| start..at));
            }
        }
        titles
    };
    structure.paragraphs.iter().flat_map(of_paragraph).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_stand_between_their_marks() {
        let text = "演出《家乡》和《关于〈办法〉的故事》。\n》没有开头，《没有结尾";
        let found: Vec<&str> = titles(text, &Structure::parse(text)).iter().map(|span| slice(text, span)).collect();
        assert_eq!(found, ["家乡", "关于〈办法〉的故事"]);
    }
}
