//! Which characters look alike: their glyphs in free fonts, drawn and compared, whole and in parts.
//!
//! Two bitmaps are as alike as their cosine. Whole glyphs are also compared a pixel apart, since scanners do not keep to
//! the grid; parts are compared where components stand, so that 浣 and 院 are found alike.

use std::fmt::Write;
use std::path::Path;

use ab_glyph::{Font, FontVec, PxScale, ScaleFont};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::likenesses::DIGITS;
use super::{LearnError, LearnErrorKind};

/// Pixels of a glyph's side.
const SIDE: usize = 32;
/// Where a component may stand: right, bottom, top, left; as first column, first row, columns, rows.
const PARTS: [[usize; 4]; 4] = [[13, 0, 19, 32], [0, 13, 32, 19], [0, 0, 32, 17], [0, 0, 18, 32]];
/// Steps by which a glyph may be out of place, right and down.
const STEPS: [(usize, usize); 5] = [(1, 1), (2, 1), (0, 1), (1, 2), (1, 0)];
/// What is less alike than this is not worth a closer look, or not alike at all.
const HARDLY: f32 = 0.4;
const ALIKE: f32 = 0.55;
/// The most alike whole glyphs, and those with the most alike parts, that are kept for a character.
const MOST_WHOLE: usize = 24;
const MOST_PARTS: usize = 14;

/// A glyph, drawn.
struct Glyph {
    /// The whole, each time another step out of place; first in place.
    whole: Vec<Vec<f32>>,
    parts: Vec<Vec<f32>>,
}

/// A character that is like another.
struct Like {
    meant: char,
    whole: f32,
    part: f32,
}

/// The table, for characters that may be `seen` and those that may have been `meant`, as the fonts at these paths draw
/// them.
pub fn glyph_table(seen: &str, meant: &str, fonts: &[&Path]) -> Result<String, LearnError> {
    let fonts = fonts.iter().map(|path| open_font(path)).collect::<Result<Vec<_>, _>>()?;
    let draw = |characters: &str| -> Vec<(char, Vec<Option<Glyph>>)> {
        let characters: Vec<char> = characters.chars().filter(|c| !c.is_whitespace()).collect();
        characters.par_iter().map(|&c| (c, fonts.iter().map(|font| Glyph::draw(font, c)).collect())).collect()
    };
    let (seen, meant) = (draw(seen), draw(meant));
    let lines: Vec<String> = seen.par_iter().map(|(c, glyphs)| line(*c, glyphs, &meant)).collect();
    Ok(lines.concat())
}

fn open_font(path: &Path) -> Result<FontVec, LearnError> {
    let bytes = std::fs::read(path).map_err(|error| LearnError::file(path, &error))?;
    let reason = |_| {
        LearnError::new(LearnErrorKind::Input, format!("{}：不是可用的字体（要 TrueType 或 OpenType）", path.display()))
    };
    FontVec::try_from_vec_and_index(bytes, 0).map_err(reason)
}

fn line(seen: char, glyphs: &[Option<Glyph>], meant: &[(char, Vec<Option<Glyph>>)]) -> String {
    let others = meant.iter().filter(|(c, _)| *c != seen);
    let mut likes: Vec<Like> = others.filter_map(|(c, others)| like(*c, glyphs, others)).collect();
    keep_most_alike(&mut likes);
    if likes.is_empty() {
        return String::new();
    }
    let digit = |likeness: f32| {
        let value = (likeness.clamp(0.0, 1.0) * 63.0).round() as usize;
        char::from(DIGITS.get(value).copied().unwrap_or(b'0'))
    };
    let mut text = format!("{seen}\t");
    for like in likes {
        let _ = write!(text, "{}{}{}", like.meant, digit(like.whole), digit(like.part));
    }
    text.push('\n');
    text
}

/// Keeps those most alike as wholes and those with the most alike parts, in the order of the characters.
fn keep_most_alike(likes: &mut Vec<Like>) {
    let mut kept = Vec::new();
    for (key, most) in [((|like: &Like| like.whole) as fn(&Like) -> f32, MOST_WHOLE), (|like| like.part, MOST_PARTS)] {
        likes.sort_by(|a, b| key(b).total_cmp(&key(a)).then(a.meant.cmp(&b.meant)));
        kept.extend(likes.iter().take(most).filter(|like| key(like) > ALIKE).map(|like| like.meant));
    }
    kept.sort_unstable();
    likes.retain(|like| kept.binary_search(&like.meant).is_ok());
    likes.sort_by_key(|like| like.meant);
}

