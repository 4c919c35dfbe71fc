//! Content controls and fields: what nothing may be put into but their own content.

use crate::text::Span;

/// What holds the place that a walk has got to.
#[derive(Debug, Default)]
pub(super) struct Held {
    /// How deep the elements stand that are open and hold what is in them.
    elements: Vec<usize>,
    /// Fields that are open, and those of them that end with the run.
    fields: usize,
    ending: usize,
    /// Where the outermost began: in the part, and among the text elements.
    start: usize,
    first: usize,
    /// Whether it holds whole paragraphs.
    spans_paragraphs: bool,
}

/// The outermost control or field around some text elements, all in one paragraph.
pub(super) struct Holder {
    /// The first of the text elements.
    pub(super) first: usize,
    /// Its bytes in the part.
    pub(super) range: Span,
}

impl Held {
    /// Whether some control or field is open.
    pub(super) fn is_open(&self) -> bool {
        !self.elements.is_empty() || self.fields > 0
    }

    /// An element opens at byte `start`, under `depth` others, before the text element `first`.
    pub(super) fn open_element(&mut self, depth: usize, start: usize, first: usize) {
        self.begin(start, first);
        self.elements.push(depth);
    }

    /// The element under `depth` others closes, whichever it is, before byte `end`.
    pub(super) fn close_element(&mut self, depth: usize, end: usize) -> Option<Holder> {
        if self.elements.last() != Some(&depth) {
            return None;
        }
        self.elements.pop();
        self.end(end)
    }

    /// A field begins in the run at byte `run`.
    pub(super) fn begin_field(&mut self, run: usize, first: usize) {
        self.begin(run, first);
        self.fields += 1;
    }

    /// A field ends in the run that is open.
    pub(super) fn end_field(&mut self) {
        self.ending += 1;
    }

    /// A run closes before byte `end`.
    pub(super) fn close_run(&mut self, end: usize) -> Option<Holder> {
        let ending = std::mem::take(&mut self.ending).min(self.fields);
        if ending == 0 {
            return None;
        }
        self.fields -= ending;
        self.end(end)
    }

    /// A paragraph opens that is in no other.
    pub(super) fn open_paragraph(&mut self) {
        self.spans_paragraphs |= self.is_open();
    }

    fn begin(&mut self, start: usize, first: usize) {
        if !self.is_open() {
            (self.start, self.first, self.spans_paragraphs) = (start, first, false);
        }
    }

    fn end(&self, end: usize) -> Option<Holder> {
        let is_whole = !self.is_open() && !self.spans_paragraphs;
        is_whole.then_some(Holder { first: self.first, range: Span::new(self.start, end) })
    }
}
