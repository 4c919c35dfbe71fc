//! One slip in a correct draft: which item it hits, and what the text becomes.

use std::ops::Range;

use crate::choices::Choices;
use crate::class::{Class, LEVELS, SPOKEN};
use crate::draft::{Draft, Item};

/// The ways in which numbering goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// Some other number.
    Renumber,
    /// The number of a neighbour.
    Duplicate,
    /// Two neighbours have each other's number.
    Swap,
    /// The marker of another class.
    Restyle,
    /// The item is gone.
    DropItem,
    /// The marker is gone, its text has stayed.
    DropNumber,
}

pub(crate) const KINDS: [Kind; 6] =
    [Kind::Renumber, Kind::Duplicate, Kind::Swap, Kind::Restyle, Kind::DropItem, Kind::DropNumber];

/// A corrupted draft.
#[derive(Debug, Clone)]
pub(crate) struct Corrupted {
    pub(crate) text: String,
    /// Where a finding is due; any of these will do.
    pub(crate) places: Vec<Range<usize>>,
    /// What the first fix should give. For a dropped item the text cannot come back: the rest is renumbered.
    pub(crate) restored: String,
}

/// Makes one slip of `kind`; `None` where the draft has no item for it, or the slip makes another correct draft.
pub(crate) fn corrupt(draft: &Draft, kind: Kind, choices: &mut Choices<'_>) -> Option<Corrupted> {
    let candidates: Vec<usize> = (0..draft.items.len()).filter(|&item| is_candidate(draft, item, kind)).collect();
    if candidates.is_empty() {
        return None;
    }
    let item = candidates[choices.pick(candidates.len())];
    match kind {
        Kind::Renumber => renumber(draft, item, choices.pick(10) + 1),
        Kind::Duplicate => {
            let neighbours = neighbours(draft, item);
            renumber(draft, item, neighbours[choices.pick(neighbours.len())].number)
        }
        Kind::Swap => swap(draft, item),
        Kind::Restyle => restyle(draft, item, choices),
        Kind::DropItem | Kind::DropNumber => drop(draft, item, kind),
    }
}

fn is_candidate(draft: &Draft, index: usize, kind: Kind) -> bool {
    let item = &draft.items[index];
    let siblings = draft.siblings(item.series);
    let place = siblings.iter().position(|other| other.marker == item.marker).unwrap();
    // 首先 and 其次 carry no number.
    if item.class == Class::Adverb || (item.class == Class::AdverbThenOrdinal && item.number == 1) {
        return false;
    }
    match kind {
        Kind::Renumber | Kind::Duplicate => true,
        // Of two items, the first one sets the style.
        Kind::Restyle => siblings.len() > 2 || place == 1,
        // Without its last item a series is as correct as before.
        Kind::Swap | Kind::DropNumber => place + 1 < siblings.len(),
        Kind::DropItem => siblings.get(place + 1).is_some_and(|next| next.parent == item.parent),
    }
}

fn neighbours<'a>(draft: &'a Draft, index: usize) -> Vec<&'a Item> {
    let item = &draft.items[index];
    let near = |other: &&&'a Item| other.number.abs_diff(item.number) == 1;
    draft.siblings(item.series).iter().filter(near).copied().collect()
}

fn renumber(draft: &Draft, index: usize, number: usize) -> Option<Corrupted> {
    let item = &draft.items[index];
    // The first item of a section that is numbered 1 starts afresh, as it may.
    let opens_section = index.checked_sub(1).is_none_or(|before| Some(before) == item.parent);
    let changes = number != item.number
        && !(number == 1 && opens_section)
        && !(number == 1 && item.class == Class::AdverbThenOrdinal);
    let label = draft.in_width(&item.class.label(number));
    changes.then(|| {
        let text = splice(&draft.text, &[(item.marker.clone(), label.clone())]);
        let place = item.marker.start..item.marker.start + label.len();
        Corrupted { text, places: vec![place], restored: draft.text.clone() }
    })
}

