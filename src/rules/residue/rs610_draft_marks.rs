//! RS610: marks of a draft that was not meant to go out: 送审稿, 【此处补充】, 大全.

use std::sync::LazyLock;

use regex::Regex;

use crate::finding::{Edit, Fix};
use crate::rules::{Check, Context, Report, Rule, card_page};
use crate::text::after;

/// The rule.
pub(crate) static RULE: Rule = Rule::new(card_page!("residue/RS610-draft-marks.md"), Check::Language(check));

/// What files and sites add to a title.
static TITLE_MARK: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"[（(](?:最终版|最终稿|终稿|定稿|初稿|一稿|二稿|三稿|送审稿|修改稿|讨论稿|大全|集锦|汇总|合集|(?:最新)?精选\d*篇|通用\d*篇|推荐\d*篇|\d+篇)[）)]").ok()
});

/// Notes of the author to himself.
static NOTE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"[【\[（(](?:此处|这里|请|待|需)(?:插入|补充|填写|核实|核对|修改|确认|添加|定)[^】\]）)\n]{0,20}[】\]）)]|[（(](?:待定|待补充|待核实|请核|存疑|待查)[）)]").ok()
});

fn check(context: &Context) -> Vec<Report> {
    let found = |pattern: &'static LazyLock<Option<Regex>>| {
        pattern.as_ref().into_iter().flat_map(|p| p.find_iter(context.text))
    };
    // Inside 《》 it is part of the name: 《若干意见（讨论稿）》.
    let is_named = |end: usize| after(context.text, end).starts_with('》');
    let mut reports: Vec<Report> = found(&TITLE_MARK)
        .filter(|mark| !is_named(mark.end()))
        .map(|mark| {
            let message = format!("“{}”是文件或网站加的标记，不属于标题。", mark.as_str());
            Report::new(mark.range(), message).fix(Fix::likely("删去这个标记", vec![Edit::delete(mark.range())]))
        })
        .collect();
    reports.extend(found(&NOTE).map(|mark| {
        Report::new(mark.range(), format!("留有写稿时的批注“{}”，请处理后删去。", mark.as_str()))
            .fix(Fix::alternative("删去批注", vec![Edit::delete(mark.range())]))
    }));
    reports
}
