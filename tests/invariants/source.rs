//! Rust sources as far as the invariants need them: which names, macros and string literals they use. Comments and
//! tests are left out.

use std::collections::HashMap;

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// Something a source says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mention {
    /// From 1.
    pub(crate) line: usize,
    /// `std::fs::read` for a path, `println!` for a macro, `.exists` for a method, `static NAME` for a static; the
    /// text with its quotes for a literal.
    pub(crate) text: String,
}

/// What a source file mentions.
#[derive(Debug, Default)]
pub(crate) struct Source {
    /// From the root of the checkout.
    pub(crate) path: String,
    pub(crate) names: Vec<Mention>,
    /// What it exports again, by the name under which it does: `Line` → `line::Line`. Not among its names.
    pub(crate) exported: HashMap<String, Mention>,
    pub(crate) literals: Vec<Mention>,
}

impl Source {
    /// Reads `text`, the content of the Rust file at `path`.
    pub(crate) fn parse(path: &str, text: &str) -> Self {
        let stream: TokenStream = text.parse().unwrap_or_else(|error| panic!("{path}: {error}"));
        let mut source = Source { path: path.to_owned(), ..Source::default() };
        let mut imports = HashMap::new();
        source.read(&shipped(stream), &mut imports);
        for name in &mut source.names {
            let (first, rest) = name.text.split_once("::").unwrap_or((&name.text, ""));
            if let Some(imported) = imports.get(first) {
                name.text = if rest.is_empty() { imported.clone() } else { format!("{imported}::{rest}") };
            }
        }
        source
    }

    fn read(&mut self, mut tokens: &[TokenTree], imports: &mut HashMap<String, String>) {
        let mut is_public = false;
        while let [token, rest @ ..] = tokens {
            let line = token.span().start().line;
            tokens = rest;
            let was_public = std::mem::take(&mut is_public);
            match token {
                // The `(crate)` of `pub(crate)`.
                TokenTree::Group(group) if was_public && group.delimiter() == Delimiter::Parenthesis => {
                    is_public = true;
                }
                TokenTree::Ident(keyword) if keyword == "pub" => is_public = true,
                TokenTree::Group(group) => self.read(&shipped(group.stream()), imports),
                TokenTree::Literal(literal) => self.literals.push(Mention { line, text: literal.to_string() }),
                TokenTree::Punct(_) => {
                    if let [TokenTree::Ident(method), TokenTree::Group(_), ..] = rest
                        && is_punct(token, '.')
                    {
                        self.names.push(Mention { line, text: format!(".{method}") });
                    }
                }
                TokenTree::Ident(keyword) if keyword == "use" => {
                    let end = rest.iter().position(|token| is_punct(token, ';')).unwrap_or(rest.len());
                    let (tree, after) = rest.split_at(end);
                    for (name, known_as) in imported("", tree) {
                        let mention = Mention { line, text: name.clone() };
                        if was_public {
                            self.exported.insert(known_as.clone(), mention);
                        } else {
                            self.names.push(mention);
                        }
                        imports.insert(known_as, name);
                    }
                    tokens = after;
                }
                TokenTree::Ident(first) => {
                    let text;
                    (text, tokens) = read_path(first.to_string(), rest);
                    self.names.push(Mention { line, text });
                }
            }
        }
    }
}

/// The tokens of `stream` without documentation and without items that only tests see.
fn shipped(stream: TokenStream) -> Vec<TokenTree> {
    let mut kept = Vec::new();
    let mut tokens = stream.into_iter().peekable();
    while let Some(token) = tokens.next() {
        if is_punct(&token, '#') {
            tokens.next_if(|next| is_punct(next, '!'));
            match tokens.peek().map(ToString::to_string).unwrap_or_default().replace(' ', "").as_str() {
                "[cfg(test)]" => {
                    let ends_item = |token: &TokenTree| {
                        is_punct(token, ';')
                            || matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace)
                    };
                    tokens.by_ref().find(ends_item);
                }
                attribute if attribute.starts_with("[doc=") => drop(tokens.next()),
                _ => {}
            }
        } else {
            kept.push(token);
        }
    }
    kept
}

