//! An open draft: what it is now, what was found in it, and the way back.

use gaolint::baseline::Baseline;
use gaolint::{Applicability, Draft as Opened, Finding, Span, draft::WriteError};
use wasm_bindgen::prelude::*;

use crate::offsets::Offsets;
use crate::{Gaolint, json};

/// The oldest states of a draft are forgotten once all together have more bytes than this.
const MOST_HISTORY: usize = 64 << 20;

/// An open draft. It is checked with a [`Gaolint`], which may be another each time.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Draft {
    name: String,
    now: Opened,
    before: Vec<Opened>,
    undone: Vec<Opened>,
    findings: Vec<Finding>,
}

#[wasm_bindgen]
impl Draft {
    /// Its text.
    #[wasm_bindgen(getter)]
    pub fn text(&self) -> String {
        self.now.text().to_owned()
    }

    /// What it is: `plain`, `markdown` or `word`.
    #[wasm_bindgen(getter)]
    pub fn kind(&self) -> String {
        let kind = match &self.now {
            Opened::Plain(_) => "plain",
            Opened::Markdown(_) => "markdown",
            Opened::Word(_) => "word",
        };
        kind.to_owned()
    }

    /// The name of its encoding.
    #[wasm_bindgen(getter)]
    pub fn encoding(&self) -> String {
        self.now.encoding().name().to_owned()
    }

    /// What it holds that is not checked, as a sentence for the user.
    #[wasm_bindgen(getter)]
    pub fn unread(&self) -> Option<String> {
        self.now.unread()
    }

    /// Checks it, and tells what was found as JSON.
    pub fn check(&mut self, gaolint: &Gaolint) -> String {
        self.findings = found(&self.name, &self.now, gaolint);
        json::findings(self.now.document(), &self.findings)
    }

    /// Its outline as JSON.
    pub fn outline(&self, gaolint: &Gaolint) -> String {
        json::outline(self.now.text(), &self.now.read(&gaolint.checker))
    }

    /// Makes `edits` (JSON, sorted), which can be undone; `joins` where they go on with the edits before and are undone
    /// together with them. Whether they can be made: in a Word document nothing but what somebody typed can be changed.
    pub fn edit(&mut self, edits: &str, joins: bool) -> bool {
        let edited = json::edits(self.now.text(), edits).and_then(|edits| self.now.edited(&edits));
        let Some(edited) = edited else { return false };
        self.become_draft(edited, joins && !self.before.is_empty());
        true
    }

    /// Makes the preferred fixes of the rule with this code, or of all, until nothing changes; with `likely` also those
    /// that are not safe. How many were made.
    #[wasm_bindgen(js_name = fixAll)]
    pub fn fix_all(&mut self, gaolint: &Gaolint, code: Option<String>, likely: bool) -> usize {
        let find = |draft: &Opened| {
            let mut findings = found(&self.name, draft, gaolint);
            findings.retain(|finding| code.as_deref().is_none_or(|code| finding.code() == code));
            findings
        };
        let allowed = if likely { Applicability::Unsafe } else { Applicability::Safe };
        let mended = self.now.mended_until_stable(&find(&self.now), allowed, |draft| (find(draft), ()));
        mended.map_or(0, |mended| {
            self.become_draft(mended.draft, false);
            mended.count
        })
    }

    /// Takes the last step back. Whether there was one.
    pub fn undo(&mut self) -> bool {
        let Some(before) = self.before.pop() else { return false };
        self.undone.push(std::mem::replace(&mut self.now, before));
        true
    }

    /// Makes the last step that was taken back again. Whether there was one.
    pub fn redo(&mut self) -> bool {
        let Some(after) = self.undone.pop() else { return false };
        self.before.push(std::mem::replace(&mut self.now, after));
        true
    }

    /// Whether there is a step to take back.
    #[wasm_bindgen(getter, js_name = canUndo)]
    pub fn can_undo(&self) -> bool {
        !self.before.is_empty()
    }

    /// Whether there is one to make again.
    #[wasm_bindgen(getter, js_name = canRedo)]
    pub fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }

    /// The bytes of the file, in the encoding that it came in.
    #[wasm_bindgen(js_name = toBytes)]
    pub fn to_bytes(&self) -> Result<Vec<u8>, JsError> {
        Ok(self.now.to_bytes()?)
    }

    /// The bytes of a Word document with each finding of the last check as a comment; nothing for another draft.
    pub fn annotated(&self) -> Result<Option<Vec<u8>>, JsError> {
        let Opened::Word(word) = &self.now else { return Ok(None) };
        let annotated = word.annotated(&self.findings).and_then(|annotated| annotated.to_bytes());
        Ok(Some(annotated.map_err(WriteError::from)?))
    }

    /// The `baseline` (the text of a `gaolint-baseline.json`; none yet where it is empty) with the finding of the last check
    /// that the rule with this code has made from `start` to `end`.
    pub fn left(
        &self,
        gaolint: &Gaolint,
        baseline: &str,
        code: &str,
        start: usize,
        end: usize,
    ) -> Result<String, JsError> {
        let mut left = if baseline.is_empty() { Baseline::default() } else { Baseline::parse(baseline)? };
        let text = self.now.text();
        let offsets = Offsets::new(text);
        let is_meant = |finding: &&Finding| {
            let Span { start: from, end: to } = finding.range;
            finding.code() == code && (offsets.units(from), offsets.units(to)) == (start, end)
        };
        // A habit is left at all of its places.
        let meant = self.findings.iter().find(is_meant);
        let all = meant.map(|told| self.now.spoken_for(told, &gaolint.checker)).unwrap_or_default();
        left.add(&self.name, text, &all);
        Ok(left.to_json())
    }
}

impl Draft {
    pub(crate) fn new(name: &str, now: Opened) -> Self {
        Draft { name: name.to_owned(), now, before: Vec::new(), undone: Vec::new(), findings: Vec::new() }
    }

    /// Takes the step to `next`, or goes on with the step before.
    fn become_draft(&mut self, next: Opened, joins: bool) {
        let before = std::mem::replace(&mut self.now, next);
        self.undone.clear();
        if !joins {
            self.before.push(before);
            self.forget();
        }
    }

    fn forget(&mut self) {
        let mut size = 0;
        let is_too_much = |draft: &Opened| {
            size += draft.text().len();
            size > MOST_HISTORY
        };
        if let Some(last) = self.before.iter().rev().position(is_too_much) {
            self.before.drain(..self.before.len() - last);
        }
    }
}

/// What there is to tell of a draft.
fn found(name: &str, draft: &Opened, gaolint: &Gaolint) -> Vec<Finding> {
    let all = draft.check_each_while(&gaolint.checker, &|| true).unwrap_or_default().findings;
    draft.told(if gaolint.left.is_empty() { all } else { gaolint.left.split(name, draft.text(), all).fresh })
}
