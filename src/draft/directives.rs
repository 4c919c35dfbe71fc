//! Comments in a draft that say what not to report.
//!
//! `gaolint-ignore` is about the block that follows or, beside text, about its own line; `gaolint-ignore-file` about the
//! whole draft; `gaolint-disable` about all up to `gaolint-enable`. Behind each may stand what it is about (codes, names,
//! families; all rules if nothing), and behind a colon why.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::config::{self, Config, nearest};
use crate::finding::Finding;
use crate::rules;
use crate::text::{Spans, after, before, slice};

const IGNORE: &str = "gaolint-ignore";
const IGNORE_FILE: &str = "gaolint-ignore-file";
const DISABLE: &str = "gaolint-disable";
const ENABLE: &str = "gaolint-enable";

/// What all of them begin with.
const PROGRAM: &str = "gaolint";

/// The words that begin a directive.
const KEYWORDS: [&str; 4] = [IGNORE, IGNORE_FILE, DISABLE, ENABLE];

/// A comment that begins with a word of Latin letters and hyphens.
static COMMENT: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"<!--\s*(?<body>[A-Za-z]+-[A-Za-z-]+(?s:.*?))\s*-->").ok());

/// A line of a plain text that may be a directive, with or without the signs of a comment around it.
static LINE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?mR)^[ \t\u{3000}]*(?:<!--[ \t]*(?<comment>[A-Za-z]+-[A-Za-z-]+[^\r\n]*?)[ \t]*-->",
        r"|(?:#|//|;|%)?[ \t]*(?<line>(?i:gaolint)-[A-Za-z-]+[^\r\n]*?))[ \t]*$"
    ))
    .ok()
});

/// A comment that says what not to report, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Directive {
    keyword: &'static str,
    /// What it is about.
    place: Range<usize>,
    /// Where it stands itself.
    start: usize,
    /// Codes, names and families; empty for all rules.
    selectors: Vec<String>,
}

/// The directives of a draft.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Directives {
    directives: Vec<Directive>,
    /// What looks like a directive and is none: where, and a sentence for the user.
    faults: Vec<(usize, String)>,
}

/// What the comments in a draft make of the findings in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Suppressed {
    /// What they leave.
    pub findings: Vec<Finding>,
    /// What is wrong with the comments themselves: where, and a sentence for the user.
    pub faults: Vec<(usize, String)>,
}

/// A comment as it stands in the text.
struct Comment<'a> {
    range: Range<usize>,
    body: &'a str,
}

impl Directives {
    /// Reads those in the comments of HTML at `places` of `text`, in order.
    pub(super) fn in_html(text: &str, places: &[Range<usize>]) -> Self {
        let found = places.iter().flat_map(|place| {
            let html = slice(text, place.clone());
            COMMENT.as_ref().into_iter().flat_map(move |pattern| pattern.captures_iter(html)).filter_map(|found| {
                let (whole, body) = (found.get(0)?, found.name("body")?);
                Some(Comment { range: place.start + whole.start()..place.start + whole.end(), body: body.as_str() })
            })
        });
        Reader::read(text, false, found)
    }

    /// Reads those of a plain text, each a line of its own, and returns these lines too.
    pub(super) fn in_lines(text: &str) -> (Self, Vec<Range<usize>>) {
        if !may_hold_lines(text) {
            return (Directives::default(), Vec::new());
        }
        let mut lines = Vec::new();
        let found = LINE.as_ref().into_iter().flat_map(|pattern| pattern.captures_iter(text)).filter_map(|found| {
            let (whole, body) = (found.get(0)?, found.name("comment").or_else(|| found.name("line"))?.as_str());
            if !is_ours(word(body)) {
                return None;
            }
            let rest = after(text, whole.end());
            let next = rest.strip_prefix("\r\n").or(rest.strip_prefix(['\n', '\r'])).unwrap_or(rest);
            lines.push(whole.start()..whole.end() + rest.len() - next.len());
            Some(Comment { range: whole.range(), body })
        });
        let directives = Reader::read(text, true, found);
        (directives, lines)
    }

