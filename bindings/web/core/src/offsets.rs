//! From bytes to units of UTF-16 and back.

/// Bytes between two marks.
const STRIDE: usize = 256;

/// Where the characters of a text stand.
#[derive(Debug)]
pub(crate) struct Offsets<'t> {
    text: &'t str,
    /// The units before the first character that starts at `i * STRIDE` or behind, and its byte.
    marks: Vec<(usize, usize)>,
    units: usize,
}

impl<'t> Offsets<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        let mut marks = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut units = 0;
        for (byte, character) in text.char_indices() {
            if byte >= marks.len() * STRIDE {
                marks.push((units, byte));
            }
            units += character.len_utf16();
        }
        Offsets { text, marks, units }
    }

    /// The units before `byte`; before its character where it is inside one.
    pub(crate) fn units(&self, byte: usize) -> usize {
        let next = self.marks.partition_point(|(_, start)| *start <= byte);
        let Some((units, start)) = self.mark_before(next) else { return 0 };
        let end = self.text.floor_char_boundary(byte);
        units + self.text.get(start..end).unwrap_or_default().encode_utf16().count()
    }

    /// The byte behind `units`; nothing where they end in a character or behind the text.
    pub(crate) fn byte(&self, units: usize) -> Option<usize> {
        if units == self.units {
            return Some(self.text.len());
        }
        let next = self.marks.partition_point(|(before, _)| *before <= units);
        let (mut before, start) = self.mark_before(next)?;
        for (at, character) in self.text.get(start..)?.char_indices() {
            if before >= units {
                return (before == units).then_some(start + at);
            }
            before += character.len_utf16();
        }
        None
    }

    fn mark_before(&self, next: usize) -> Option<(usize, usize)> {
        self.marks.get(next.checked_sub(1)?).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_is_found_in_both_directions() {
        let text = "甲😀a\n".repeat(200) + "乙";
        let offsets = Offsets::new(&text);
        let mut units = 0;
        for (byte, character) in text.char_indices() {
            assert_eq!((offsets.units(byte), offsets.byte(units)), (units, Some(byte)));
            if character.len_utf16() == 2 {
                assert_eq!((offsets.units(byte + 1), offsets.byte(units + 1)), (units, None));
            }
            units += character.len_utf16();
        }
        assert_eq!((offsets.units(text.len()), offsets.byte(units)), (units, Some(text.len())));
        assert_eq!(offsets.byte(units + 1), None);
        assert_eq!((Offsets::new("").units(0), Offsets::new("").byte(0)), (0, Some(0)));
    }
}
