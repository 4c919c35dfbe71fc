//! How characters sound, and which of them are taken for each other by ear and by phonetic input.

use pinyin::ToPinyinMulti;

use crate::model::confusions::Sound;

/// The ways to say a character, tones aside, each as the whole syllable and as what is left of it when the pairs that
/// many speakers do not keep apart are made one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Syllables {
    pub(super) exact: Vec<String>,
    pub(super) blurred: Vec<String>,
}

impl Syllables {
    /// Of a character; none for one that is not known.
    pub(super) fn of(c: char) -> Syllables {
        let mut exact: Vec<String> = c
            .to_pinyin_multi()
            .map_or_else(Vec::new, |all| all.into_iter().map(|one| one.plain().to_owned()).collect());
        exact.sort_unstable();
        exact.dedup();
        let mut blurred: Vec<String> = exact.iter().map(|syllable| blur(syllable)).collect();
        blurred.sort_unstable();
        blurred.dedup();
        Syllables { exact, blurred }
    }

    /// How alike two characters sound.
    pub(super) fn compare(&self, other: &Syllables) -> Sound {
        let share = |these: &[String], those: &[String]| these.iter().any(|syllable| those.contains(syllable));
        if share(&self.exact, &other.exact) {
            Sound::Same
        } else if share(&self.blurred, &other.blurred) {
            Sound::Near
        } else {
            Sound::Different
        }
    }
}

/// A syllable with zh = z, ch = c, sh = s, n = l = r, f = h, ang = an, eng = en, ing = in.
fn blur(syllable: &str) -> String {
    let initials = [("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"), ("r", "l"), ("f", "h")];
    let begun = initials
        .iter()
        .find_map(|(full, flat)| syllable.strip_prefix(full).map(|rest| format!("{flat}{rest}")))
        .unwrap_or_else(|| syllable.to_owned());
    match begun.strip_suffix('g') {
        Some(open) if open.ends_with('n') => open.to_owned(),
        _ => begun,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compare(one: char, other: char) -> Sound {
        Syllables::of(one).compare(&Syllables::of(other))
    }

    #[test]
    fn syllables_are_compared_without_tones() {
        assert_eq!(compare('意', '义'), Sound::Same);
        assert_eq!(compare('行', '航'), Sound::Same);
        assert_eq!(compare('行', '形'), Sound::Same);
        assert_eq!(compare('知', '资'), Sound::Near);
        assert_eq!(compare('宁', '林'), Sound::Near);
        assert_eq!(compare('关', '天'), Sound::Different);
        assert_eq!(compare('a', '阿'), Sound::Different);
    }
}
