//! PU217: a long paragraph that ends without a point.

use crate::rules::{Check, Context, Report, Rule, card_page};
use crate::structure::Paragraph;
use crate::text::Span;
use crate::text::{chars, slice};

/// The rule.
pub(crate) static RULE: Rule =
    Rule::new(card_page!("punctuation/PU217-missing-final-point.md"), Check::Language(check));

/// A paragraph of running text has more Chinese characters than this.
const MIN_PARAGRAPH: usize = 60;

/// What is said of who wrote a report or took a picture stands after its last sentence, without a point.
const CREDITS: [&str; 8] = ["记者", "作者", "编辑", "通讯员", "实习生", "来源", "摄", "供图"];

fn check(context: &Context) -> Vec<Report> {
    context.structure.paragraphs.iter().filter_map(|paragraph| report(context.text, paragraph)).collect()
}

fn report(text: &str, paragraph: &Paragraph) -> Option<Report> {
    let line = slice(text, paragraph.range);
    let last = line.chars().next_back()?;
    // Points, brackets and ellipses end a paragraph; what else stands there is no sentence.
    let ends_in_word = chars::is_han(last) || matches!(last, '，' | ',' | '、');
    if !ends_in_word || !line.contains(['。', '！', '？']) {
        return None;
    }
    let tail = line.rsplit(chars::is_sentence_end).next().unwrap_or_default();
    if CREDITS.iter().any(|word| tail.contains(word)) {
        return None;
    }
    let is_long = line.chars().filter(|c| chars::is_han(*c)).nth(MIN_PARAGRAPH).is_some();
    let range = Span::new(paragraph.range.end - last.len_utf8(), paragraph.range.end);
    is_long.then(|| Report::new(range, "这一段末尾没有句号，可能漏了标点，也可能话没有说完。"))
}
