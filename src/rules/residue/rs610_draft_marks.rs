//! RS610: marks of a draft that was not meant to go out: 送审稿, 【此处补充】, 大全.

use std::sync::LazyLock;

use regex::{Match, Regex};

use crate::finding::{Edit, Fix};
use crate::rules::{Check, Context, Report, Rule, card_page};
use crate::text::{after, before, chars};

/// The rule.
pub(crate) static RULE: Rule = Rule::new(card_page!("residue/RS610-draft-marks.md"), Check::Language(check));

/// What files and sites add to a title.
static TITLE_MARK: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"[（(](?:最终版|最终稿|终稿|定稿|初稿|一稿|二稿|三稿|送审稿|修改稿|讨论稿|大全|集锦|汇总|合集|(?:最新)?精选[0-9０-９]*篇|通用[0-9０-９]*篇|推荐[0-9０-９]*篇|[0-9０-９]+篇)[）)]").ok()
});

/// Notes of the author to himself.
static NOTE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"[【\[（(](?:此处|这里|请|待|需)(?:插入|补充|填写|核实|核对|修改|确认|添加|定)[^】\]）)\n]{0,20}[】\]）)]|[（(](?:待定|待补充|待核实|请核|存疑|待查)[）)]").ok()
});

/// A title has at most so many characters.
const MAX_TITLE: usize = 45;

fn check(context: &Context) -> Vec<Report> {
    let text = context.text;
    let found =
        |pattern: &'static LazyLock<Option<Regex>>| pattern.as_ref().into_iter().flat_map(|p| p.find_iter(text));
    let mut reports: Vec<Report> = found(&TITLE_MARK)
        .filter(|mark| is_behind_title(text, mark))
        .map(|mark| {
            let message = format!("“{}”是文件或网站加的标记，不属于标题。", mark.as_str());
            Report::new(mark.range(), message).fix(Fix::likely("删去这个标记", vec![Edit::delete(mark.range())]))
        })
        .collect();
    // Inside 《》 it is part of the name.
    let notes = found(&NOTE).filter(|note| !after(text, note.end()).starts_with('》'));
    reports.extend(notes.map(|mark| {
        Report::new(mark.range(), format!("留有写稿时的批注“{}”，请处理后删去。", mark.as_str()))
            .fix(Fix::alternative("删去批注", vec![Edit::delete(mark.range())]))
    }));
    reports
}

/// Whether the mark ends a title. In a sentence （讨论稿） says which version is meant, （12篇） how many there are.
fn is_behind_title(text: &str, mark: &Match) -> bool {
    let is_line_end = |c: char| matches!(c, '\n' | '\r');
    let line = before(text, mark.start()).rsplit(is_line_end).next().unwrap_or_default();
    let rest = after(text, mark.end()).split(is_line_end).next().unwrap_or_default();
    let is_title = !line.trim().is_empty() && !line.contains(chars::is_sentence_end) && !line.ends_with('》');
    is_title && rest.trim().is_empty() && line.chars().count() <= MAX_TITLE
}
