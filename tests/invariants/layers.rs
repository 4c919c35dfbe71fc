//! Which part of the library may name which: the table of `docs/architecture.md` is the law, and files form no circles.

use std::collections::{BTreeMap, BTreeSet};

use crate::source::Source;

/// The page with the table.
pub(crate) const PAGE: &str = "docs/architecture.md";

/// What the table forbids and the sources do all the same, until it is mended: file, layer, reason.
const EXCEPTIONS: [(&str, &str, &str); 0] = [];

/// The table: what lies below a path may touch what lies below others.
pub(crate) struct Layers(BTreeMap<String, BTreeSet<String>>);

impl Layers {
    /// Reads rows like ``| `src/fix.rs`, `src/rules/` | what it holds | `text`, `finding` |`` of the page.
    pub(crate) fn parse(page: &str) -> Self {
        let rows = page.lines().filter_map(|line| match line.split('|').collect::<Vec<_>>().as_slice() {
            [_, places, _, touched, _] if places.contains("`src/") => Some((quoted(places), quoted(touched))),
            _ => None,
        });
        Layers(rows.flat_map(|(places, touched)| places.into_iter().map(move |it| (it, touched.clone()))).collect())
    }

    /// The row that `path` belongs to: the one of the innermost folder.
    fn of(&self, path: &str) -> Option<(&str, &BTreeSet<String>)> {
        let holding = self.0.iter().filter(|(place, _)| path.starts_with(place.as_str()));
        holding.max_by_key(|(place, _)| place.len()).map(|(place, touched)| (place.as_str(), touched))
    }
}

fn quoted(cell: &str) -> BTreeSet<String> {
    cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// Which file names which, by path from the root of the checkout.
pub(crate) struct Graph<'a> {
    sources: BTreeMap<&'a str, &'a Source>,
    uses: BTreeMap<&'a str, BTreeSet<&'a str>>,
}

impl<'a> Graph<'a> {
    /// Follows every name of the files to where it is defined, through what modules export again.
    pub(crate) fn new(sources: &'a [Source]) -> Self {
        let sources: BTreeMap<&str, &Source> = sources.iter().map(|source| (source.path.as_str(), source)).collect();
        let mut graph = Graph { sources, uses: BTreeMap::new() };
        let uses = graph.sources.iter().map(|(path, source)| {
            let used = source.names.iter().filter_map(|name| graph.file_of(path, &name.text, 0));
            (*path, used.filter(|used| used != path).collect())
        });
        graph.uses = uses.collect();
        graph
    }

    /// The file that defines what is called `name` in the file at `path`.
    fn file_of(&self, path: &str, name: &str, depth: usize) -> Option<&'a str> {
        let mut segments = name.split("::").peekable();
        let mut module = match segments.peek()? {
            &"crate" => Vec::new(),
            &"self" | &"super" => module_of(path),
            // A module below this one; a word alone is too often something else.
            first if name.contains("::") => {
                let child = [module_of(path), vec![(*first).to_owned()]].concat();
                self.file(&child)?;
                module_of(path)
            }
            _ => return None,
        };
        while let Some(step) = segments.next_if(|segment| ["crate", "self", "super"].contains(segment)) {
            if step == "super" {
                module.pop();
            }
        }
        let rest: Vec<String> = segments.map(str::to_owned).collect();
        let full = [module, rest].concat();
        let (file, left) = (0..=full.len()).rev().find_map(|end| {
            let (module, left) = full.split_at(end);
            self.file(module).map(|file| (file, left))
        })?;
        // What a module exports again is defined elsewhere.
        let exported = left.first().and_then(|word| self.sources.get(file)?.exported.get(word));
        match exported.filter(|_| depth < 8) {
            Some(mention) => self.file_of(file, &mention.text, depth + 1),
            None => Some(file),
        }
    }

    fn file(&self, module: &[String]) -> Option<&'a str> {
        let path = format!("src/{}", module.join("/"));
        let names = match module {
            [] => vec!["src/lib.rs".to_owned()],
            _ => vec![format!("{path}.rs"), format!("{path}/mod.rs")],
        };
        names.iter().find_map(|name| self.sources.get_key_value(name.as_str())).map(|(path, _)| *path)
    }

    /// Where a file names what its layer may not touch.
    pub(crate) fn complaints(&self, layers: &Layers) -> Vec<String> {
        let mut complaints = Vec::new();
        for (path, used) in &self.uses {
            let Some((layer, touched)) = layers.of(path) else {
                complaints.push(format!("{path}: no row of {PAGE} says what it may touch"));
                continue;
            };
            complaints.extend(used.iter().filter_map(|used| {
                let (other, _) = layers.of(used)?;
                let name = other.trim_start_matches("src/").trim_end_matches('/').trim_end_matches(".rs");
                let is_known = EXCEPTIONS.iter().any(|(file, layer, _)| (file, *layer) == (path, name));
                let is_allowed = layer == other || touched.contains(name) || is_known;
                (!is_allowed).then(|| format!("{path} names {used}: `{layer}` may not touch `{name}`"))
            }));
        }
        complaints
    }

    /// Groups of files in which each leads to each.
    pub(crate) fn circles(&self) -> Vec<BTreeSet<&'a str>> {
        let reached: BTreeMap<&str, BTreeSet<&str>> =
            self.uses.keys().map(|path| (*path, self.reached(path))).collect();
        let circle = |path: &&'a str| -> BTreeSet<&'a str> {
            let others = reached.get(path).into_iter().flatten();
            others.copied().filter(|other| reached.get(other).is_some_and(|back| back.contains(path))).collect()
        };
        let circles: BTreeSet<BTreeSet<&str>> =
            self.uses.keys().map(circle).filter(|circle| !circle.is_empty()).collect();
        circles.into_iter().collect()
    }

    fn reached(&self, start: &'a str) -> BTreeSet<&'a str> {
        let mut reached = BTreeSet::new();
        let mut waiting = vec![start];
        while let Some(path) = waiting.pop() {
            waiting.extend(self.uses.get(path).into_iter().flatten().filter(|used| reached.insert(**used)));
        }
        reached
    }
}