fn swap(draft: &Draft, index: usize) -> Option<Corrupted> {
    let first = &draft.items[index];
    let second = draft.items.iter().find(|item| item.series == first.series && item.number == first.number + 1)?;
    let labels = [second, first].map(|item| draft.in_width(&item.class.label(item.number)));
    let [new_first, new_second] = labels;
    let shift = new_first.len() as isize - first.marker.len() as isize;
    let start = second.marker.start.strict_add_signed(shift);
    let places = vec![first.marker.start..first.marker.start + new_first.len(), start..start + new_second.len()];
    let text = splice(&draft.text, &[(first.marker.clone(), new_first), (second.marker.clone(), new_second)]);
    Some(Corrupted { text, places, restored: draft.text.clone() })
}

fn restyle(draft: &Draft, index: usize, choices: &mut Choices<'_>) -> Option<Corrupted> {
    let item = &draft.items[index];
    let own = if item.class == Class::AdverbThenOrdinal { Class::Ordinal } else { item.class };
    let following = &draft.text[item.marker.end..];
    let can_take = |class: &Class| *class != own && (*class != Class::Must || following.starts_with('要'));
    let classes: Vec<Class> = LEVELS.into_iter().chain(SPOKEN).filter(can_take).collect();
    let class = classes[choices.pick(classes.len())];
    if makes_sense_elsewhere(draft, index, class) {
        return None;
    }
    // 要 is a verb as well as half of a marker: it stays in the text.
    let mut label = draft.in_width(&class.label(item.number));
    let mut range = item.marker.clone();
    match (own, class) {
        (Class::Must, _) => label.push('要'),
        (_, Class::Must) => range.end += '要'.len_utf8(),
        _ => {}
    }
    let place = item.marker.start..item.marker.start + label.len();
    let text = splice(&draft.text, &[(range, label)]);
    Some(Corrupted { text, places: vec![place], restored: draft.text.clone() })
}

/// Whether the item, in its new style, is the next one of a series that it stands in, and missed in its own by none.
fn makes_sense_elsewhere(draft: &Draft, index: usize, class: Class) -> bool {
    let item = &draft.items[index];
    let is_last = |item: &Item| draft.siblings(item.series).last().is_some_and(|last| last.marker == item.marker);
    let mut above = item.parent;
    while let Some(parent) = above.map(|parent| &draft.items[parent]) {
        if parent.class == class && parent.number + 1 == item.number {
            return is_last(item) && is_last(parent);
        }
        above = parent.parent;
    }
    false
}

fn drop(draft: &Draft, index: usize, kind: Kind) -> Option<Corrupted> {
    let item = &draft.items[index];
    let siblings = draft.siblings(item.series);
    let place = siblings.iter().position(|other| other.marker == item.marker)?;
    let next = siblings.get(place + 1)?;
    let gone = match kind {
        Kind::DropItem => item.marker.start..next.marker.start,
        _ => item.marker.clone(),
    };
    let text = splice(&draft.text, &[(gone.clone(), String::new())]);
    let later = siblings.iter().filter(|sibling| sibling.number > item.number);
    let mut edits = vec![(gone.clone(), String::new())];
    edits.extend(
        later.map(|sibling| (sibling.marker.clone(), draft.in_width(&sibling.class.label(sibling.number - 1)))),
    );
    let start = next.marker.start - gone.len();
    Some(Corrupted {
        text,
        places: std::iter::once(start..start + next.marker.len()).collect(),
        restored: splice(&draft.text, &edits),
    })
}

fn splice(text: &str, edits: &[(Range<usize>, String)]) -> String {
    let mut result = String::new();
    let mut at = 0;
    for (range, new_text) in edits {
        result.push_str(&text[at..range.start]);
        result.push_str(new_text);
        at = range.end;
    }
    result + &text[at..]
}
