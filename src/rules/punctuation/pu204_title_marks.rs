//! PU204: book-title marks without a partner, inside one another, typed as angle brackets, and around what is no work.

use crate::finding::{Edit, Fix, Severity};
use crate::rules::{Check, Context, HangsOn, Report, Rule, card_page};
use crate::structure::Paragraph;
use crate::text::{Span, after, char_at, chars, slice};

/// The rule.
pub(crate) static RULE: Rule =
    Rule::new(card_page!("punctuation/PU204-title-marks.md"), Check::Language(check)).hangs_on(HangsOn::Draft);

fn check(context: &Context) -> Vec<Report> {
    let text = context.text;
    let mut reports = Vec::new();
    let mut is_open = false;
    let has_angles = text.contains('<') || text.contains('＜');
    for paragraph in &context.structure.paragraphs {
        let line = slice(text, paragraph.range);
        if line.contains('《') || line.contains('》') {
            let titles = Titles::of(text, paragraph);
            reports.extend(titles.unpaired(paragraph, line, is_open));
            is_open = titles.open.iter().any(|mark| paragraph.is_cut || mark.end == paragraph.range.end);
            reports.extend(titles.nested(text));
            reports.extend(titles.qualified(text));
        } else {
            is_open = false;
        }
        if has_angles {
            reports.extend(angles(text, paragraph));
        }
    }
    reports
}

/// A title and the titles right inside it.
struct Title {
    open: Span,
    close: Span,
    /// How many titles stand around it.
    depth: usize,
}

/// The marks of a paragraph.
struct Titles {
    /// By their closing mark.
    matched: Vec<Title>,
    open: Vec<Span>,
    unopened: Vec<Span>,
}

impl Titles {
    fn of(text: &str, paragraph: &Paragraph) -> Self {
        let mut titles = Titles { matched: Vec::new(), open: Vec::new(), unopened: Vec::new() };
        for (at, mark) in slice(text, paragraph.range).match_indices(['《', '》']) {
            let start = paragraph.range.start + at;
            let mark_range = Span::new(start, start + mark.len());
            if mark == "《" {
                titles.open.push(mark_range);
            } else if let Some(open) = titles.open.pop() {
                titles.matched.push(Title { open, close: mark_range, depth: titles.open.len() });
            } else {
                titles.unopened.push(mark_range);
            }
        }
        titles
    }

    /// Marks without a partner, where the line is a sentence and no broken one.
    fn unpaired(&self, paragraph: &Paragraph, line: &str, follows_open: bool) -> Vec<Report> {
        // A cell of a table goes on in the row below.
        let is_prose = line.contains(chars::is_point) && !paragraph.is_table_row;
        let open = self.open.iter().filter(|mark| is_prose && !paragraph.is_cut && mark.end < paragraph.range.end);
        let unopened = self.unopened.iter().filter(|_| is_prose && !follows_open);
        open.map(|mark| Report::new(*mark, "前书名号“《”没有对应的后书名号。"))
            .chain(unopened.map(|mark| Report::new(*mark, "后书名号“》”没有对应的前书名号。")))
            .collect()
    }

    /// 《关于转发《办法》的通知》: the inner marks are 〈 〉.
    fn nested(&self, text: &str) -> Vec<Report> {
        let is_whole = self.open.is_empty() && self.unopened.is_empty();
        let inner = self.matched.iter().filter(|title| is_whole && title.depth == 1);
        inner
            .map(|title| {
                let name = slice(text, title.open.end..title.close.start);
                let edits = vec![Edit::replace(title.open, "〈"), Edit::replace(title.close, "〉")];
                let report = Report::new(
                    title.open.start..title.close.end,
                    format!("书名号里面还要用书名号时，里层用单书名号：〈{name}〉。"),
                )
                .severity(Severity::Warning);
                // On a third level double marks come back.
                if name.contains(['《', '〈']) { report } else { report.fix(Fix::safe("改为单书名号", edits)) }
            })
            .collect()
    }

    /// What follows a title: an honour, which is no work, or a bracket that belongs to the name.
    fn qualified(&self, text: &str) -> Vec<Report> {
        let outer = self.matched.iter().filter(|title| title.depth == 0);
        outer
            .filter_map(|title| {
                let following = after(text, title.close.end);
                let whole = Span::new(title.open.start, title.close.end);
                let name = slice(text, title.open.end..title.close.start);
                if HONOURS.iter().any(|word| following.starts_with(word)) {
                    let message = format!("“{name}”不是作品，不用书名号，一般用引号。");
                    return Some(Report::new(whole, message).severity(Severity::Info));
                }
                let state = STATES.iter().find(|state| following.starts_with(**state))?;
                let message = format!("“{state}”是名称的一部分时，应放在书名号内：《{name}{state}》。");
                let edits = vec![Edit::delete(title.close), Edit::insert(title.close.end + state.len(), "》")];
                let fix = Fix::alternative("移到书名号内", edits);
                Some(
                    Report::new(title.close.start..title.close.end + state.len(), message)
                        .severity(Severity::Info)
                        .fix(fix),
                )
            })
            .collect()
    }
}

/// What is awarded, not written.
const HONOURS: [&str; 4] = ["称号", "荣誉称号", "奖章", "奖杯"];

