//! Models in files of their own.

use std::path::Path;

use crate::model::Model;

/// Opens a model file; fails with the reason.
pub(crate) fn open(path: &Path) -> Result<Model, String> {
    let name = path.display();
    let bytes = std::fs::read(path).map_err(|error| format!("{name}：读写不了：系统报告“{error}”"))?;
    Model::open(bytes).map_err(|error| format!("{name}：{error}"))
}
