//! The lists of a document as `numbering.xml` defines them.

use std::collections::HashMap;

use super::error::DocxError;
use super::styles::Styles;
use super::xml::{Element, Node, PartReader, Vocabulary};

/// A list has so many levels.
pub(super) const LEVELS: usize = 9;

/// Definitions refer to each other at most so often; a longer way goes round in a circle.
const MAX_LINKS: usize = 8;

/// A level of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Level {
    pub(super) start: u32,
    pub(super) format: String,
    /// `%1.%2` and the like.
    pub(super) pattern: String,
    /// Whether all numbers of its marker are written in digits.
    pub(super) is_legal: bool,
    /// Whether a tab or a space stands behind the marker.
    pub(super) has_gap: bool,
    restart: Option<usize>,
    style: Option<String>,
}

impl Default for Level {
    fn default() -> Self {
        Level {
            start: 0,
            format: "decimal".to_owned(),
            pattern: String::new(),
            is_legal: false,
            has_gap: true,
            restart: None,
            style: None,
        }
    }
}

impl Level {
    /// Whether an item at `level`, which is above this one, makes this one start again.
    pub(super) fn restarts_after(&self, level: usize) -> bool {
        self.restart.is_none_or(|restart| level < restart)
    }

    fn read(&mut self, name: &str, element: &Element<'_>) {
        let value = || element.attribute("val");
        match name {
            "start" => self.start = element.number("val").unwrap_or(self.start),
            "numFmt" => self.format = value().unwrap_or_default(),
            "lvlText" => self.pattern = value().unwrap_or_default().chars().take(80).collect(),
            "lvlRestart" => self.restart = element.number("val"),
            "isLgl" => self.is_legal = element.is_on(),
            "suff" => self.has_gap = value().as_deref() != Some("nothing"),
            "pStyle" => self.style = value(),
            _ => {}
        }
    }
}

/// `w:abstractNum`.
#[derive(Debug, Default)]
struct Abstract {
    levels: [Option<Level>; LEVELS],
    /// The numbering style that it only refers to.
    refers_to: Option<String>,
}

/// `w:num`: a list, and how it departs from the abstract one.
#[derive(Debug, Default)]
struct Num {
    abstract_id: Option<i64>,
    starts: [Option<u32>; LEVELS],
    levels: [Option<Level>; LEVELS],
}

/// All lists.
#[derive(Debug, Default)]
pub(super) struct Definitions {
    abstracts: HashMap<i64, Abstract>,
    nums: HashMap<i64, Num>,
}

/// A list with everything that defines it.
pub(super) struct List<'a> {
    /// The abstract list it counts in.
    pub(super) id: i64,
    levels: &'a [Option<Level>; LEVELS],
    num: &'a Num,
}

impl<'a> List<'a> {
    /// The level that far down.
    pub(super) fn level(&self, at: usize) -> Option<&'a Level> {
        let own = self.num.levels.get(at)?.as_ref();
        own.or_else(|| self.levels.get(at)?.as_ref())
    }

    /// The number of the first item at a level.
    pub(super) fn start(&self, at: usize) -> u32 {
        let own = self.num.starts.get(at).copied().flatten();
        own.or_else(|| self.level(at).map(|level| level.start)).unwrap_or(1)
    }

    /// The levels at which the list starts anew although its abstract list has had items.
    pub(super) fn restarts(&self) -> [Option<u32>; LEVELS] {
        self.num.starts
    }
}

impl Definitions {
    /// Reads the part that defines them.
    pub(super) fn read(part: &str, text: &str) -> Result<Self, DocxError> {
        let mut reader = PartReader::new(part, text);
        let mut reading = Reading::default();
        // Inside an alternative that says more than we understand; the plain one follows.
        let mut alternative = 0usize;
        loop {
            match reader.next()? {
                Node::Open(element) => {
                    let is_choice = element.vocabulary == Vocabulary::Compatibility && element.name() == "Choice";
                    if alternative > 0 || is_choice {
                        alternative += 1;
                    } else if element.vocabulary == Vocabulary::Word {
                        reading.open(&element);
                    }
                    if alternative == 0 {
                        reading.path.push(element.name().to_owned());
                    }
                }
                Node::Close(_) if alternative > 0 => alternative -= 1,
                Node::Close(_) => drop(reading.path.pop()),
                Node::Text(_) | Node::Written(..) => {}
                Node::End => return Ok(reading.definitions),
            }
        }
    }

    /// The list of number `num`. Where its abstract list only names a numbering style, that style's list counts.
    pub(super) fn list<'a>(&'a self, num: i64, styles: &Styles) -> Option<List<'a>> {
        let own = self.nums.get(&num)?;
        let mut id = own.abstract_id?;
        for _ in 0..MAX_LINKS {
            let found = self.abstracts.get(&id)?;
            let Some(style) = &found.refers_to else { return Some(List { id, levels: &found.levels, num: own }) };
            let (reference, _) = styles.numbering(Some(style))?;
            id = self.nums.get(&reference.num?)?.abstract_id?;
        }
        None
    }

    /// The level of the list that belongs to a paragraph style.
    pub(super) fn level_of_style(&self, num: i64, style: &str, styles: &Styles) -> Option<usize> {
        let list = self.list(num, styles)?;
        (0..LEVELS).find(|&at| list.level(at).is_some_and(|level| level.style.as_deref() == Some(style)))
    }
}

/// Where the reader is in the part.
#[derive(Default)]
struct Reading {
    definitions: Definitions,
    path: Vec<String>,
    abstract_id: i64,
    num_id: i64,
    level: usize,
}

impl Reading {
    fn open(&mut self, element: &Element<'_>) {
        let name = element.name();
        let is_in = |container: &str| self.path.iter().any(|open| open == container);
        match name {
            "abstractNum" => {
                self.abstract_id = element.number("abstractNumId").unwrap_or(-1);
                self.definitions.abstracts.insert(self.abstract_id, Abstract::default());
            }
            "num" => {
                self.num_id = element.number("numId").unwrap_or(-1);
                self.definitions.nums.insert(self.num_id, Num::default());
            }
            "lvl" | "lvlOverride" => {
                self.level = element.number("ilvl").unwrap_or(LEVELS);
                let is_own = is_in("num");
                if name == "lvl"
                    && let Some(slot) = self.slot(is_own)
                {
                    *slot = Some(Level::default());
                }
            }
            "startOverride" => {
                let (num, level) = (self.num_id, self.level);
                let starts = self.definitions.nums.get_mut(&num).map(|num| &mut num.starts);
                if let Some(slot) = starts.and_then(|starts| starts.get_mut(level)) {
                    *slot = element.number("val");
                }
            }
            "abstractNumId" => {
                if let Some(num) = self.definitions.nums.get_mut(&self.num_id) {
                    num.abstract_id = element.number("val");
                }
            }
            "numStyleLink" => {
                if let Some(found) = self.definitions.abstracts.get_mut(&self.abstract_id) {
                    found.refers_to = element.attribute("val");
                }
            }
            _ if is_in("lvl") => {
                let is_own = is_in("num");
                if let Some(Some(level)) = self.slot(is_own) {
                    level.read(name, element);
                }
            }
            _ => {}
        }
    }

    /// The level that is being read: one of a list's own, or one of an abstract list.
    fn slot(&mut self, is_own: bool) -> Option<&mut Option<Level>> {
        let levels = if is_own {
            self.definitions.nums.get_mut(&self.num_id).map(|num| &mut num.levels)
        } else {
            self.definitions.abstracts.get_mut(&self.abstract_id).map(|found| &mut found.levels)
        };
        levels?.get_mut(self.level)
    }
}