/// How alike two characters are, on the average of the fonts that have both.
fn like(meant: char, glyphs: &[Option<Glyph>], others: &[Option<Glyph>]) -> Option<Like> {
    let (mut whole, mut part, mut fonts) = (0.0, 0.0, 0.0);
    for (one, other) in glyphs.iter().zip(others) {
        let (Some(one), Some(other)) = (one, other) else { continue };
        whole += one.whole_likeness(other);
        part += one.parts.iter().zip(&other.parts).map(|(a, b)| cosine(a, b)).fold(0.0, f32::max);
        fonts += 1.0;
    }
    (fonts > 0.0).then(|| Like { meant, whole: whole / fonts, part: part / fonts })
}

impl Glyph {
    fn draw(font: &FontVec, c: char) -> Option<Glyph> {
        let scale = PxScale::from(SIDE as f32);
        let id = font.glyph_id(c);
        if id.0 == 0 {
            return None;
        }
        let scaled = font.as_scaled(scale);
        let left = (SIDE as f32 - scaled.h_advance(id)) / 2.0;
        let base = scaled.ascent() + (SIDE as f32 - scaled.height()) / 2.0;
        let outline = font.outline_glyph(id.with_scale_and_position(scale, ab_glyph::point(left, base)))?;
        let bounds = outline.px_bounds();
        let mut pixels = vec![0.0; SIDE * SIDE];
        outline.draw(|x, y, shade| {
            let (column, row) = (i64::from(x) + bounds.min.x as i64, i64::from(y) + bounds.min.y as i64);
            if let (Ok(column), Ok(row)) = (usize::try_from(column), usize::try_from(row))
                && column < SIDE
                && let Some(pixel) = pixels.get_mut(row * SIDE + column)
            {
                *pixel = shade;
            }
        });
        let pixels = blurred(&pixels);
        Some(Glyph {
            whole: STEPS.iter().map(|&step| unit(stepped(&pixels, step))).collect(),
            parts: PARTS.iter().map(|&part| unit(cut(&pixels, part))).collect(),
        })
    }

    fn whole_likeness(&self, other: &Glyph) -> f32 {
        let Some(there) = other.whole.first() else { return 0.0 };
        let mut steps = self.whole.iter().map(|here| cosine(here, there));
        let in_place = steps.next().unwrap_or(0.0);
        if in_place > HARDLY { steps.fold(in_place, f32::max) } else { in_place }
    }
}

fn pixel(pixels: &[f32], column: Option<usize>, row: Option<usize>) -> f32 {
    let (Some(column), Some(row)) = (column, row) else { return 0.0 };
    if column < SIDE { pixels.get(row * SIDE + column).copied().unwrap_or(0.0) } else { 0.0 }
}

/// Every pixel mixed with its eight neighbours, so that strokes need not meet exactly.
fn blurred(pixels: &[f32]) -> Vec<f32> {
    let weights = [0.25, 0.5, 0.25];
    let place = |at: usize, offset: usize| (at + offset).checked_sub(1);
    let mix = |column: usize, row: usize| {
        let cells = (0..3).flat_map(|y| (0..3).map(move |x| (x, y)));
        cells
            .map(|(x, y)| {
                let weight = weights.get(x).copied().unwrap_or(0.0) * weights.get(y).copied().unwrap_or(0.0);
                weight * pixel(pixels, place(column, x), place(row, y))
            })
            .sum()
    };
    (0..SIDE).flat_map(|row| (0..SIDE).map(move |column| (column, row))).map(|(column, row)| mix(column, row)).collect()
}

/// The pixels moved by a step; 1 stands for none.
fn stepped(pixels: &[f32], (right, down): (usize, usize)) -> Vec<f32> {
    let from = |at: usize, step: usize| (at + 1).checked_sub(step);
    let places = (0..SIDE).flat_map(|row| (0..SIDE).map(move |column| (column, row)));
    places.map(|(column, row)| pixel(pixels, from(column, right), from(row, down))).collect()
}

fn cut(pixels: &[f32], [left, top, columns, rows]: [usize; 4]) -> Vec<f32> {
    let places = (top..top + rows).flat_map(|row| (left..left + columns).map(move |column| (column, row)));
    places.map(|(column, row)| pixel(pixels, Some(column), Some(row))).collect()
}

/// Half the mean shade taken off, so that white tells as well; brought to length one.
fn unit(pixels: Vec<f32>) -> Vec<f32> {
    let mean = pixels.iter().sum::<f32>() / pixels.len().max(1) as f32;
    let length = pixels.iter().map(|shade| (shade - 0.5 * mean).powi(2)).sum::<f32>().sqrt();
    if length < 1e-3 {
        return vec![0.0; pixels.len()];
    }
    pixels.into_iter().map(|shade| (shade - 0.5 * mean) / length).collect()
}

fn cosine(one: &[f32], other: &[f32]) -> f32 {
    one.iter().zip(other).map(|(a, b)| a * b).sum()
}
