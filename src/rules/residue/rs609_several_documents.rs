//! RS609: several documents in one file, as collections on the web have them.

use std::sync::LazyLock;

use regex::Regex;

use super::lines::whole_lines;
use crate::finding::{Edit, Fix};
use crate::rules::{Check, Context, Report, Rule, card_page};
use crate::text::slice;

/// The rule.
pub(crate) static RULE: Rule = Rule::new(card_page!("residue/RS609-several-documents.md"), Check::Language(check));

static PIECE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(?:【?篇[一二三四五六七八九十]{1,3}】?[:：]?|第[一二三四五六七八九十百]{1,4}篇\s*[:：]|范文[一二三四五六七八九十0-9０-９]{1,3}[:：]?|【第\s*[一二三四五六七八九十百0-9０-９]{1,4}\s*篇】)").ok()
});

/// A line that only a collection has: 【第1篇】.
const FRAMED: &str = "【第";

/// One line such as 第一篇： may be a heading; two make a collection.
const MIN_PIECES: usize = 2;

fn check(context: &Context) -> Vec<Report> {
    let is_piece = |line: &str| PIECE.as_ref().is_some_and(|pattern| pattern.is_match(line));
    let lines = context.structure.paragraphs.iter().map(|paragraph| paragraph.range);
    let pieces: Vec<_> = lines.filter(|range| is_piece(slice(context.text, *range))).collect();
    let is_framed = pieces.iter().any(|range| slice(context.text, *range).starts_with(FRAMED));
    if pieces.len() < MIN_PIECES && !is_framed {
        return Vec::new();
    }
    let count = pieces.len();
    pieces
        .into_iter()
        .enumerate()
        .map(|(index, range)| {
            let message = format!("文件里合编了{count}篇文稿，这是第{}篇的标题行；序号、日期按篇分别检查。", index + 1);
            let edits = vec![Edit::delete(whole_lines(context.text, range))];
            Report::new(range, message).fix(Fix::alternative("删去这一行", edits))
        })
        .collect()
}
