//! What is wrong with a configuration, in the words of our users, and what was probably meant.

use super::{ConfigError, ConfigErrorKind};
use crate::rules;

/// Refuses a word that selects no rule.
pub(super) fn check_selector(selector: &str) -> Result<(), ConfigError> {
    unknown_rule(selector).map_or(Ok(()), |reason| Err(ConfigError::of(ConfigErrorKind::UnknownRule, reason)))
}

/// What to say about a word that selects no rule; nothing about one that does.
pub fn unknown_rule(selector: &str) -> Option<String> {
    if rules::RULES.iter().any(|rule| rules::selects(selector, rule.card())) {
        return None;
    }
    let known = rules::RULES.iter().flat_map(|rule| [rule.card().code, rule.card().name]);
    Some(match nearest(selector, known) {
        Some(known) => format!("没有规则“{selector}”，是否想写“{known}”？"),
        None => format!("没有规则“{selector}”。运行 gaolint rule 可列出全部规则。"),
    })
}

/// A sentence of the parser about `text`, with its line.
pub(super) fn syntax(text: &str, error: &toml::de::Error) -> ConfigError {
    let line = error.span().map(|span| line_of(text, span.start));
    let message = format!("配置有误：{}", translate(error.message()));
    ConfigError::of(ConfigErrorKind::Syntax, message).at_line(line)
}

/// The line, from 1, on which `word` first stands outside comments.
pub(super) fn line_with(text: &str, word: &str) -> Option<usize> {
    let shown = |line: &str| !line.trim_start().starts_with('#') && line.contains(word);
    text.lines().position(shown).map(|line| line + 1)
}

/// The line, from 1, on which a table has a value for `key`.
pub(super) fn line_of_key(text: &str, key: &str) -> Option<usize> {
    let written = [format!("\"{key}\""), format!("'{key}'"), key.to_owned()];
    let is_key = |line: &str| {
        let begins = |written: &String| {
            line.strip_prefix(written.as_str()).is_some_and(|rest| rest.trim_start().starts_with('='))
        };
        written.iter().any(begins)
    };
    let line = text.lines().position(|line| is_key(line.trim_start()));
    line.map(|line| line + 1).or_else(|| line_with(text, key))
}

fn line_of(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|&byte| byte == b'\n').count() + 1
}

/// The parser's English, in the words of our users where we know the sentence.
fn translate(message: &str) -> String {
    if let Some((field, expected)) = quoted_after(message, "unknown field `") {
        let keys: Vec<&str> = expected.split('`').skip(1).step_by(2).collect();
        return match nearest(field, keys.iter().copied()) {
            Some(known) => format!("没有“{field}”这一项，是否想写“{known}”？"),
            None => format!("没有“{field}”这一项；可用的有 {}", keys.join("、")),
        };
    }
    if let Some((value, _)) = quoted_after(message, "unknown variant `") {
        return format!("“{value}”不是级别；级别写作 error、warning 或 info");
    }
    if let Some((field, _)) = quoted_after(message, "missing field `") {
        return format!("缺少“{field}”这一项");
    }
    if let Some((found, expected)) =
        message.strip_prefix("invalid type: ").and_then(|rest| rest.split_once(", expected "))
    {
        return format!("值的类型不对：写的是{}，应当是{}", kind(found), kind(expected));
    }
    if message.starts_with("invalid value: ") {
        return format!("值超出范围（{message}）");
    }
    if message.contains("untagged enum") {
        return "值的类型不对：应当是文字（加引号）或列表（方括号）".to_owned();
    }
    if message.starts_with("invalid unquoted key") {
        return "等号左边有汉字或标点的，要加引号，如 \"帐号\" = \"账号\"".to_owned();
    }
    if message.starts_with("duplicate key") {
        return "同一项写了两次，请合并".to_owned();
    }
    format!("不合 TOML 的写法（{message}）。文字要加引号，列表要加方括号")
}

fn quoted_after<'a>(message: &'a str, start: &str) -> Option<(&'a str, &'a str)> {
    message.strip_prefix(start)?.split_once('`')
}

