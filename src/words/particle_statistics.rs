//! 的, 地 and 得 for one another, where good texts hardly ever write the one that stands there. A writer who mistakes them
//! does it all through: where some are sure, others are believed more easily.

use super::particles::Particle;
use super::titles::titles;
use crate::model::Parts;
use crate::model::alphabet::{EDGE, Line, Symbol, is_character, to_char};
use crate::model::particles::{self, PARTICLES};
use crate::structure::Structure;
use crate::text::{Span, Spans, slice};

/// The log-odds from which one particle is told of as another. What people mistake is 的 for the others; the others for 的
/// seldom, and much that looks like it is a place (活动地) or something that must be done (得赶路).
const TOLD: [[f32; 3]; 3] = [[0.0, 4.0, 3.5], [5.5, 0.0, 5.0], [5.5, 5.0, 0.0]];
/// How much less is asked for where the draft has made the same mistake before, and how much surer that must be.
const HABIT: f32 = 1.0;
const SURE: f32 = 1.0;
/// The level of a common word.
const COMMON: u8 = 4;

/// A particle that may stand for another.
struct Doubtful {
    particle: Particle,
    seen: usize,
    meant: usize,
    log_odds: f32,
}

/// The particles of a draft that hardly ever stand where they do, in order.
pub(super) fn particles(parts: &Parts, text: &str, structure: &Structure) -> Vec<Particle> {
    let titles = titles(text, structure);
    let doubtful: Vec<Doubtful> = structure
        .paragraphs
        .iter()
        .flat_map(|paragraph| {
            let line = Line::read(slice(text, paragraph.range), paragraph.range.start);
            let places = 0..line.symbols.len();
            places.filter_map(|place| doubtful(parts, &line, place)).collect::<Vec<_>>()
        })
        .filter(|doubtful| is_free(structure, &titles, doubtful.particle.range))
        .collect();
    let mut is_habit = [[false; 3]; 3];
    for one in &doubtful {
        if let Some(habit) = is_habit.get_mut(one.seen).and_then(|row| row.get_mut(one.meant)) {
            *habit |= one.log_odds >= threshold(one.seen, one.meant) + SURE;
        }
    }
    let is_told = |one: &Doubtful| {
        let habit = is_habit.get(one.seen).and_then(|row| row.get(one.meant)).is_some_and(|&is_habit| is_habit);
        one.log_odds >= threshold(one.seen, one.meant) - if habit { HABIT } else { 0.0 }
    };
    doubtful.into_iter().filter(is_told).map(|one| one.particle).collect()
}

fn threshold(seen: usize, meant: usize) -> f32 {
    TOLD.get(seen).and_then(|row| row.get(meant)).copied().unwrap_or(f32::INFINITY)
}

fn is_free(structure: &Structure, titles: &Spans, range: Span) -> bool {
    !structure.touches_marker(range) && titles.at(range.start).is_none()
}

/// The particle at `place`, where another is likelier.
fn doubtful(parts: &Parts, line: &Line, place: usize) -> Option<Doubtful> {
    let symbol = |place: usize| line.symbols.get(place).copied().unwrap_or(EDGE);
    let seen = particles::number(symbol(place))?;
    let likelihoods = parts.particles?.likelihoods(&line.symbols, place);
    let likeliest = likelihoods.iter().copied().enumerate().max_by(|(_, one), (_, other)| one.total_cmp(other));
    let (meant, likelihood) = likeliest.filter(|(meant, _)| *meant != seen)?;
    let log_odds = likelihood - likelihoods.get(seen)?;
    let is_told = log_odds >= threshold(seen, meant) - HABIT && is_clear(parts, line, place);
    if !is_told || is_part_of_another_word(parts, line, place, meant) {
        return None;
    }
    let start = *line.offsets.get(place)?;
    let range = Span::new(start, start + to_char(symbol(place))?.len_utf8());
    let right = ["的", "地", "得"].get(meant).copied()?;
    let particle = Particle { range, right, why: why(parts, line, place, meant), log_odds: Some(log_odds) };
    Some(Doubtful { particle, seen, meant, log_odds })
}