    /// Takes away those of `findings`, made by the rules of `config`, that they suppress.
    pub(super) fn suppress(&self, findings: Vec<Finding>, config: &Config) -> Suppressed {
        if self.directives.is_empty() {
            return Suppressed { findings, faults: self.faults.clone() };
        }
        let codes: BTreeSet<&'static str> = findings.iter().map(|finding| finding.code()).collect();
        let places: BTreeMap<&str, Spans> = codes
            .into_iter()
            .map(|code| {
                let about = self.directives.iter().filter(|directive| directive.is_about(code));
                (code, about.map(|directive| &directive.place).collect())
            })
            .collect();
        let is_covered = |finding: &Finding| {
            places.get(finding.code()).is_some_and(|places| places.at(finding.range.start).is_some())
        };
        let (covered, findings): (Vec<_>, Vec<_>) = findings.into_iter().partition(is_covered);
        let covered = Covered::new(&covered);
        let idle = self.directives.iter().flat_map(|directive| directive.faults(&covered, config));
        let mut faults: Vec<(usize, String)> = self.faults.iter().cloned().chain(idle).collect();
        faults.sort();
        Suppressed { findings, faults }
    }
}

/// Whether a plain text may hold a directive, told fast.
fn may_hold_lines(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_named =
        |at: usize| bytes.get(at..at + PROGRAM.len()).is_some_and(|word| word.eq_ignore_ascii_case(PROGRAM.as_bytes()));
    memchr::memchr2_iter(b'g', b'G', bytes).any(is_named) || memchr::memmem::find(bytes, b"<!--").is_some()
}

/// The word that a comment begins with.
fn word(body: &str) -> &str {
    let rest = body.trim_start_matches(|c: char| c.is_ascii_alphabetic() || c == '-');
    body.strip_suffix(rest).unwrap_or(body).trim_end_matches('-')
}

/// Whether a word is meant to be a directive; other programs have some of their own.
fn is_ours(word: &str) -> bool {
    let head = word.split('-').next().unwrap_or_default();
    nearest(head, std::iter::once(PROGRAM)).is_some()
}

/// Where findings start that comments suppress, by code.
struct Covered(BTreeMap<&'static str, Vec<usize>>);

impl Covered {
    fn new(findings: &[Finding]) -> Self {
        let mut starts: BTreeMap<&'static str, Vec<usize>> = BTreeMap::new();
        for finding in findings {
            starts.entry(finding.code()).or_default().push(finding.range.start);
        }
        starts.values_mut().for_each(|starts| starts.sort_unstable());
        Covered(starts)
    }

    /// Whether there is one in `place`, of a rule that `is_named`.
    fn any(&self, place: &Range<usize>, is_named: impl Fn(&str) -> bool) -> bool {
        self.0.iter().filter(|(code, _)| is_named(code)).any(|(_, starts)| {
            let next = starts.partition_point(|start| *start < place.start);
            starts.get(next).is_some_and(|start| *start < place.end)
        })
    }
}

impl Directive {
    fn is_about(&self, code: &str) -> bool {
        self.selectors.is_empty() || self.selectors.iter().any(|selector| names(selector, code))
    }

    /// What is wrong with it: words that name no rule, and words that name rules of `config` which have nothing to say
    /// here.
    fn faults(&self, covered: &Covered, config: &Config) -> Vec<(usize, String)> {
        let keyword = self.keyword;
        if self.selectors.is_empty() {
            let is_idle = !covered.any(&self.place, |_| true);
            return is_idle.then(|| (self.start, format!("{keyword} 没有用上，可以删去"))).into_iter().collect();
        }
        let is_run = |selector: &str| {
            rules::RULES.iter().any(|rule| rules::selects(selector, rule.card()) && config.enables(rule.card()))
        };
        let fault = |selector: &String| {
            let unknown = config::unknown_rule(selector).map(|reason| format!("{keyword} 写错了：{reason}"));
            let is_idle = || is_run(selector) && !covered.any(&self.place, |code| names(selector, code));
            unknown.or_else(|| is_idle().then(|| format!("{keyword} 中的“{selector}”没有用上，可以删去")))
        };
        self.selectors.iter().filter_map(fault).map(|reason| (self.start, reason)).collect()
    }
}

fn names(selector: &str, code: &str) -> bool {
    rules::find(code).is_some_and(|rule| rules::selects(selector, rule.card()))
}

/// Reading the directives of a draft from its start to its end.
struct Reader<'a> {
    text: &'a str,
    /// Whether each line is a block.
    is_plain: bool,
    read: Directives,
    /// What is disabled, in lower case, and from where on; all rules under the empty name.
    disabled: BTreeMap<String, Disabled>,
}

/// Something that is disabled from some place on.
struct Disabled {
    selector: Option<String>,
    /// Where the directive stands.
    start: usize,
    /// Where it ends.
    from: usize,
}

