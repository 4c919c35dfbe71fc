//! A report on its way out, draft by draft.

use std::io::{self, Seek, Write};

use tempfile::SpooledTempFile;

use super::{Checked, Ending, Format, Fragment, Listed, Opening, Totals};
use crate::cli::problem::Problem;
use crate::finding::Finding;
use crate::text::{Document, Encoding};

/// Sections that wait for the opening are in memory up to so many bytes, and in a temporary file from there on.
const IN_MEMORY: usize = 4 << 20;

/// A draft that is ready to be shown.
#[derive(Debug)]
pub(crate) enum Part {
    /// Rendered already, by the thread that checked it.
    Rendered(Fragment),
    /// To be rendered once it is known how many of its findings are to be shown.
    Held { path: String, encoding: Encoding, document: Document, findings: Vec<Finding> },
}

/// Puts a report together.
pub(crate) struct Writer<'a, Sink> {
    format: &'a dyn Format,
    sink: Sink,
    /// Where the sections are until the opening is known.
    waiting: Option<SpooledTempFile>,
    /// How many findings may still be shown.
    room: Option<usize>,
    omitted: usize,
    drafts: Vec<Listed>,
    is_first: bool,
    result: io::Result<()>,
}

impl<'a, Sink: Write> Writer<'a, Sink> {
    /// Begins a report of at most so many findings.
    pub(crate) fn new(format: &'a dyn Format, sink: Sink, most: Option<usize>) -> Self {
        let mut writer = Writer {
            format,
            sink,
            waiting: None,
            room: most,
            omitted: 0,
            drafts: Vec::new(),
            is_first: true,
            result: Ok(()),
        };
        match format.opening() {
            Opening::Fixed(text) => writer.put(text),
            Opening::Late(_) => writer.waiting = Some(SpooledTempFile::new(IN_MEMORY)),
        }
        writer
    }

    /// Adds the next draft.
    pub(crate) fn add(&mut self, part: Part) {
        let fragment = match part {
            Part::Rendered(fragment) => fragment,
            Part::Held { path, encoding, document, findings } => {
                let shown = self.room.map_or(findings.len(), |room| room.min(findings.len()));
                let checked = Checked {
                    path: &path,
                    encoding,
                    document: &document,
                    findings: findings.get(..shown).unwrap_or(&findings),
                    fixed: None,
                };
                let fragment = Fragment::new(self.format, &checked);
                self.room = self.room.map(|room| room - shown);
                self.omitted += findings.len() - shown;
                Fragment { found: findings.len(), ..fragment }
            }
        };
        let section = self.format.section(&fragment);
        let Fragment { path, found, items, .. } = fragment;
        self.drafts.push(Listed { path, found, shown: items.len() });
        if !section.is_empty() {
            if !std::mem::take(&mut self.is_first) {
                self.put(self.format.separator());
            }
            self.put(&section);
        }
    }

    /// Lets a reader see what there is so far.
    pub(crate) fn flush(&mut self) {
        if self.result.is_ok() {
            self.result = self.sink.flush();
        }
    }

    /// How many findings were left out so far.
    pub(crate) fn omitted(&self) -> usize {
        self.omitted
    }

    /// Ends the report.
    pub(crate) fn finish(mut self, totals: &Totals, problems: &[Problem]) -> (Sink, io::Result<()>) {
        let drafts = std::mem::take(&mut self.drafts);
        let ending = Ending { totals, problems, omitted: self.omitted, drafts: &drafts };
        let waiting = self.waiting.take();
        if let Opening::Late(opening) = self.format.opening() {
            self.put(&opening(&ending));
        }
        if let Some(mut sections) = waiting.filter(|_| self.result.is_ok()) {
            self.result = sections.rewind().and_then(|()| io::copy(&mut sections, &mut self.sink)).map(|_| ());
        }
        self.put(&self.format.closing(&ending));
        self.flush();
        (self.sink, self.result)
    }

    /// After the first failure there is no point in going on.
    fn put(&mut self, text: &str) {
        if self.result.is_ok() {
            self.result = match &mut self.waiting {
                Some(waiting) => waiting.write_all(text.as_bytes()),
                None => self.sink.write_all(text.as_bytes()),
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Concise, Html, JUnit, Json, samples};
    use super::*;

    fn held(path: &str) -> Part {
        let (document, findings) = samples::draft();
        Part::Held { path: path.to_owned(), encoding: Encoding::UTF_8, document, findings }
    }

    /// The report on two drafts with three findings each, at most so many of them.
    fn limited(format: &dyn Format, most: usize) -> String {
        let mut writer = Writer::new(format, Vec::new(), Some(most));
        writer.add(held("甲.txt"));
        writer.add(held("乙.txt"));
        let (_, findings) = samples::draft();
        let mut totals = Totals::of(&findings);
        totals += Totals::of(&findings);
        samples::written(writer.finish(&totals, &[]))
    }

    #[test]
    fn the_first_findings_are_shown_whatever_draft_they_are_from() {
        let report = limited(&Concise { color: false, summary: false }, 4);
        assert_eq!(report.matches("甲.txt").count(), 3, "{report}");
        assert_eq!(report.matches("乙.txt").count(), 1, "{report}");
        assert!(report.contains("另有 2 处没有列出"), "{report}");
        assert!(!limited(&Concise { color: false, summary: false }, 6).contains("没有列出"));
        assert_eq!(limited(&Json, 0).matches("\"code\"").count(), 0);
    }

    #[test]
    fn a_draft_whose_findings_are_not_shown_is_not_called_clean() {
        let page = limited(&Html, 1);
        assert_eq!(page.matches("<li class=\"item").count(), 1);
        assert_eq!(page.matches("<mark class=\"PU").count(), 1);
        assert!(!page.contains("没有发现问题的稿件"), "{page}");
        let suites = limited(&JUnit, 1);
        assert!(!suites.contains("没有发现问题"), "{suites}");
        assert!(suites.contains("另有 3 处没有列出"), "{suites}");
    }

    #[test]
    fn sections_wait_for_an_opening_that_the_end_decides() {
        let report = limited(&JUnit, 6);
        assert!(report.starts_with("<?xml"), "{report}");
        assert!(report.contains("tests=\"6\" failures=\"6\""), "{report}");
    }

    #[test]
    fn a_sink_that_fails_is_reported_and_not_written_to_again() {
        struct Full(usize);
        impl Write for Full {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                self.0 += 1;
                Err(io::ErrorKind::StorageFull.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let mut writer = Writer::new(&Json, Full(0), None);
        writer.add(held("甲.txt"));
        let (sink, result) = writer.finish(&Totals::default(), &[]);
        assert_eq!((sink.0, result.unwrap_err().kind()), (1, io::ErrorKind::StorageFull));
    }
}
