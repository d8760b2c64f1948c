//! Where a report is written, and in which format: its ending says so.

use std::path::PathBuf;

use super::{Context, Form, Wanting, needed};
use crate::{
    audience::Audience,
    model::{Date, ExportMade},
    report::{self, Format, Kind},
    ui::{
        effect::{Effect, OutFile},
        form::line,
        forms::FormKind,
        screens::reports::{Subject, build},
    },
};

/// Which report, for whom, about what.
#[derive(Clone, Debug, PartialEq)]
pub struct About {
    /// Which report.
    pub kind: Kind,
    /// For whom, as the team's view names audiences; in another view it is that view's audience.
    pub audience: Audience,
    /// About what.
    pub subject: Subject,
}

/// The form, with a name for the file in the folder where the program was started.
#[must_use]
pub fn form(about: About, name: &str) -> Form {
    let title = "Write it where? .docx, .html, .md or .txt by its ending";
    Form::new(FormKind::Export(about), title, vec![line("file", "File", name)])
}

/// The file as it will be written.
pub fn effect(about: &About, form: &Form, cx: &Context<'_>) -> Result<Effect, Wanting> {
    let path = PathBuf::from(needed(form, "file", "Give the file a name")?);
    let format = Format::of_path(&path)
        .ok_or_else(|| Wanting::new("file", "End the name in .docx, .html, .md or .txt"))?;
    let page = build(about.kind, &about.subject, &cx.seen.narrowed(&about.audience), cx);
    let bytes = report::write(&page, format);
    let made = ExportMade {
        what: format!("report: {}", about.kind.word()),
        audience: about.audience.to_string(),
        format: format.ending().to_owned(),
        date: Some(Date::day(cx.today)),
        ..ExportMade::default()
    };
    Ok(Effect::WriteFile(Box::new(OutFile { path, bytes, made, replaces: false })))
}
