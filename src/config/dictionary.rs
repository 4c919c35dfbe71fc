//! Files of words: the user's own dictionary, which the command line and the editor share, and the lists that a
//! `gaolint.toml` names. One word a line; what follows a `#` is a comment.

/// The user's own dictionary, below the folder where the system keeps a user's settings.
pub const USER_FILE: &str = "gaolint/dictionary.txt";

/// How a dictionary begins that gaolint itself makes.
const HEADER: &str = "# gaolint 用户词典：每行一个词，“#”后面是注释。命令行和编辑器共用。\n";

/// The words of such a file, in its order.
pub fn words(text: &str) -> Vec<String> {
    text.lines().map(word_of).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The text of such a file with `word` added at its end, everything else as it was. The same text where the word is
/// there already or is none (empty, more than one line, or a comment).
pub fn with_word(text: &str, word: &str) -> String {
    let word = word.trim();
    let is_word = !word.is_empty() && word_of(word) == word && !word.contains(['\n', '\r']);
    if !is_word || text.lines().any(|line| word_of(line) == word) {
        return text.to_owned();
    }
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut grown = if text.is_empty() { HEADER.to_owned() } else { text.to_owned() };
    if !grown.ends_with(['\n', '\r']) {
        grown.push_str(line_end);
    }
    grown.push_str(word);
    grown.push_str(line_end);
    grown
}

fn word_of(line: &str) -> &str {
    line.split('#').next().unwrap_or_default().trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_word_and_the_rest_a_comment() {
        let text = "# 单位\n大冶理工  # 校名\r\n\n　　南湖新区\n#\n";
        assert_eq!(words(text), ["大冶理工", "南湖新区"]);
    }

    #[test]
    fn a_new_word_goes_to_the_end_and_the_rest_stays() {
        assert_eq!(with_word("# 单位\r\n大冶理工", " 南湖新区 "), "# 单位\r\n大冶理工\r\n南湖新区\r\n");
        assert_eq!(words(&with_word("", "南湖新区")), ["南湖新区"]);
    }

    #[test]
    fn what_is_known_or_no_word_changes_nothing() {
        for word in ["大冶理工", "", "  ", "# 注", "甲#乙", "甲\n乙"] {
            assert_eq!(with_word("大冶理工 # 校名\n", word), "大冶理工 # 校名\n", "{word}");
        }
    }
}
