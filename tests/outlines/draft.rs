//! Random correct drafts: every number right, every series of one style, every announcement kept.

use std::ops::Range;

use crate::choices::Choices;
use crate::class::Class::{self, *};
use crate::class::{LEVELS, han};
use crate::pool;

/// One item of a series, where it came to stand.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    pub(crate) series: usize,
    pub(crate) class: Class,
    pub(crate) number: usize,
    /// The marker.
    pub(crate) marker: Range<usize>,
    /// The item it stands under.
    pub(crate) parent: Option<usize>,
}

/// A draft and all its items outside quotations, in the order of the text.
#[derive(Debug, Clone, Default)]
pub(crate) struct Draft {
    pub(crate) text: String,
    pub(crate) items: Vec<Item>,
    pub(crate) is_half_width: bool,
}

impl Draft {
    pub(crate) fn siblings(&self, series: usize) -> Vec<&Item> {
        self.items.iter().filter(|item| item.series == series).collect()
    }

    /// `label` in the width of the draft.
    pub(crate) fn in_width(&self, label: &str) -> String {
        if self.is_half_width { to_half_width(label) } else { label.to_owned() }
    }
}

fn to_half_width(text: &str) -> String {
    let narrow = |c| "，：；（）！？".chars().position(|wide| wide == c).and_then(|at| ",:;()!?".chars().nth(at));
    text.chars().map(|c| narrow(c).unwrap_or(c)).collect()
}

/// Writes a draft of one to three speeches.
pub(crate) fn write(choices: &mut Choices<'_>) -> Draft {
    let speeches = choices.one_of(&[1, 1, 1, 2, 3]);
    let is_half_width = choices.chance(25);
    let line_end = choices.one_of(&["\n", "\n", "\n", "\r\n", "\n\n"]);
    let indent = choices.one_of(&["", "　　"]);
    let draft = Draft { is_half_width, ..Draft::default() };
    let mut writer =
        Writer { choices, draft, line_end, indent, series: 0, running: None, levels: Vec::new(), run_in: Vec::new() };
    for speech in 1..=speeches {
        writer.speech(speech, speeches > 1);
    }
    writer.draft
}

struct Writer<'a, 'b> {
    choices: &'a mut Choices<'b>,
    draft: Draft,
    line_end: &'static str,
    indent: &'static str,
    series: usize,
    /// The series that numbers （一） through all sections, and its last number.
    running: Option<(usize, usize)>,
    /// The levels of the speech.
    levels: Vec<Class>,
    /// Levels whose headings run on into their body.
    run_in: Vec<Class>,
}

impl Writer<'_, '_> {
    fn put(&mut self, text: &str) {
        let text = self.draft.in_width(text);
        self.draft.text.push_str(&text);
    }

    fn paragraph(&mut self) {
        if !self.draft.text.is_empty() {
            self.draft.text.push_str(self.line_end);
        }
        self.draft.text.push_str(self.indent);
    }

    fn sentence(&mut self) {
        let from = if self.choices.chance(8) { &pool::QUOTING[..] } else { &pool::SENTENCES[..] };
        let sentence = self.choices.one_of(from);
        self.put(sentence);
    }

    fn body(&mut self) {
        for _ in 0..=self.choices.pick(2) {
            self.paragraph();
            for _ in 0..=self.choices.pick(3) {
                self.sentence();
            }
        }
        if self.choices.chance(4) {
            for line in pool::QUOTED_BLOCK {
                self.paragraph();
                self.put(line);
            }
        }
    }

    fn open_item(&mut self, series: usize, class: Class, number: usize, parent: Option<usize>) -> usize {
        let start = self.draft.text.len();
        self.put(&class.label(number));
        let marker = start..self.draft.text.len();
        self.draft.items.push(Item { series, class, number, marker, parent });
        self.draft.items.len() - 1
    }

    fn new_series(&mut self) -> usize {
        self.series += 1;
        self.series
    }

