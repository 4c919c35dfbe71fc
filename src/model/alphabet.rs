//! What a model sees of a text: a stream of symbols in which width, quotation marks, numbers and Latin words make no
//! difference, each with its place in the text.

use crate::text::chars::is_han;

/// One symbol: a character of the Basic Multilingual Plane, or the class that stands for many.
pub type Symbol = u16;

/// Before the first and after the last symbol of a line.
pub const EDGE: Symbol = 1;
/// A run of digits, with its decimal points and separators.
const NUMBER: Symbol = '0' as Symbol;
/// A run of letters that are not Chinese.
const LATIN: Symbol = 'a' as Symbol;
/// Anything else that can be seen.
const OTHER: Symbol = '#' as Symbol;

/// Whether `symbol` is a Chinese character.
pub fn is_character(symbol: Symbol) -> bool {
    matches!(symbol, 0x3007 | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xf900..=0xfaff)
}

/// The character that a symbol other than a class stands for.
pub fn to_char(symbol: Symbol) -> Option<char> {
    char::from_u32(u32::from(symbol))
}

/// The symbols of one line, and where each begins.
#[derive(Debug, Clone, Default)]
pub struct Line {
    /// An edge, the symbols, an edge.
    pub symbols: Vec<Symbol>,
    /// The byte offset in the text where the symbol of the same index begins; for the edges, where the line does
    /// and ends.
    pub offsets: Vec<usize>,
}

impl Line {
    /// Reads one line, which begins at byte `start` of its text.
    pub fn read(line: &str, start: usize) -> Line {
        let room = line.len() / 3 + 2;
        let mut read = Line { symbols: Vec::with_capacity(room), offsets: Vec::with_capacity(room) };
        read.push(EDGE, start);
        let mut previous = EDGE;
        for (offset, c) in line.char_indices() {
            let Some(symbol) = symbol_of(c) else { continue };
            let goes_on = matches!(symbol, NUMBER | LATIN | OTHER) && symbol == previous;
            let is_decimal_point = previous == NUMBER && matches!(c, '.' | '．');
            if !goes_on && !is_decimal_point {
                read.push(symbol, start + offset);
                previous = symbol;
            }
        }
        read.push(EDGE, start + line.len());
        read
    }

    fn push(&mut self, symbol: Symbol, offset: usize) {
        self.symbols.push(symbol);
        self.offsets.push(offset);
    }
}

/// The symbol of a character; `None` for what a reader passes over: spaces, quotation marks, invisible characters.
fn symbol_of(c: char) -> Option<Symbol> {
    let one = |mark: char| u16::try_from(u32::from(mark)).unwrap_or(OTHER);
    Some(match c {
        '\u{4e00}'..='\u{9fff}' => one(c),
        '，' | ',' => one('，'),
        '。' | '.' | '．' => one('。'),
        '、' => one('、'),
        '；' | ';' => one('；'),
        '：' | ':' => one('：'),
        '！' | '!' => one('！'),
        '？' | '?' => one('？'),
        '（' | '(' | '[' | '【' | '〔' | '{' => one('（'),
        '）' | ')' | ']' | '】' | '〕' | '}' => one('）'),
        '《' | '<' | '〈' => one('《'),
        '》' | '>' | '〉' => one('》'),
        '0'..='9' | '０'..='９' => NUMBER,
        'a'..='z' | 'A'..='Z' | 'ａ'..='ｚ' | 'Ａ'..='Ｚ' => LATIN,
        '“' | '”' | '‘' | '’' | '"' | '\'' | '「' | '」' | '『' | '』' | '＂' | '〝' | '〞' => {
            return None;
        }
        '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' => return None,
        c if c.is_whitespace() => return None,
        c if is_han(c) => one(c),
        _ => OTHER,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        Line::read(text, 0).symbols.iter().filter_map(|&symbol| to_char(symbol)).filter(|&c| c != '\u{1}').collect()
    }

    #[test]
    fn width_quotes_numbers_and_spaces_make_no_difference() {
        assert_eq!(shown("“双语”教学, 2005年"), "双语教学，0年");
        assert_eq!(shown("双语教学，１２３．５年"), "双语教学，0年");
        assert_eq!(shown("GDP增长８.5％（同比）"), "a增长0#（同比）");
    }

    #[test]
    fn every_symbol_knows_where_it_begins() {
        let line = Line::read("第 15次", 6);
        assert_eq!(line.offsets, [6, 6, 10, 12, 15]);
        assert_eq!((line.symbols.first(), line.symbols.last()), (Some(&EDGE), Some(&EDGE)));
    }

    #[test]
    fn a_character_beyond_the_plane_is_another_class() {
        assert_eq!(shown("大𪚥小"), "大#小");
    }
}
