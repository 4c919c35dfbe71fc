//! gaolint for JavaScript: drafts are opened, checked, edited, mended and written here, and nothing is kept anywhere else.
//!
//! What goes out is JSON, in offsets as JavaScript counts them (units of UTF-16); what a user reads in it is Chinese.

mod draft;
mod json;
mod offsets;

use std::path::Path;
use std::sync::Arc;

use gaolint::baseline::Baseline;
use gaolint::{Checker, Config, Model, draft::Draft as Opened, rules};
use wasm_bindgen::prelude::*;

pub use draft::Draft;

/// A model and settings made ready to check with.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Gaolint {
    model: Option<Arc<Model>>,
    checker: Checker,
    left: Baseline,
}

#[wasm_bindgen]
impl Gaolint {
    /// Takes the bytes of a model file; without any, mistakes that only a model knows are not found.
    #[wasm_bindgen(constructor)]
    pub fn new(model: Option<Vec<u8>>) -> Result<Gaolint, JsError> {
        let model = model.map(Model::open).transpose()?.map(Arc::new);
        let checker = Checker::with_model(Config::default(), model.clone())?;
        Ok(Gaolint { model, checker, left: Baseline::default() })
    }

    /// From now on the settings are those of `settings`, the text of a `gaolint.toml`.
    pub fn configure(&mut self, settings: &str) -> Result<(), JsError> {
        self.checker = Checker::with_model(Config::parse(settings)?, self.model.clone())?;
        Ok(())
    }

    /// From now on the findings of `baseline`, the text of a `gaolint-baseline.json`, are not told of.
    pub fn leave(&mut self, baseline: &str) -> Result<(), JsError> {
        self.left = Baseline::parse(baseline)?;
        Ok(())
    }

    /// Opens the bytes of a file: a text in whatever encoding, Markdown (by its name), a Word document.
    pub fn open(&self, name: &str, bytes: &[u8]) -> Result<Draft, JsError> {
        Ok(Draft::new(name, Opened::open(Path::new(name), bytes)?))
    }

    /// Every rule, as JSON: code, name, title, family, severity, what it rests on, its card as Markdown.
    pub fn rules(&self) -> String {
        json::rules(rules::RULES.iter().map(|rule| rule.card()), self.checker.config())
    }

    /// The version of the program.
    pub fn version(&self) -> String {
        env!("CARGO_PKG_VERSION").to_owned()
    }
}
