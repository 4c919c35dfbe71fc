//! Classes of characters that several rules ask about.

/// A Chinese character (CJK unified ideographs and their extensions, 〇 included).
pub fn is_han(c: char) -> bool {
    matches!(c,
        '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{f900}'..='\u{faff}' | '〇'
        | '\u{20000}'..='\u{323af}')
}

/// A space of any width that drafts use for indentation, line ends included.
pub fn is_space(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}'
}

/// A point that ends a sentence, in either width (GB/T 15834-2011 句末点号).
pub fn is_sentence_end(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '!' | '?' | '．' | '｡')
}

/// A point inside or at the end of a sentence, in either width (GB/T 15834-2011 点号). The half-width full
/// stop is left out: it is a decimal point and part of markers and addresses as well.
pub fn is_point(c: char) -> bool {
    is_sentence_end(c) || matches!(c, '，' | '、' | '；' | '：' | ',' | ';' | ':' | '､')
}

/// A mark that closes something quoted or bracketed.
pub fn is_closing(c: char) -> bool {
    matches!(c, '”' | '’' | '）' | ')' | '》' | '〉' | '】' | '〕' | ']' | '］' | '」' | '』' | '〗' | '}' | '｝')
}

/// A mark that opens something quoted or bracketed.
pub fn is_opening(c: char) -> bool {
    matches!(c, '“' | '‘' | '（' | '(' | '《' | '〈' | '【' | '〔' | '[' | '［' | '「' | '『' | '〖' | '{' | '｛')
}
