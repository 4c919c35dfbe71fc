//! Takes out of texts what sites left in them, before anything is counted: known watermarks, and lines of web pages around
//! the text. Line by line, so that lines keep their numbers; what else the residue rules know looks at whole drafts.

use std::borrow::Cow;

use super::{LearnError, LearnErrorKind};
use crate::knowledge::furniture::may_be_furniture;
use crate::knowledge::watermarks::Watermarks;

/// Cleans lines.
pub(super) struct Cleaner {
    watermarks: Watermarks,
}

impl Cleaner {
    /// One that knows the patterns that ship with the program.
    pub(super) fn new() -> Result<Cleaner, LearnError> {
        let watermarks =
            Watermarks::new(&[]).map_err(|error| LearnError::new(LearnErrorKind::Input, error.to_string()))?;
        Ok(Cleaner { watermarks })
    }

    /// The line without residue; empty where it is nothing else.
    pub(super) fn clean<'a>(&self, line: &'a str) -> Cow<'a, str> {
        if may_be_furniture(line.trim()) {
            return Cow::Borrowed("");
        }
        let found = self.watermarks.find(line);
        if found.is_empty() {
            return Cow::Borrowed(line);
        }
        let mut left = String::with_capacity(line.len());
        let mut from = 0;
        // What only may be a watermark is cut as well: the corpus is large, and no text is harmed.
        for site in found {
            left.push_str(line.get(from..site.range.start).unwrap_or_default());
            from = site.range.end;
        }
        left.push_str(line.get(from..).unwrap_or_default());
        Cow::Owned(left)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn residue_goes_and_text_stays() {
        let cleaner = Cleaner::new().unwrap();
        assert_eq!(cleaner.clean("会议强调，要抓好落实。"), "会议强调，要抓好落实。");
        assert_eq!(cleaner.clean("　来源：江州日报"), "");
        assert_eq!(cleaner.clean("要抓好本资料权属好文章资源网严禁复制剽窃落实。"), "要抓好落实。");
    }
}
