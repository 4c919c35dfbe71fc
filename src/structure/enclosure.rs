//! Which quotation or bracket a marker stands in.

use super::marker::Marker;
use super::pairs::Pairs;

/// For each marker, where the innermost pair around it opens.
pub(super) fn enclosures(markers: &[Marker], quotes: &Pairs, brackets: &Pairs) -> Vec<Option<usize>> {
    let mut pairs: Vec<(usize, usize)> = quotes
        .matched
        .iter()
        .chain(&brackets.matched)
        .map(|pair| (pair.open.start, pair.close.start))
        .filter(|(open, close)| open < close)
        .collect();
    pairs.sort_unstable();
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut next = 0;
    markers
        .iter()
        .map(|marker| {
            while let Some(&pair) = pairs.get(next).filter(|(start, _)| *start < marker.range.start) {
                open.push(pair);
                next += 1;
            }
            // Pairs that have closed under one that is still open wait there: only the innermost is asked for.
            while open.pop_if(|(_, close)| *close <= marker.range.start).is_some() {}
            open.last().map(|(start, _)| *start)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::Structure;
    use crate::text::before;

    /// For each marker the column where its innermost pair opens.
    fn opens(text: &str) -> Vec<Option<usize>> {
        let structure = Structure::parse(text);
        let opens = enclosures(&structure.markers, &structure.quotes, &structure.brackets);
        opens.into_iter().map(|at| at.map(|at| before(text, at).chars().count())).collect()
    }

    #[test]
    fn the_innermost_open_pair_counts() {
        assert_eq!(opens("一是甲（二是乙（三是丙）。四是丁）。五是戊"), [None, Some(3), Some(7), Some(3), None]);
    }

    #[test]
    fn pairs_that_cross_close_in_any_order() {
        assert_eq!(opens("（甲“一是乙）。二是丙”。三是丁"), [Some(2), Some(2), None]);
    }
}