/// Whether it shows what stands there: a character on both sides, and no other particle, which may be wrong itself; and no
/// word that what is no 的 is part of (土地, 地球, 心得).
fn is_clear(parts: &Parts, line: &Line, place: usize) -> bool {
    let symbol = |place: usize| line.symbols.get(place).copied().unwrap_or(EDGE);
    let (seen, left, right) = (symbol(place), symbol(place.saturating_sub(1)), symbol(place + 1));
    let is_particle = |symbol: Symbol| particles::number(symbol).is_some();
    let is_word = |pair: [Symbol; 2]| parts.lexicon.level(&pair) >= COMMON;
    let stands_free = [left, right].into_iter().all(|beside| is_character(beside) && !is_particle(beside));
    stands_free && (seen == PARTICLES[0] || !is_word([left, seen]) && !is_word([seen, right]))
}

/// Whether the one that was meant would only seem to be right because it makes a word with a neighbour: 相近的点 is no 地点,
/// 抽取的规则 no 取得.
fn is_part_of_another_word(parts: &Parts, line: &Line, place: usize, meant: usize) -> bool {
    let symbol = |place: usize| line.symbols.get(place).copied().unwrap_or(EDGE);
    let before = |distance: usize| place.checked_sub(distance).map_or(EDGE, symbol);
    let particle = PARTICLES.get(meant).copied().unwrap_or(EDGE);
    let level = |pair: [Symbol; 2]| parts.lexicon.level(&pair);
    let ends_word = level([before(1), particle]) >= COMMON;
    match meant {
        // 一遍一遍地 is said of how, whatever 遍地 means.
        1 => level([particle, symbol(place + 1)]) >= COMMON || ends_word && before(1) != before(3),
        2 => ends_word && level([before(2), before(1)]) > 0,
        _ => false,
    }
}

/// What speaks for the one that was meant.
fn why(parts: &Parts, line: &Line, place: usize, meant: usize) -> String {
    let symbol = |place: usize| line.symbols.get(place).copied().unwrap_or(EDGE);
    let particle = PARTICLES.get(meant).copied().unwrap_or(EDGE);
    let pairs = [[symbol(place.saturating_sub(1)), particle], [particle, symbol(place + 1)]];
    let word = pairs.into_iter().filter(|pair| pair.iter().all(|&symbol| is_character(symbol)));
    match word.max_by_key(|pair| parts.lexicon.level(pair)) {
        Some(pair) if meant > 0 && parts.lexicon.level(&pair) >= COMMON => {
            format!("“{}”是一个词", pair.into_iter().filter_map(to_char).collect::<String>())
        }
        _ => match meant {
            0 => "这里前面修饰后面的名词".to_owned(),
            1 => "前面说的是后面动作的方式".to_owned(),
            _ => "后面说的是结果或程度".to_owned(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Model;

    fn mended(text: &str) -> String {
        let model = Model::shipped().unwrap();
        let mut found = particles(&model.parts().unwrap(), text, &Structure::parse(text));
        let mut now = text.to_owned();
        found.reverse();
        found.iter().for_each(|particle| now.replace_range(particle.range.range(), particle.right));
        now
    }

    #[test]
    fn what_good_texts_hardly_ever_write_is_told_of() {
        for (seen, meant) in [
            ("这次演练取的了很好的效果。", "这次演练取得了很好的效果。"),
            ("会议室里坐得满满当当得人群", "会议室里坐得满满当当的人群"),
            ("党得建设是我们事业的根本保证。", "党的建设是我们事业的根本保证。"),
        ] {
            assert_eq!(mended(seen), meant);
        }
    }

    #[test]
    fn places_and_what_must_be_done_are_left_alone() {
        for text in [
            "村里把这块地平整出来，建成产业集聚地。",
            "天黑前他还得赶回县城。",
            "革命老区是红军的诞生地和根据地。",
            "这些体会是他多年学习的心得，不一定对。",
            "《小小的我》在县剧院上演。",
            "抽取的规则由系统执行，相近的点往往也会趋近。",
        ] {
            assert_eq!(mended(text), text);
        }
    }
}