impl<'a> Reader<'a> {
    fn read(text: &'a str, is_plain: bool, comments: impl Iterator<Item = Comment<'a>>) -> Directives {
        let mut reader = Reader { text, is_plain, read: Directives::default(), disabled: BTreeMap::new() };
        for comment in comments {
            reader.take(&comment);
        }
        for disabled in std::mem::take(&mut reader.disabled).into_values() {
            reader.close(disabled, text.len() + 1);
        }
        reader.read.directives.sort_by_key(|directive| directive.start);
        reader.read
    }

    fn take(&mut self, comment: &Comment<'a>) {
        let word = word(comment.body);
        let rest = after(comment.body, word.len());
        let start = comment.range.start;
        let Some(keyword) = KEYWORDS.into_iter().find(|keyword| word.eq_ignore_ascii_case(keyword)) else {
            return self.misspelt(start, word);
        };
        let selectors = selectors(rest);
        let whole = 0..self.text.len() + 1;
        match keyword {
            DISABLE => self.disable(start, comment.range.end, selectors),
            ENABLE => self.enable(start, &selectors),
            IGNORE_FILE => self.add(keyword, whole, start, selectors),
            _ => self.add(keyword, place(self.text, &comment.range, self.is_plain), start, selectors),
        }
    }

    fn add(&mut self, keyword: &'static str, place: Range<usize>, start: usize, selectors: Vec<String>) {
        self.read.directives.push(Directive { keyword, place, start, selectors });
    }

    /// Says what a word may have been meant to be that looks like a directive.
    fn misspelt(&mut self, start: usize, word: &str) {
        if !is_ours(word) {
            return;
        }
        let reason = match nearest(word, KEYWORDS.into_iter()) {
            Some(meant) => format!("看不懂注释“{word}”，是否想写“{meant}”？"),
            None => format!("看不懂注释“{word}”，能用的有 {}", KEYWORDS.join("、")),
        };
        self.read.faults.push((start, reason));
    }

    fn disable(&mut self, start: usize, from: usize, selectors: Vec<String>) {
        let all = selectors.is_empty().then_some(None);
        for selector in all.into_iter().chain(selectors.into_iter().map(Some)) {
            let unknown = selector.as_deref().and_then(config::unknown_rule);
            if let Some(reason) = unknown {
                self.read.faults.push((start, format!("{DISABLE} 写错了：{reason}")));
                continue;
            }
            let name = selector.as_deref().unwrap_or_default().to_ascii_lowercase();
            // What is disabled already stays so from where it was.
            self.disabled.entry(name).or_insert(Disabled { selector, start, from });
        }
    }

    fn enable(&mut self, start: usize, selectors: &[String]) {
        let closed: Vec<Disabled> = if selectors.is_empty() {
            std::mem::take(&mut self.disabled).into_values().collect()
        } else {
            let mut closed = Vec::new();
            for selector in selectors {
                match (self.disabled.remove(&selector.to_ascii_lowercase()), config::unknown_rule(selector)) {
                    (Some(disabled), _) => closed.push(disabled),
                    (None, Some(reason)) => self.read.faults.push((start, format!("{ENABLE} 写错了：{reason}"))),
                    (None, None) => {
                        let reason = format!("{ENABLE} 中的“{selector}”前面没有 {DISABLE} {selector}，没有作用");
                        self.read.faults.push((start, reason));
                    }
                }
            }
            closed
        };
        if closed.is_empty() && selectors.is_empty() {
            self.read.faults.push((start, format!("{ENABLE} 前面没有 {DISABLE}，没有作用")));
        }
        for disabled in closed {
            self.close(disabled, start);
        }
    }

    fn close(&mut self, disabled: Disabled, end: usize) {
        let Disabled { selector, start, from } = disabled;
        self.add(DISABLE, from..end.max(from), start, selector.into_iter().collect());
    }
}

