//! `gaolint rule`.

use std::io;
use std::process::ExitCode;

use serde::Serialize;

use super::args::{CardFormat, RuleArgs};
use super::exit_code::{CLEAN, FAILED};
use super::problem::Problem;
use super::report::{card, table};
use super::terminal;
use crate::config::Config;
use crate::rules::{self, Card};

/// Lists rules, or explains one.
pub(super) fn run(args: &RuleArgs) -> ExitCode {
    let cards = match wanted(args.rule.as_deref()) {
        Ok(cards) => cards,
        Err(problem) => {
            terminal::complain(&problem);
            return ExitCode::from(FAILED);
        }
    };
    let color = terminal::wants_color(args.color, &io::stdout());
    let is_one = args.rule.as_deref().is_some_and(|name| rules::find(name).is_some());
    let shown = match (args.format, cards.as_slice()) {
        (CardFormat::Json, cards) => json(cards),
        (CardFormat::Markdown, [only]) if is_one => card::markdown(only),
        (CardFormat::Markdown, cards) => table::markdown(cards),
        (CardFormat::Text, [only]) if is_one => card::render(only, color),
        (CardFormat::Text, cards) => table::render(cards),
    };
    ExitCode::from(if terminal::to_stdout(shown.as_bytes()) { CLEAN } else { FAILED })
}

/// The cards that a code, a name or a family stands for; all without one.
fn wanted(selector: Option<&str>) -> Result<Vec<&'static Card>, Problem> {
    let all = rules::RULES.iter().map(|rule| rule.card());
    let Some(selector) = selector else { return Ok(all.collect()) };
    // The configuration knows what is near to a mistyped name.
    let config = Config { select: vec![selector.to_owned()], ..Config::default() };
    config.validate().map_err(|error| Problem::new(error.message))?;
    Ok(all.filter(|card| rules::selects(selector, card)).collect())
}

#[derive(Serialize)]
struct JsonCard {
    code: &'static str,
    name: &'static str,
    title: &'static str,
    family: &'static str,
    severity: &'static str,
    fix: &'static str,
    source: &'static str,
    source_detail: &'static str,
    body: &'static str,
}

#[derive(Serialize)]
struct JsonCards {
    version: u32,
    rules: Vec<JsonCard>,
}

fn json(cards: &[&'static Card]) -> String {
    let rules = cards
        .iter()
        .map(|card| JsonCard {
            code: card.code,
            name: card.name,
            title: card.title,
            family: card.family.title(),
            severity: card.severity.name(),
            fix: card.fix.name(),
            source: card.source.label(),
            source_detail: card.source_detail,
            body: card.body,
        })
        .collect();
    let mut text = serde_json::to_string(&JsonCards { version: 1, rules }).unwrap_or_default();
    text.push('\n');
    text
}