/// The module that a file is.
fn module_of(path: &str) -> Vec<String> {
    let path = path.trim_start_matches("src/").trim_end_matches(".rs");
    let mut module: Vec<String> = path.split('/').map(str::to_owned).collect();
    if module.last().is_some_and(|last| ["mod", "lib", "main"].contains(&last.as_str())) {
        module.pop();
    }
    module
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "| folder | what | may touch |
|---|---|---|
| `src/text/` | documents | nothing |
| `src/fix.rs`, `src/rules/` | rules | `text` |
| `src/cli/` | a face | `rules`, `text` |";

    fn sources(files: &[(&str, &str)]) -> Vec<Source> {
        files.iter().map(|(path, text)| Source::parse(path, text)).collect()
    }

    fn complaints(files: &[(&str, &str)]) -> Vec<String> {
        Graph::new(&sources(files)).complaints(&Layers::parse(TABLE))
    }

    #[test]
    fn a_layer_touches_what_its_row_names() {
        let [text, rules] = [("src/text/mod.rs", "pub struct Line;"), ("src/rules/mod.rs", "pub struct Rule;")];
        assert_eq!(complaints(&[text, ("src/rules/a.rs", "use crate::text::Line;"), rules]), Vec::<String>::new());
        assert_eq!(complaints(&[rules, ("src/text/a.rs", "fn a() { crate::rules::Rule; }")]).len(), 1);
        assert_eq!(complaints(&[rules, text, ("src/cli/a.rs", "use crate::{rules, text};")]), Vec::<String>::new());
        assert_eq!(complaints(&[("src/other.rs", "")]).len(), 1);
    }

    #[test]
    fn what_a_module_exports_again_belongs_to_its_own_file() {
        let files = [
            ("src/text/mod.rs", "mod line; pub use line::Line; pub struct Text;"),
            ("src/text/line.rs", "use super::Text;"),
            ("src/text/other.rs", "use crate::text::Line;"),
        ];
        let sources = sources(&files);
        let graph = Graph::new(&sources);
        assert_eq!(graph.uses["src/text/other.rs"], BTreeSet::from(["src/text/line.rs"]));
        assert_eq!(graph.uses["src/text/line.rs"], BTreeSet::from(["src/text/mod.rs"]));
        assert!(graph.circles().is_empty());
    }

    #[test]
    fn files_that_lead_to_each_other_are_a_circle() {
        let files = [
            ("src/text/a.rs", "use super::b::B;"),
            ("src/text/b.rs", "fn b() { crate::text::c::C; }"),
            ("src/text/c.rs", "use super::a;"),
            ("src/text/d.rs", "use super::a;"),
            ("src/text/mod.rs", ""),
        ];
        let sources = sources(&files);
        let circle = BTreeSet::from(["src/text/a.rs", "src/text/b.rs", "src/text/c.rs"]);
        assert_eq!(Graph::new(&sources).circles(), [circle]);
    }
}