/// What brackets after a name say of a document.
const STATES: [&str; 8] =
    ["（试行）", "（暂行）", "（草案）", "（修订）", "（征求意见稿）", "（送审稿）", "(试行)", "(草案)"];

/// The longest name in angle brackets, in characters, and how far it reaches at most, in bytes.
const MAX_NAME: usize = 40;
const REACH: usize = 4 * MAX_NAME;

/// What the names of documents end with. In single angle brackets other words are fields to fill in: <姓名>.
const DOCUMENTS: [&str; 30] = [
    "通知", "意见", "办法", "条例", "规定", "决定", "决议", "方案", "规划", "计划", "纲要", "细则", "报告", "公告",
    "通告", "公报", "通报", "讲话", "章程", "准则", "规则", "规范", "标准", "目录", "制度", "宪法", "法", "批复",
    "请示", "建议",
];

/// A document has a longer name than a field, in characters.
const MIN_DOCUMENT: usize = 4;

/// <<办法>> and ＜办法＞ typed for 《办法》, or inside another title for 〈办法〉.
fn angles(text: &str, paragraph: &Paragraph) -> Vec<Report> {
    const SHAPES: [(&str, &str); 4] = [("<<", ">>"), ("＜＜", "＞＞"), ("<", ">"), ("＜", "＞")];
    let mut reports = Vec::new();
    let mut at = paragraph.range.start;
    while let Some(found) = slice(text, at..paragraph.range.end).find(['<', '＜']) {
        let start = at + found;
        let to = text.ceil_char_boundary((start + REACH).min(paragraph.range.end));
        let rest = slice(text, start..to);
        let name =
            SHAPES.iter().find_map(|&(open, close)| angle_name(rest, open, close).map(|name| (open, close, name)));
        let Some((open, close, name)) = name else {
            at = start + char_at(text, start).map_or(1, char::len_utf8);
            continue;
        };
        let end = start + open.len() + name.len() + close.len();
        let from = text.floor_char_boundary(start.saturating_sub(REACH)).max(paragraph.range.start);
        let head = slice(text, from..start);
        let is_inside = head.rfind('《').is_some_and(|outer| !after(head, outer).contains('》'));
        let is_document = name.chars().count() >= MIN_DOCUMENT && DOCUMENTS.iter().any(|word| name.ends_with(word));
        // An argument of a command: rm -rf <插件目录>.
        let is_argument = head.trim_end().ends_with(|c: char| c.is_ascii_alphabetic());
        if is_argument || !(is_document || is_inside || open.chars().count() > 1) {
            at = end;
            continue;
        }
        let (left, right) = if is_inside { ("〈", "〉") } else { ("《", "》") };
        let edits = vec![Edit::replace(start..start + open.len(), left), Edit::replace(end - close.len()..end, right)];
        let report = Report::new(start..end, format!("书名号不用“{open}{close}”，应为{left}{name}{right}。"));
        reports.push(report.severity(Severity::Warning).fix(Fix::safe("改为书名号", edits)));
        at = end;
    }
    reports
}

/// The Chinese name between two angle brackets that `rest` starts with; tags and comparisons hold none.
fn angle_name<'a>(rest: &'a str, open: &str, close: &str) -> Option<&'a str> {
    let (name, _) = rest.strip_prefix(open)?.split_once(close)?;
    let is_word = |c: Option<char>| c.is_some_and(|c| chars::is_han(c) || chars::is_closing(c) || chars::is_opening(c));
    let is_name = is_word(name.chars().next())
        && is_word(name.chars().next_back())
        && name.chars().nth(1).is_some()
        && name.chars().nth(MAX_NAME).is_none()
        && !name.contains(|c: char| chars::is_point(c) && c != '、' || matches!(c, '<' | '＜' | '《' | '='));
    is_name.then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Resources;
    use crate::structure::Structure;

    fn found(text: &str) -> Vec<&str> {
        let structure = Structure::parse(text);
        let resources = Resources::default();
        let reports = check(&Context::new(text, &structure, &resources));
        reports.iter().map(|report| slice(text, report.range())).collect()
    }

    #[test]
    fn titles_on_two_lines_and_lists_of_titles_are_right() {
        for text in [
            "《关于加强安全生产工作的\n若干意见》",
            "学习《条例》《办法》《细则》，抓好落实。",
            "会议印发了《关于进一步加强和改进安全生产工作，压实各方面责任的\n若干意见》，要求抓好落实。",
            "若甲<乙，则丙>丁。",
            "3<5，8>6，<a href=甲>",
            "请填写<姓名>和<单位名称>后提交。",
            "运行 cat <人员目录> 查看。",
            "当甲<乙且丙>丁时，取两数之差。",
            "| 目标 | 遵守国家的法规、省厅颁发的《 |\n|  | 安全管理办法》等规定。 |",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn angle_brackets_inside_a_title_become_single_marks() {
        let text = "学习《关于修改<考核办法>的决定》。";
        let structure = Structure::parse(text);
        let resources = Resources::default();
        let reports = check(&Context::new(text, &structure, &resources));
        let fixed = crate::fix::apply(text, &reports[0].fixes).text;
        assert_eq!(fixed, "学习《关于修改〈考核办法〉的决定》。");
    }
}