    fn speech(&mut self, number: usize, is_one_of_several: bool) {
        self.paragraph();
        if is_one_of_several {
            self.put(&format!("第{}篇：在全县工作会议上的讲话", han(number)));
        } else {
            self.put("在全县重点工作推进会上的讲话");
        }
        self.paragraph();
        self.put("同志们：");
        self.body();
        self.run_in = LEVELS.into_iter().filter(|_| self.choices.chance(40)).collect();
        let levels = self.levels();
        let runs_through = levels.starts_with(&[HanComma, HanBracket]) && self.choices.chance(15);
        self.running = runs_through.then(|| (self.new_series(), 0));
        self.levels = levels.clone();
        match levels.as_slice() {
            [] => self.spoken_paragraphs(None, &[]),
            levels => self.level(levels, None, true),
        }
        if is_one_of_several {
            self.paragraph();
            self.put("我的讲话完了，谢谢大家！");
        }
    }

    /// Which levels a speech uses: any first one, each next one lower, at most four.
    fn levels(&mut self) -> Vec<Class> {
        let depth = self.choices.one_of(&[1, 2, 2, 3, 3, 4, 0]);
        let mut levels: Vec<Class> = Vec::new();
        while levels.len() < depth {
            let next: &[Class] = match levels.last() {
                None => &[HanComma, HanComma, HanComma, HanBracket, ArabicDot],
                Some(HanComma) => &[HanBracket, HanBracket, ArabicDot],
                Some(HanBracket) => &[ArabicDot, ArabicDot, ArabicBracket],
                Some(ArabicDot) => &[ArabicBracket, ArabicBracket, Circle],
                Some(ArabicBracket) => &[Circle],
                _ => break,
            };
            let next = self.choices.one_of(next);
            levels.push(next);
        }
        levels
    }

    fn level(&mut self, levels: &[Class], parent: Option<usize>, is_top: bool) {
        let Some((&class, lower)) = levels.split_first() else { return };
        let count = 2 + if is_top && self.choices.chance(10) { self.choices.pick(11) } else { self.choices.pick(4) };
        if is_top && self.choices.chance(40) {
            self.paragraph();
            let phrase =
                self.choices.one_of(&["下面，我讲{}点意见。", "下面，我强调{}个问题：", "重点抓好以下{}项工作。"]);
            let counted = if count == 2 { "两".to_owned() } else { han(count) };
            self.put(&phrase.replace("{}", &counted));
        }
        let running = self.running.filter(|_| class == HanBracket);
        let series = running.map_or_else(|| self.new_series(), |(series, _)| series);
        for index in 1..=count {
            let number = running.map_or(index, |(_, last)| last + index);
            if number > class.longest().max(30) {
                break;
            }
            self.paragraph();
            let item = self.open_item(series, class, number, parent);
            if running.is_some() {
                self.running = Some((series, number));
            }
            let title = self.choices.one_of(&pool::TITLES);
            self.put(title);
            let has_children = !lower.is_empty() && self.choices.chance(75);
            if self.run_in.contains(&class) {
                self.put("。");
                for _ in 0..=self.choices.pick(2) {
                    self.sentence();
                }
            } else if !has_children || self.choices.chance(30) {
                self.body();
            }
            if has_children {
                self.level(lower, Some(item), false);
            } else {
                self.leaf(item);
            }
        }
    }

    /// What may stand under the lowest heading: nothing more, a list in the line, or a spoken series.
    fn leaf(&mut self, item: usize) {
        match self.choices.pick(5) {
            1 => {
                self.paragraph();
                self.inline(Some(item), &[], 0);
            }
            2 => {
                self.sentence_or_paragraph();
                self.inline(Some(item), &[], 0);
            }
            3 => self.spoken_paragraphs(Some(item), &[]),
            4 if self.choices.chance(50) => self.inline_level(item),
            _ => {}
        }
    }

