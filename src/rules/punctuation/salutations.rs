//! Salutations on a line of their own, and the mark behind them.

use crate::rules::Context;
use crate::structure::Paragraph;
use crate::text::{Span, chars, slice};

/// A salutation is no longer than this, in characters.
const MAX_SALUTATION: usize = 25;

/// What opens an address, and those who are addressed without it.
const OPENINGS: [&str; 4] = ["尊敬的", "敬爱的", "亲爱的", "各位"];
const COMRADES: [&str; 7] = ["同志们", "朋友们", "同学们", "老师们", "同事们", "乡亲们", "女士们"];
const OTHERS: [&str; 3] = ["先生们", "战友们", "家长们"];

/// Who is addressed.
const ADDRESSEES: [&str; 14] =
    ["代表", "委员", "领导", "来宾", "嘉宾", "朋友", "老师", "同学", "同事", "同志", "专家", "书记", "主任", "家长"];

/// Where the mark after a salutation on a line of its own is another than a colon.
pub(super) fn salutation_marks(context: &Context) -> Vec<Span> {
    context.structure.paragraphs.iter().filter_map(|paragraph| salutation_mark(context.text, paragraph)).collect()
}

fn salutation_mark(text: &str, paragraph: &Paragraph) -> Option<Span> {
    // In bytes, to leave long lines at once; a Chinese character has three.
    const MAX_BYTES: usize = MAX_SALUTATION * 3;
    let line = slice(text, paragraph.range);
    if line.len() > MAX_BYTES {
        return None;
    }
    let mark = line.chars().next_back().filter(|c| matches!(c, '，' | ',' | '。' | '；' | ';' | '、'))?;
    let names = line.strip_suffix(mark)?;
    let is_salutation = names.split(['、', '，', ',']).all(is_address);
    is_salutation.then(|| Span::new(paragraph.range.end - mark.len_utf8(), paragraph.range.end))
}

fn is_address(name: &str) -> bool {
    let name = name.trim_matches(chars::is_space);
    if COMRADES.contains(&name) || OTHERS.contains(&name) {
        return true;
    }
    let named = name.strip_suffix("们").unwrap_or(name);
    OPENINGS.iter().any(|opening| name.starts_with(opening)) && ADDRESSEES.iter().any(|word| named.ends_with(word))
}
