//! A place has more possible readings than can be weighed: those that go best with their neighbours come first.

/// What a reading must gain to be weighed.
pub(super) const LEAST_GAIN: f32 = 2.0;

/// The `most` that promise most, in no order.
pub(super) fn most_promising<T>(mut all: Vec<(f32, T)>, most: usize) -> impl Iterator<Item = T> {
    if all.len() > most {
        all.select_nth_unstable_by(most, |(one, _), (other, _)| other.total_cmp(one));
        all.truncate(most);
    }
    all.into_iter().map(|(_, reading)| reading)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_are_kept() {
        let all = [(1.0, 'a'), (-3.0, 'b'), (2.5, 'c'), (f32::NEG_INFINITY, 'd'), (0.0, 'e')];
        let mut best: Vec<char> = most_promising(all.to_vec(), 3).collect();
        best.sort_unstable();
        assert_eq!(best, ['a', 'c', 'e']);
        assert_eq!(most_promising(all.to_vec(), 9).count(), 5);
    }
}
