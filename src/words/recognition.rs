//! Whether a draft came out of character recognition: then look-alikes are more likely than elsewhere (zh-rules WD409).

use std::collections::BTreeSet;

use super::confusables::Listed;
use crate::model::Parts;
use crate::structure::Structure;
use crate::structure::paragraph::is_running_text;
use crate::text::{after, before, chars, slice};

/// Distinct signs that it takes.
const SIGNS: usize = 3;
/// Level of a word that a space has split.
const COMMON_WORD: u8 = 4;

/// The distinct signs that a draft shows: look-alikes of the list, look-alikes that the model is sure of (each with the
/// character before it), words with a space in them.
pub(super) fn signs<'a>(
    parts: &Parts,
    text: &'a str,
    structure: &Structure,
    listed: &[Listed],
    of_model: impl Iterator<Item = &'a str>,
) -> BTreeSet<&'a str> {
    let of_list = listed.iter().filter(|(_, entry)| entry.looks_alike).map(|(range, _)| slice(text, *range));
    of_list.chain(of_model).chain(split_words(parts, text, structure)).collect()
}

/// Whether the signs beside `judged`, which is no evidence for itself, are enough.
pub(super) fn is_likely(signs: &BTreeSet<&str>, judged: &str) -> bool {
    signs.iter().filter(|sign| **sign != judged).count() >= SIGNS
}

/// Words of two characters with a space between them, in running text.
fn split_words<'a>(parts: &Parts, text: &'a str, structure: &Structure) -> Vec<&'a str> {
    let lines = structure.paragraphs.iter().map(|paragraph| slice(text, paragraph.range));
    let running = lines.filter(|line| line.contains(' ') && is_running_text(line));
    running.flat_map(|line| line.match_indices(' ').filter_map(|(at, _)| split_word(parts, line, at))).collect()
}

/// The word that a space at `at` splits.
fn split_word<'a>(parts: &Parts, line: &'a str, at: usize) -> Option<&'a str> {
    let left = before(line, at).chars().next_back().filter(|&c| chars::is_han(c))?;
    let right = after(line, at + 1).chars().next().filter(|&c| chars::is_han(c))?;
    let word = [u16::try_from(u32::from(left)).ok()?, u16::try_from(u32::from(right)).ok()?];
    let is_word = parts.lexicon.level(&word) >= COMMON_WORD;
    is_word.then(|| slice(line, at - left.len_utf8()..at + 1 + right.len_utf8()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Model;
    use crate::words::confusables::CONFUSABLES;

    fn is_recognised(text: &str) -> bool {
        let model = Model::shipped().expect("a model ships with the program");
        let parts = model.parts().expect("the shipped model is sound");
        is_likely(&signs(&parts, text, &Structure::parse(text), &CONFUSABLES.find(text), std::iter::empty()), "")
    }

    #[test]
    fn three_distinct_signs_are_enough() {
        assert!(is_recognised("千部群众要关干做好流域的冶理。"));
        assert!(!is_recognised("千部群众要带头，千部群众要跟上，千部群众要参与。"));
    }

    #[test]
    fn words_with_a_space_in_them_are_signs_in_running_text_only() {
        let line = "这次会 议的主要任务是总结今年以来的工 作，安排部署明年的农田水利建 设，动员各级各部门真抓实干。";
        assert!(is_recognised(line));
        assert!(!is_recognised("会 议议程\n工 作安排\n建 设任务"));
        let names =
            "参加会议的有：主 任 王伟，委 员 张三，秘 书 赵六，以及各部门负责同志，会议由王伟同志主持，时间半天。";
        assert!(!is_recognised(names));
    }
}