    /// Goes on in the same paragraph where it is running text, or opens a new one.
    fn sentence_or_paragraph(&mut self) {
        if !self.draft.text.ends_with(['。', '”']) {
            self.paragraph();
        }
        self.sentence();
    }

    /// 包括：（1）甲；（2）乙。
    fn inline_level(&mut self, parent: usize) {
        let lowest = self.levels.iter().max().copied();
        let free: Vec<Class> = [ArabicBracket, Circle].into_iter().filter(|class| Some(*class) > lowest).collect();
        if free.is_empty() {
            return;
        }
        let class = self.choices.one_of(&free);
        self.paragraph();
        self.put("主要包括：");
        let series = self.new_series();
        let count = 2 + self.choices.pick(3);
        for number in 1..=count {
            self.open_item(series, class, number, Some(parent));
            self.clause();
            self.put(if number == count { "。" } else { "；" });
        }
    }

    fn clause(&mut self) {
        let clause = self.choices.one_of(&pool::CLAUSES);
        self.put(clause);
    }

    fn spoken_class(&mut self, taken: &[Class]) -> Class {
        let all = [Is, Is, Is, Must, Ordinal, Its, Adverb, AdverbThenOrdinal];
        let is_taken = |class: &Class| {
            let ordinal = |class: Class| matches!(class, Ordinal | AdverbThenOrdinal | Adverb);
            taken.iter().any(|other| other == class || (ordinal(*other) && ordinal(*class)))
        };
        let free: Vec<Class> = all.into_iter().filter(|class| !is_taken(class)).collect();
        self.choices.one_of(&free)
    }

    /// An announcement right before its series, or a clause that announces nothing.
    fn announce(&mut self, count: usize, class: Class) {
        if self.choices.chance(50) {
            let noun = self.choices.one_of(&pool::ANNOUNCED);
            let counted = if count == 2 { "两".to_owned() } else { han(count) };
            self.put(&format!("要着力抓好{counted}{noun}："));
        } else {
            self.put(if class == Must { "抓落实，" } else { "在工作中，" });
        }
    }

    /// A series within one paragraph.
    fn inline(&mut self, parent: Option<usize>, taken: &[Class], depth: usize) {
        let class = self.spoken_class(taken);
        let count = (2 + self.choices.pick(4)).min(class.longest());
        let series = self.new_series();
        if depth == 0 {
            self.announce(count, class);
        } else {
            self.put("，");
        }
        let nests = depth == 0 && self.choices.chance(25);
        let point = if nests || (depth == 0 && self.choices.chance(30)) { "。" } else { "；" };
        let point = if depth > 0 { "，" } else { point };
        for number in 1..=count {
            let item = self.open_item(series, class, number, parent);
            self.clause();
            if nests && self.choices.chance(40) {
                let taken: Vec<Class> = taken.iter().copied().chain([class]).collect();
                self.inline(Some(item), &taken, depth + 1);
            }
            if number < count {
                self.put(point);
            }
        }
        if depth == 0 {
            self.put("。");
            if self.choices.chance(30) {
                self.sentence();
            }
        }
    }

    /// A series whose items open a paragraph each.
    fn spoken_paragraphs(&mut self, parent: Option<usize>, taken: &[Class]) {
        let class = self.spoken_class(taken);
        let count = (2 + self.choices.pick(4)).min(class.longest());
        let series = self.new_series();
        let inner: Vec<Class> = taken.iter().copied().chain([class]).collect();
        for number in 1..=count {
            self.paragraph();
            let item = self.open_item(series, class, number, parent);
            self.clause();
            self.put("。");
            for _ in 0..self.choices.pick(3) {
                self.sentence();
            }
            match self.choices.pick(6) {
                1 => self.inline(Some(item), &inner, 0),
                2 => {
                    self.paragraph();
                    self.inline(Some(item), &inner, 0);
                }
                3 if taken.is_empty() => self.spoken_paragraphs(Some(item), &inner),
                4 => self.body(),
                _ => {}
            }
        }
    }
}
