//! What is built in: the sample case and the comparisons that come with it. They are only ever copied.

use std::{path::Path, sync::Arc};

use jiff::Timestamp;

use crate::{
    document::Pen,
    model::CaseKind,
    notation::Problem,
    store::{self, CaseDocument, Disk, NewCase, StoreError},
};

/// The name of the sample case, and of the folder that it is copied to.
pub const SAMPLE_NAME: &str = "el-salvador-1989-1992";

/// The id of every case's sheet.
pub const SHEET_ID: &str = "sheet";

/// The sample case.
pub const SAMPLE: &str = include_str!("../seeds/cases/el-salvador-1989-1992.ron");

/// The comparisons, each with its file name.
pub const SCENARIOS: &[(&str, &str)] =
    &[("el-salvador-police-transition.ron", include_str!("../scenarios/el-salvador-police-transition.ron"))];

/// Comparisons that a new one can be begun from, each with its file name and what it is.
pub const COPIES: &[(&str, &str, &str)] = &[
    (
        "ex-combatant-integration.ron",
        "the example of ex-combatants taken into an army",
        include_str!("../scenarios/ex-combatant-integration.ron"),
    ),
    (
        "guinea-bissau-ceasefire-monitoring.ron",
        "the example of a ceasefire being watched",
        include_str!("../scenarios/guinea-bissau-ceasefire-monitoring.ron"),
    ),
    ("template.ron", "the template, which explains every field", TEMPLATE),
];

/// A comparison to copy and fill in, with every field explained.
pub const TEMPLATE: &str = include_str!("../scenarios/template.ron");

/// Copies the sample case, with its comparison, to a folder that is not there yet.
pub fn copy_sample(disk: &Arc<dyn Disk>, folder: &Path, at: Timestamp) -> Result<(), StoreError> {
    let document = CaseDocument::read(SAMPLE).map_err(|problems| StoreError::Bad {
        path: SAMPLE_NAME.into(),
        problem: problems.into_iter().next().unwrap_or_else(|| Problem::new((1, 1), "it cannot be read", "")),
    })?;
    let new = NewCase {
        id: new_case_id(&**disk, at),
        kind: CaseKind::Sample,
        edit: Some(document.edit()),
        by: "sample".to_owned(),
        at,
    };
    store::create(disk, folder, &new)?;
    let scenarios = folder.join("scenarios");
    for (name, text) in SCENARIOS {
        store::write_document(&**disk, &scenarios.join(name), text, None, 0o600)?;
    }
    Ok(())
}

/// An id for a new case.
#[must_use]
pub fn new_case_id(disk: &dyn Disk, at: Timestamp) -> String {
    let pen = Pen { by: String::new(), at, seed: disk.luck() };
    pen.id::<()>(0).to_string()
}
