//! Decisions that shape a random draft.

/// Decisions drawn at random. Nought is the plainest choice, so that shrinking them shrinks the draft.
pub(crate) struct Choices<'a> {
    values: &'a [u16],
    next: usize,
}

impl<'a> Choices<'a> {
    pub(crate) fn new(values: &'a [u16]) -> Self {
        Choices { values, next: 0 }
    }

    /// One of `count` choices.
    pub(crate) fn pick(&mut self, count: usize) -> usize {
        let value = self.values.get(self.next).copied().unwrap_or(0);
        self.next += 1;
        usize::from(value) % count
    }

    pub(crate) fn one_of<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.pick(from.len())]
    }

    /// True in `percent` of a hundred draws.
    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.pick(100) >= 100 - percent
    }
}