/// The words behind the keyword, up to a colon, behind which stands the reason.
fn selectors(rest: &str) -> Vec<String> {
    let named = rest.split([':', '：']).next().unwrap_or_default();
    let is_between = |c: char| c.is_whitespace() || matches!(c, ',' | '，' | '、' | ';' | '；');
    named.split(is_between).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// What a comment is about that ignores: the block that follows where it has its line to itself, or else its line. In
/// plain text each line is a block.
fn place(text: &str, comment: &Range<usize>, is_plain: bool) -> Range<usize> {
    let start = before(text, comment.start).rfind('\n').map_or(0, |end| end + 1);
    let end = after(text, comment.end).find('\n').map_or(text.len(), |end| comment.end + end + 1);
    let is_alone = is_bare(slice(text, start..comment.start)) && slice(text, comment.end..end).trim().is_empty();
    if !is_alone {
        return start..end;
    }
    let mut end_of_block = end;
    let mut has_begun = false;
    for line in after(text, end).split_inclusive('\n') {
        let is_blank = line.trim_matches(is_quoting).is_empty();
        if has_begun && (is_blank || is_plain) {
            break;
        }
        has_begun |= !is_blank;
        end_of_block += line.len();
    }
    end..end_of_block
}

/// Marks of a quotation, and white space.
fn is_quoting(c: char) -> bool {
    c == '>' || c.is_whitespace()
}

/// Whether nothing but the marks of quotations and lists stands before a comment.
fn is_bare(head: &str) -> bool {
    let head = head.trim_matches(is_quoting);
    matches!(head, "" | "-" | "*" | "+")
        || head.strip_suffix(['.', ')']).is_some_and(|number| number.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use crate::check::Checker;
    use crate::config::Config;
    use crate::draft::{Draft, DraftKind};

    /// Where PU208 speaks in a draft (by line, from 1), and what is said of its directives.
    fn read(kind: DraftKind, text: &str, select: &str) -> (Vec<usize>, Vec<String>) {
        let config = Config { select: vec![select.into()], ..Config::default() };
        let checker = Checker::with_model(config, None).unwrap();
        let draft = Draft::of_text(kind, text);
        let suppressed = draft.suppress(draft.check_all(&checker).findings, checker.config());
        let line = |at: usize| draft.document().lines().line_of(at) + 1;
        let found = suppressed.findings.iter().filter(|finding| finding.code() == "PU208");
        let lines = found.map(|finding| line(finding.range.start)).collect();
        (lines, suppressed.faults.into_iter().map(|(at, said)| format!("{}：{said}", line(at))).collect())
    }

    fn markdown(text: &str) -> (Vec<usize>, Vec<String>) {
        read(DraftKind::Markdown, text, "PU208")
    }

    fn plain(text: &str) -> (Vec<usize>, Vec<String>) {
        read(DraftKind::Plain, text, "PU208")
    }

    const NONE: [String; 0] = [];

    #[test]
    fn ignoring_is_about_what_follows_or_its_line() {
        let text = "<!-- gaolint-ignore PU208 -->\n甲乙，，丙丁。\n仍是，，此段。\n\n戊己，，庚辛。\n";
        assert_eq!(markdown(text), (vec![5], NONE.into()));
        let text = "甲乙，，丙丁。<!-- gaolint-ignore doubled-marks -->\n\n戊己，，庚辛。\n";
        assert_eq!(markdown(text), (vec![3], NONE.into()));
        assert_eq!(markdown("<!-- gaolint-ignore -->\n\n甲乙，，丙丁。\n"), (vec![], NONE.into()));
        assert_eq!(markdown("<!-- gaolint-ignore ST -->\n甲乙，，丙丁。\n").0, [2]);
        assert_eq!(markdown("```\n<!-- gaolint-ignore -->\n```\n甲乙，，丙丁。\n").0, [4]);
    }

    #[test]
    fn quotations_and_lists_are_no_obstacle() {
        for text in [
            "> <!-- gaolint-ignore PU208 -->\n> 来函写道：三月，，四月。\n",
            "> 摘录如下：\n>\n> <!-- gaolint-ignore PU208 -->\n> 三月，，四月。\n",
            "- <!-- gaolint-ignore PU208 -->\n  三月，，四月。\n",
            "1. <!-- gaolint-ignore PU208 -->\n   三月，，四月。\n",
        ] {
            assert_eq!(markdown(text), (vec![], NONE.into()), "{text}");
        }
        let text = "> <!-- gaolint-ignore PU208 -->\n> 三月，，四月。\n>\n> 五月，，六月。\n";
        assert_eq!(markdown(text).0, [4]);
    }

    #[test]
    fn a_reason_stands_behind_a_colon() {
        for colon in [":", "：", " ： "] {
            let text = format!("<!-- gaolint-ignore PU208{colon}原件如此, 不改 -->\n三月，，四月。\n");
            assert_eq!(markdown(&text), (vec![], NONE.into()), "{text}");
        }
    }

    #[test]
    fn a_region_goes_from_disable_to_enable_and_a_file_is_whole() {
        let text = "三月，，四月。\n\n<!-- gaolint-disable PU208 -->\n三月，，四月。\n\n五月，，六月。\n\n<!-- gaolint-enable PU208 -->\n七月，，八月。\n";
        assert_eq!(markdown(text), (vec![1, 9], NONE.into()));
        assert_eq!(markdown("三月，，四月。\n\n<!-- gaolint-disable -->\n\n五月，，六月。\n"), (vec![1], NONE.into()));
        let both = "<!-- gaolint-disable PU208, ST -->\n三月，，四月。\n\n<!-- gaolint-enable -->\n五月，，六月。\n";
        assert_eq!(markdown(both).0, [5]);
        assert_eq!(markdown("三月，，四月。\n\n<!-- gaolint-ignore-file PU208 -->\n"), (vec![], NONE.into()));
    }

    #[test]
    fn in_plain_text_a_directive_is_a_line() {
        for line in [
            "<!-- gaolint-ignore PU208 -->",
            "gaolint-ignore PU208",
            "# gaolint-ignore PU208：照录",
            "  // gaolint-ignore PU208",
        ] {
            let text = format!("一月，，二月。\n{line}\n三月，，四月。\n五月，，六月。\n");
            assert_eq!(plain(&text), (vec![1, 4], NONE.into()), "{text}");
        }
        let region = "gaolint-disable PU208\r\n一月，，二月。\r\n\r\n三月，，四月。\r\ngaolint-enable PU208\r\n五月，，六月。\r\n";
        assert_eq!(plain(region), (vec![6], NONE.into()));
        assert_eq!(plain("一月，，二月。\ngaolint-ignore-file"), (vec![], NONE.into()));
        assert_eq!(plain("请在上一行写 gaolint-ignore PU208\n三月，，四月。\n"), (vec![2], NONE.into()));
    }

    #[test]
    fn the_line_of_a_directive_is_no_text() {
        let (found, said) =
            read(DraftKind::Plain, "各位同志：\n<!-- gaolint-ignore PU208 -->\n三月，，四月。\n", "ALL");
        assert_eq!((found, said), (vec![], NONE.into()));
        let checker = Checker::with_model(Config::default(), None).unwrap();
        let draft = Draft::of_text(DraftKind::Plain, "各位同志：\n# gaolint-ignore PU208\n三月，，四月。\n");
        assert_eq!(draft.check(&checker).findings, []);
    }

    #[test]
    fn what_is_wrong_or_idle_is_said() {
        assert_eq!(
            markdown("<!-- gaolint-ignore doubled-mark, PU -->\n甲乙，，丙丁。\n").1,
            ["1：gaolint-ignore 写错了：没有规则“doubled-mark”，是否想写“doubled-marks”？"]
        );
        let (_, idle) = read(DraftKind::Markdown, "甲。\n\n甲乙，，丙丁。<!-- gaolint-ignore PU208、NU -->\n", "ALL");
        assert_eq!(idle, ["3：gaolint-ignore 中的“NU”没有用上，可以删去"]);
        assert_eq!(markdown("<!-- gaolint-ignore NU -->\n甲乙，，丙丁。\n").1, NONE);
        assert_eq!(markdown("<!-- gaolint-ignore -->\n甲乙，丙丁。\n").1, ["1：gaolint-ignore 没有用上，可以删去"]);
        for (wrong, right) in [
            ("gaolint-ignroe", "gaolint-ignore"),
            ("goalint-disable", "gaolint-disable"),
            ("GAOLINT-ignorefile", "gaolint-ignore-file"),
        ] {
            let said = [format!("1：看不懂注释“{wrong}”，是否想写“{right}”？")];
            assert_eq!(markdown(&format!("<!-- {wrong} PU208 -->\n甲乙，，丙丁。\n")), (vec![2], said.into()));
        }
        assert_eq!(
            plain("<!-- goalint-ignore PU208 -->\n甲乙，，丙丁。\n").1,
            ["1：看不懂注释“goalint-ignore”，是否想写“gaolint-ignore”？"]
        );
        assert!(plain("gaolint-off\n甲乙，，丙丁。\n").1[0].starts_with("1：看不懂注释“gaolint-off”，"));
        assert_eq!(
            markdown("<!-- markdownlint-disable -->\n\n<!-- eslint-disable -->\n\n<!-- 用 gaolint 查过 -->\n甲。\n").1,
            NONE
        );
        let lone = markdown("甲。\n\n<!-- gaolint-enable PU208 -->\n").1;
        assert_eq!(lone, ["3：gaolint-enable 中的“PU208”前面没有 gaolint-disable PU208，没有作用"]);
        let unused = markdown("<!-- gaolint-disable PU208 -->\n甲。\n").1;
        assert_eq!(unused, ["1：gaolint-disable 中的“PU208”没有用上，可以删去"]);
    }
}