/// A kind of value, which the parser names in English.
fn kind(name: &str) -> &str {
    let kinds = [
        ("string or", "文字（加引号）或列表"),
        ("string", "文字（加引号）"),
        ("a string", "文字（加引号）"),
        ("a sequence", "列表（方括号）"),
        ("sequence", "列表（方括号）"),
        ("a map", "表（[名称]）"),
        ("map", "表（[名称]）"),
        ("struct", "表（[名称]）"),
        ("replacement", "文字（加引号），或 { to = …, reason = … }"),
        ("path string", "文字（加引号）"),
        ("integer", "整数"),
        ("floating point", "小数"),
        ("boolean", "true 或 false"),
        ("u32", "整数"),
    ];
    kinds.iter().find(|(english, _)| name.starts_with(english)).map_or(name, |(_, chinese)| chinese)
}

/// The known word nearest to a mistyped one.
pub(crate) fn nearest<'a>(mistyped: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let mistyped = mistyped.to_ascii_lowercase();
    known
        .map(|known| (edit_distance(&mistyped, &known.to_ascii_lowercase()), known))
        .filter(|(distance, known)| *distance <= known.len() / 3)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known)
}

/// Levenshtein distance in characters.
fn edit_distance(left: &str, right: &str) -> usize {
    let mut row: Vec<usize> = (0..=right.chars().count()).collect();
    for (i, a) in left.chars().enumerate() {
        let mut diagonal = i;
        let mut previous = i + 1;
        if let Some(first) = row.first_mut() {
            *first = previous;
        }
        for (cell, b) in row.iter_mut().skip(1).zip(right.chars()) {
            let substituted = diagonal + usize::from(a != b);
            diagonal = *cell;
            previous = substituted.min(diagonal + 1).min(previous + 1);
            *cell = previous;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use crate::config::Config;

    fn wrong(text: &str) -> (String, Option<usize>) {
        let error = Config::parse(text).unwrap_err();
        (error.message, error.line)
    }

    #[test]
    fn a_replacement_that_cannot_be_is_placed() {
        for (table, line, said) in [
            ("'' = '空'", 2, "是空的"),
            ("'甲' = '乙'\n'帐号' = '帐号'", 3, "换成的还是"),
            ("'甲' = '乙'\n\"乙\" = {}", 2, "“乙”既是“甲”的改法，又是要换的词"),
            ("'甲' = \"乙\\n丙\"", 2, "不能换行"),
            ("'甲' = 3", 2, "应当是文字（加引号），或 {"),
            ("'甲' = { too = '乙' }", 2, "没有“too”这一项"),
            ("帐号 = '账号'", 2, "要加引号"),
        ] {
            let (message, placed) = wrong(&format!("[replace]\n{table}"));
            assert!(message.contains(said) && placed == Some(line), "{table}: {message} {placed:?}");
        }
        let both = "# '甲' = 1\n[[overrides]]\nfiles = ['*.md']\nreplace = { '甲' = '甲' }";
        assert_eq!(wrong(both).1, Some(4));
    }

    #[test]
    fn a_mistyped_key_is_placed_and_the_right_one_suggested() {
        assert_eq!(wrong("\nselekt = []"), ("配置有误：没有“selekt”这一项，是否想写“select”？".into(), Some(2)));
        let (message, line) = wrong("[limits]\nmax-file-sice = 3");
        assert!(message.contains("max-file-size") && line == Some(2), "{message}");
        let (message, _) = wrong("[[overrides]]\nfiles = ['*.md']\nignores = ['PU']");
        assert!(message.contains("是否想写“ignore”"), "{message}");
        let (message, _) = wrong("vocabulary = []");
        assert!(message.contains("可用的有 extend、select"), "{message}");
    }

    #[test]
    fn a_mistyped_rule_is_placed_outside_comments() {
        let (message, line) = wrong("# doubled-mark\nignore = ['doubled-mark']");
        assert_eq!((message.as_str(), line), ("没有规则“doubled-mark”，是否想写“doubled-marks”？", Some(2)));
    }

    #[test]
    fn values_of_the_wrong_kind_are_explained() {
        for (text, expected) in [
            ("select = 'PU'", "写的是文字（加引号），应当是列表（方括号）"),
            ("limits = 3", "写的是整数，应当是表"),
            ("[severity]\nPU208 = 'loud'", "级别写作 error、warning 或 info"),
            ("select = [PU208]", "不合 TOML 的写法"),
            ("select = []\nselect = []", "写了两次"),
            ("[[overrides]]\nignore = ['PU']", "缺少“files”这一项"),
            ("[limits]\nmax-file-size = -1", "值超出范围"),
        ] {
            let (message, line) = wrong(text);
            assert!(message.contains(expected) && line.is_some(), "{text}: {message} {line:?}");
        }
    }
}
