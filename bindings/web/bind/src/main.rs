//! `gaolint-bind MODULE FOLDER`: writes into the folder what JavaScript needs to call the WebAssembly module that rustc made
//! of `gaolint-web`. Does what the program `wasm-bindgen` does, at a tenth of its dependencies.

use std::error::Error;

use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args_os().skip(1);
    let (Some(module), Some(folder)) = (arguments.next(), arguments.next()) else {
        return Err("usage: gaolint-bind MODULE FOLDER".into());
    };
    let mut bindgen = Bindgen::new();
    bindgen.input_path(module).web(true)?.typescript(true).remove_name_section(true).remove_producers_section(true);
    Ok(bindgen.generate(folder)?)
}
