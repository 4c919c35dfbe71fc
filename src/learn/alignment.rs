//! What has to be done to a sentence to make another of it.

use crate::finding::Edit;
use crate::text::Span;

/// The fewest edits that make `meant` of `seen`: one for each character replaced, one for each run put in or taken out.
pub(super) fn edits(seen: &str, meant: &str) -> Vec<Edit> {
    let offsets: Vec<usize> = seen.char_indices().map(|(at, _)| at).chain([seen.len()]).collect();
    let offset = |index: usize| offsets.get(index).copied().unwrap_or(seen.len());
    let [seen, meant]: [Vec<char>; 2] = [seen, meant].map(|text| text.chars().collect());
    if seen == meant {
        return Vec::new();
    }
    let costs = Costs::of(&seen, &meant);
    let mut found: Vec<Edit> = Vec::new();
    let (mut from, mut to) = (0, 0);
    while from < seen.len() || to < meant.len() {
        let here = costs.at(from, to);
        let (left, right) = (seen.get(from), meant.get(to));
        let both = costs.at(from + 1, to + 1);
        match (left, right) {
            (Some(left), Some(right)) if left == right && both == here => (from, to) = (from + 1, to + 1),
            (Some(_), Some(right)) if both + 1 == here => {
                found.push(Edit::replace(offset(from)..offset(from + 1), right.to_string()));
                (from, to) = (from + 1, to + 1);
            }
            (Some(_), _) if costs.at(from + 1, to) + 1 == here => {
                take_out(&mut found, Span::new(offset(from), offset(from + 1)));
                from += 1;
            }
            (_, right) => {
                put_in(&mut found, offset(from), right.into_iter().collect());
                to += 1;
            }
        }
    }
    found
}

fn take_out(found: &mut Vec<Edit>, taken: Span) {
    match found.last_mut() {
        Some(last) if last.new_text.is_empty() && last.range.end == taken.start => last.range = last.range.hull(taken),
        _ => found.push(Edit::delete(taken)),
    }
}

fn put_in(found: &mut Vec<Edit>, at: usize, put: String) {
    match found.last_mut() {
        Some(last) if last.range == Span::empty(at) => last.new_text.push_str(&put),
        _ => found.push(Edit::insert(at, put)),
    }
}

/// By how much is still to come of both: the edits that it takes.
struct Costs {
    width: usize,
    cells: Vec<u32>,
}

impl Costs {
    fn of(seen: &[char], meant: &[char]) -> Costs {
        let width = meant.len() + 1;
        let mut costs = Costs { width, cells: vec![0; (seen.len() + 1) * width] };
        for from in (0..=seen.len()).rev() {
            for to in (0..=meant.len()).rev() {
                let cost = match (seen.get(from), meant.get(to)) {
                    (Some(one), Some(other)) if one == other => costs.at(from + 1, to + 1),
                    (Some(_), Some(_)) => {
                        1 + costs.at(from + 1, to + 1).min(costs.at(from + 1, to)).min(costs.at(from, to + 1))
                    }
                    _ => (seen.len() - from).max(meant.len() - to) as u32,
                };
                if let Some(cell) = costs.cells.get_mut(from * width + to) {
                    *cell = cost;
                }
            }
        }
        costs
    }

    /// More than can be where there is nothing left of either.
    fn at(&self, from: usize, to: usize) -> u32 {
        let cell = if to < self.width { self.cells.get(from * self.width + to) } else { None };
        cell.copied().unwrap_or(u32::MAX / 2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What edits make of a text.
    fn edited(text: &str, edits: &[Edit]) -> String {
        let mut now = text.to_owned();
        edits.iter().rev().for_each(|edit| now.replace_range(edit.range.range(), &edit.new_text));
        now
    }

    #[test]
    fn edits_are_as_few_as_can_be_and_make_one_of_the_other() {
        for (seen, meant, count) in [
            ("抓好落实", "抓好落实", 0),
            ("抓好落时工作", "狠抓好落实工作", 2),
            ("工作作风", "工作风", 1),
            ("工作", "各项工作任务", 2),
            ("超过五人以上", "超过五人", 1),
            ("", "开会", 1),
            ("散会", "", 1),
            ("甲乙丙", "丁戊己", 3),
        ] {
            let found = edits(seen, meant);
            assert_eq!(found.len(), count, "{seen}");
            assert_eq!(edited(seen, &found), meant);
        }
    }
}