/// The path that starts with `first`, or the macro or static of that name, and the tokens after it.
fn read_path(first: String, mut tokens: &[TokenTree]) -> (String, &[TokenTree]) {
    let mut path = first;
    while let [colon, second, TokenTree::Ident(segment), rest @ ..] = tokens
        && is_punct(colon, ':')
        && is_punct(second, ':')
    {
        path.push_str(&format!("::{segment}"));
        tokens = rest;
    }
    match tokens {
        [TokenTree::Punct(bang), ..] if bang.as_char() == '!' && bang.spacing() == Spacing::Alone => path.push('!'),
        [TokenTree::Ident(name), rest @ ..] if path == "static" => return (format!("static {name}"), rest),
        _ => {}
    }
    (path, tokens)
}

/// What the tree of a `use` imports below `prefix`, and under which names.
fn imported(prefix: &str, tree: &[TokenTree]) -> Vec<(String, String)> {
    let mut path = prefix.to_owned();
    for (index, token) in tree.iter().enumerate() {
        match token {
            TokenTree::Ident(keyword) if keyword == "as" => {
                let alias = tree.get(index + 1).map(ToString::to_string).unwrap_or_default();
                return vec![(path, alias)];
            }
            TokenTree::Ident(segment) => path.push_str(&segment.to_string()),
            TokenTree::Punct(punct) => path.push(punct.as_char()),
            TokenTree::Group(group) => {
                let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                let trees = inner.split(|token| is_punct(token, ','));
                return trees.filter(|tree| !tree.is_empty()).flat_map(|tree| imported(&path, tree)).collect();
            }
            TokenTree::Literal(_) => {}
        }
    }
    let path = path.strip_suffix("::self").unwrap_or(&path).to_owned();
    let known_as = path.rsplit("::").next().unwrap_or_default().to_owned();
    vec![(path, known_as)]
}

fn is_punct(token: &TokenTree, wanted: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        Source::parse("a.rs", text).names.into_iter().map(|name| name.text).collect()
    }

    #[test]
    fn paths_macros_methods_and_statics_are_named() {
        assert_eq!(names("std::fs::read(a)"), ["std::fs::read", "a"]);
        assert_eq!(names("println!(a)"), ["println!", "a"]);
        assert_eq!(names("a != b"), ["a", "b"]);
        assert_eq!(names("a.exists()"), ["a", ".exists", "exists"]);
        assert_eq!(names("static RULE: T"), ["static RULE", "T"]);
    }

    #[test]
    fn imported_names_are_seen_in_full() {
        assert_eq!(names("use std::fs; fs::read()"), ["std::fs", "std::fs::read"]);
        assert_eq!(
            names("use std::{fs::File as F, io::{self, Read}}; F::open()"),
            ["std::fs::File", "std::io", "std::io::Read", "std::fs::File::open"]
        );
        assert_eq!(names("use std::fs::*;"), ["std::fs::*"]);
    }

    #[test]
    fn what_is_exported_again_is_no_name_of_the_file_itself() {
        let source = Source::parse("a.rs", "mod b; pub(crate) use b::C; pub use b::{D as E}; fn f(c: C) {}");
        let exported = |word: &str| source.exported.get(word).map(|mention| mention.text.as_str());
        assert_eq!((exported("C"), exported("E"), exported("D")), (Some("b::C"), Some("b::D"), None));
        let names: Vec<&str> = source.names.iter().map(|name| name.text.as_str()).collect();
        assert_eq!(names.iter().filter(|name| **name == "b::C").count(), 1, "{names:?}");
    }

    #[test]
    fn comments_and_tests_are_left_out() {
        assert_eq!(
            names(
                "// a
/// b
/* c */ d"
            ),
            ["d"]
        );
        assert_eq!(names("#[cfg(test)] mod a { b } c"), ["c"]);
        assert_eq!(names("#[cfg(test)] #[allow(x)] use a::b; c"), ["c"]);
        assert_eq!(names("mod d { #[cfg(test)] fn a() -> b { c } }"), ["mod", "d"]);
        assert_eq!(names("#[cfg(feature)] a"), ["cfg", "feature", "a"]);
    }

    #[test]
    fn literals_keep_their_lines() {
        let source = Source::parse(
            "a.rs",
            "//! x
f(
\"甲\")",
        );
        assert_eq!(source.literals, [Mention { line: 3, text: "\"甲\"".into() }]);
    }
}
