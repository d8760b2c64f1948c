//! `report`: writes a page about a case for one audience, in the format that the file's ending asks for.
//!
//! The page never says how much was withheld; the person who writes it is told once the file is there.

use std::path::PathBuf;

use clap::{
    Args,
    builder::{PossibleValue, PossibleValuesParser, TypedValueParser},
};

use crate::{
    analysis::comparison::{self, kept_back, may_be_shown},
    audience::{Audience, Seen},
    model::{Comparison, Id, Phase, RecordType},
    report::{self, Asked, Format, Kind},
    store::{OpenCase, StoreError, check_outgoing, read_document, scenario_files, write_outgoing},
};

use super::{
    Desk, cases,
    failure::Failure,
    naming::{self, Named},
    said::Said,
    show,
};

#[derive(Debug, Args)]
pub struct Report {
    /// The case: a folder, or a name in the cases folder
    case: PathBuf,
    /// What to write about
    #[arg(value_parser = kinds())]
    kind: Kind,
    /// The file to write; its ending says how: .md, .html, .docx, .txt
    file: PathBuf,
    /// For whom: team, shareable, or party:ID
    #[arg(long)]
    audience: String,
    /// The party of a party report, by id, code or name; without it, each
    #[arg(long)]
    party: Option<String>,
    /// The issue of an issue report, by id, code or title; without it, each
    #[arg(long)]
    issue: Option<String>,
    /// The session of the minutes, by id, code or title; without it, the last
    #[arg(long)]
    session: Option<String>,
    /// Positions as they stood at the end of this phase; without it, the phase
    /// of the case
    #[arg(long, value_parser = show::phase)]
    phase: Option<Phase>,
    /// Write over a file that is there
    #[arg(long)]
    replace: bool,
}

/// The kinds, each with a line of help.
fn kinds() -> impl TypedValueParser<Value = Kind> {
    let values = report::kinds().iter().map(|kind| PossibleValue::new(kind.word()).help(kind.holds()));
    PossibleValuesParser::new(values)
        .try_map(|word| Kind::from_word(&word).ok_or_else(|| format!("there is no report called {word}")))
}

impl Report {
    /// Writes it.
    pub fn run(&self, desk: &Desk) -> anyhow::Result<Said> {
        self.refuse_what_does_not_fit()?;
        let format = Format::of_path(&self.file).ok_or_else(|| {
            let words = "does not end in .md, .html, .docx or .txt; nothing was written";
            Failure::usage(format!("\"{}\" {words}", self.file.display()))
        })?;
        check_outgoing(&*desk.disk, &self.file, self.replace)?;
        let open = desk.read_case(&self.case)?;
        let audience = cases::audience(&open, &self.audience)?;
        let seen = Seen::of(open.document(), &audience);
        let mut comparisons = comparisons(desk, &open)?;
        let team = Seen::of(open.document(), &Audience::Team);
        let kept_back = kept_back(&comparisons, &team, &audience);
        comparisons.retain(|comparison| may_be_shown(comparison, &team, &audience));
        let asked = Asked {
            party: find(&seen, self.party.as_deref())?,
            issue: find(&seen, self.issue.as_deref())?,
            session: find(&seen, self.session.as_deref())?,
            phase: self.phase,
            ..Asked::on(desk.around.today).with_comparisons(&comparisons)
        };
        let page = report::build(&seen, self.kind, &asked);
        let bytes = report::write(&page, format);
        write_outgoing(&*desk.disk, &self.file, &bytes, self.replace)?;
        let mut said = Said::text(format!("Written for {}: {}\n", self.audience, self.file.display()));
        let what = format!("report: {}", self.kind.word());
        if let Some(why) = desk.note_export(&self.case, &what, &self.file, &audience) {
            said = said.and_note(&why);
        }
        if self.kind.has_comparisons() {
            said = kept_back.iter().fold(said, |said, why| said.and_note(why));
        }
        // Minutes hold what all parties may know, whoever writes them.
        let reader =
            if self.kind == Kind::Minutes && seen.is_team() { Audience::Shareable } else { audience };
        match report::withheld_words(open.case(), &reader) {
            words if words.is_empty() => Ok(said),
            words => Ok(said.and_note(&format!("{words} The file does not say so."))),
        }
    }

    /// A filter that would silently do nothing is refused.
    fn refuse_what_does_not_fit(&self) -> anyhow::Result<()> {
        for (given, name, kind) in [
            (&self.party, "--party", Kind::Party),
            (&self.issue, "--issue", Kind::Issue),
            (&self.session, "--session", Kind::Minutes),
        ] {
            if given.is_some() && self.kind != kind {
                return Err(Failure::usage(format!("{name} works with the report: {}", kind.word())));
            }
        }
        Ok(())
    }
}

fn find<T: Named + RecordType>(seen: &Seen, given: Option<&str>) -> anyhow::Result<Option<Id<T>>> {
    given.map(|given| naming::find(seen, given)).transpose()
}

/// The comparisons kept with the case. One that cannot be read is named, for a report without it would mislead.
fn comparisons(desk: &Desk, open: &OpenCase) -> anyhow::Result<Vec<Comparison>> {
    let mut found = Vec::new();
    for path in scenario_files(&*desk.disk, open.folder()) {
        let text = read_document(&*desk.disk, &path)?;
        let read = comparison::read(&text);
        found.push(read.map_err(|problem| StoreError::Bad { path, problem })?);
    }
    Ok(found)
}
