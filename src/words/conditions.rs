//! The condition grammar of the confusable-word list (zh-rules §4): what must or must not stand around a word.
//!
//! Clauses joined by `; `, each `key=alternative/alternative/…`. Keys: `prev`, `next`, `notprev`, `notnext` look at
//! the text right beside the word, `near` and `notnear` anywhere in its sentence. In an alternative `\d` stands for a
//! digit or Chinese numeral, `\h` for a Chinese character, `\p` for punctuation or an edge, `^` and `$` for the edges
//! of the line.

use crate::structure::numeral::is_chinese_numeral;
use crate::structure::sentence;
use crate::text::Span;
use crate::text::{after, before, chars, slice};

/// All clauses; an empty list always holds.
#[derive(Debug, Default)]
pub(crate) struct Conditions {
    clauses: Vec<Clause>,
}

#[derive(Debug)]
struct Clause {
    place: Neighbour,
    /// Whether one of the alternatives must be there, or none may be.
    wanted: bool,
    alternatives: Vec<Vec<Atom>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Neighbour {
    Previous,
    Next,
    Near,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Atom {
    Literal(char),
    Numeral,
    Han,
    PunctuationOrEdge,
    LineEdge,
}

impl Conditions {
    /// Reads a condition; `-` and the empty one always hold. `None` where the grammar is broken.
    pub(crate) fn parse(condition: &str) -> Option<Self> {
        let clauses = condition.split(';').map(str::trim).filter(|clause| !clause.is_empty() && *clause != "-");
        Some(Conditions { clauses: clauses.map(Clause::parse).collect::<Option<_>>()? })
    }

    /// Whether the word at `range` of `text` stands where its row says.
    pub(crate) fn hold(&self, text: &str, range: Span) -> bool {
        self.clauses.iter().all(|clause| clause.holds(text, range))
    }
}

impl Clause {
    fn parse(clause: &str) -> Option<Clause> {
        let (key, alternatives) = clause.split_once('=')?;
        let (place, wanted) = match key.trim() {
            "prev" => (Neighbour::Previous, true),
            "notprev" => (Neighbour::Previous, false),
            "next" => (Neighbour::Next, true),
            "notnext" => (Neighbour::Next, false),
            "near" => (Neighbour::Near, true),
            "notnear" => (Neighbour::Near, false),
            _ => return None,
        };
        let alternatives = alternatives.split('/').map(str::trim).filter(|alternative| !alternative.is_empty());
        Some(Clause { place, wanted, alternatives: alternatives.map(atoms).collect::<Option<_>>()? })
    }

    fn holds(&self, text: &str, range: Span) -> bool {
        let found = match self.place {
            Neighbour::Previous => self.any(|atoms| ends_with(before(text, range.start), atoms)),
            Neighbour::Next => self.any(|atoms| starts_with(after(text, range.end), atoms)),
            Neighbour::Near => {
                let sentence = slice(text, sentence::around(text, range));
                self.any(|atoms| sentence.char_indices().any(|(at, _)| starts_with(after(sentence, at), atoms)))
            }
        };
        found == self.wanted
    }

    fn any(&self, matches: impl Fn(&[Atom]) -> bool) -> bool {
        self.alternatives.iter().any(|atoms| matches(atoms))
    }
}

fn atoms(alternative: &str) -> Option<Vec<Atom>> {
    let mut characters = alternative.chars();
    let mut atoms = Vec::new();
    while let Some(c) = characters.next() {
        atoms.push(match c {
            '\\' => match characters.next()? {
                'd' => Atom::Numeral,
                'h' => Atom::Han,
                'p' => Atom::PunctuationOrEdge,
                _ => return None,
            },
            '^' | '$' => Atom::LineEdge,
            _ => Atom::Literal(c),
        });
    }
    Some(atoms)
}

fn starts_with(text: &str, atoms: &[Atom]) -> bool {
    let mut characters = text.chars();
    atoms.iter().all(|atom| atom.accepts(characters.next()))
}

fn ends_with(text: &str, atoms: &[Atom]) -> bool {
    let mut characters = text.chars().rev();
    atoms.iter().rev().all(|atom| atom.accepts(characters.next()))
}

impl Atom {
    /// Whether `c` (nothing at the edge of the text) fits.
    fn accepts(self, c: Option<char>) -> bool {
        let is_edge = c.is_none_or(|c| matches!(c, '\n' | '\r'));
        match self {
            Atom::Literal(wanted) => c == Some(wanted),
            Atom::Numeral => c.is_some_and(|c| c.is_numeric() || is_chinese_numeral(c)),
            Atom::Han => c.is_some_and(chars::is_han),
            Atom::PunctuationOrEdge => is_edge || c.is_some_and(|c| !c.is_alphanumeric()),
            Atom::LineEdge => is_edge,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether the condition holds for 词 in `text`.
    fn holds(condition: &str, text: &str) -> bool {
        let at = text.find('词').expect("the text holds 词");
        Conditions::parse(condition).expect("the grammar is right").hold(text, Span::new(at, at + 3))
    }

    #[test]
    fn neighbours_are_wanted_or_unwanted() {
        assert!(holds("-", "词"));
        assert!(holds("prev=甲乙/丙", "甲乙词") && holds("prev=甲乙/丙", "丙词") && !holds("prev=甲乙/丙", "乙词"));
        assert!(holds("notnext=甲", "词乙") && !holds("notnext=甲", "词甲"));
        assert!(holds("prev=甲; notnext=乙", "甲词") && !holds("prev=甲; notnext=乙", "甲词乙"));
    }

    #[test]
    fn tokens_stand_for_classes_and_edges() {
        assert!(holds("prev=\\d", "3词") && holds("prev=\\d", "三词") && !holds("prev=\\d", "甲词"));
        assert!(
            holds("next=\\p", "词。")
                && holds("next=\\p", "词\n")
                && holds("next=\\p", "词")
                && !holds("next=\\p", "词甲")
        );
        assert!(holds("next=\\h", "词甲") && !holds("next=\\h", "词。"));
        assert!(holds("prev=^", "词") && holds("prev=^", "甲\n词") && !holds("prev=^", "甲词"));
        assert!(holds("next=的$", "词的") && !holds("next=的$", "词的甲"));
    }

    #[test]
    fn near_looks_at_the_sentence_only() {
        assert!(holds("near=鱼", "鱼在水里，词。") && !holds("near=鱼", "鱼在水里。词。"));
        assert!(!holds("notnear=鱼", "词，鱼。"));
    }

    #[test]
    fn a_broken_grammar_is_refused() {
        for condition in ["before=甲", "prev", "prev=\\x"] {
            assert!(Conditions::parse(condition).is_none(), "{condition}");
        }
    }
}
