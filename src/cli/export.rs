//! `export`: writes what an audience may see of a case into a file, by the file's ending.
//!
//! The file never says how much was withheld; the person who writes it is told. Nothing goes into a case folder.

use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::{Map, Value, json};

use crate::{
    audience::{Audience, Seen},
    export,
    model::{Case, Phase, RecordType},
    store::{CaseDocument, check_outgoing, write_outgoing},
};

use super::{
    Desk, cases,
    failure::Failure,
    fields::{Fields, Shown, each},
    said::{self, Said},
    show,
};

#[derive(Debug, Args)]
pub struct Export {
    /// The case: a folder, or a name in the cases folder
    case: PathBuf,
    /// The file to write; its ending says how: .ron, .json; .csv and .xlsx hold the list of positions
    file: PathBuf,
    /// For whom: team, shareable, or party:ID
    #[arg(long)]
    audience: String,
    /// Instead of the list of positions the matrix of this phase: .csv and .xlsx only
    #[arg(long, value_name = "PHASE", value_parser = show::phase)]
    matrix: Option<Phase>,
    /// Write over a file that is there
    #[arg(long)]
    replace: bool,
}

/// How a case can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Ron,
    Json,
    Csv,
    Xlsx,
}

impl Export {
    /// Writes it.
    pub fn run(&self, desk: &Desk) -> anyhow::Result<Said> {
        let form = Form::of(&self.file)?;
        if self.matrix.is_some() && matches!(form, Form::Ron | Form::Json) {
            return Err(Failure::usage("--matrix goes with a file that ends in .csv or .xlsx"));
        }
        check_outgoing(&*desk.disk, &self.file, self.replace)?;
        let open = desk.read_case(&self.case)?;
        let audience = cases::audience(&open, &self.audience)?;
        let seen = Seen::of(open.document(), &audience);
        let bytes = match form {
            Form::Ron => CaseDocument::of(seen.case()).text()?.into_bytes(),
            Form::Json => said::json(&whole(&seen))?.into_bytes(),
            Form::Csv => self.grid(&seen).to_csv(),
            Form::Xlsx => self.grid(&seen).to_xlsx()?,
        };
        write_outgoing(&*desk.disk, &self.file, &bytes, self.replace)?;
        let mut said = Said::text(format!("Written for {}: {}\n", self.audience, self.file.display()));
        let withheld = withheld(open.case(), &audience);
        if !withheld.is_empty() {
            said = said.and_note(&format!("{withheld} The file does not say so."));
        }
        if let Some(why) = desk.note_export(&self.case, "export", &self.file, &audience) {
            said = said.and_note(&why);
        }
        Ok(said)
    }

    fn grid(&self, seen: &Seen) -> export::Grid {
        self.matrix.map_or_else(|| export::positions(seen), |phase| export::matrix(seen, phase))
    }
}

impl Form {
    fn of(file: &Path) -> anyhow::Result<Self> {
        let ending =
            file.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
        match ending.as_str() {
            "ron" => Ok(Self::Ron),
            "json" => Ok(Self::Json),
            "csv" => Ok(Self::Csv),
            "xlsx" => Ok(Self::Xlsx),
            _ => Err(Failure::usage(format!(
                "\"{}\" does not end in .ron, .json, .csv or .xlsx",
                file.display()
            ))),
        }
    }
}

/// What an audience is not given, for the person who writes the file.
fn withheld(case: &Case, audience: &Audience) -> String {
    if case.is_closed_to(audience) {
        return crate::report::withheld_words(case, audience);
    }
    let withheld = case.withheld_from(audience);
    let counted: Vec<String> = withheld.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
    if counted.is_empty() { String::new() } else { format!("Withheld: {}.", counted.join(", ")) }
}

/// Every record by kind: the team's with ids and versions, others' without.
fn whole(seen: &Seen) -> Value {
    let mut all = Map::new();
    all.insert("kind".to_owned(), json!(seen.case().about.kind.word()));
    if seen.is_team() {
        all.insert("id".to_owned(), json!(seen.case().about.id));
        all.insert("created".to_owned(), json!(seen.case().about.created));
    }
    macro_rules! take_all {
        ($( $kind:ident $type:ident $table:ident $word:literal $code:tt $shown:ident $label:tt; )+) => {
            $(
                let list = rows::<crate::model::$type>(seen);
                if seen.is_team() || !list.is_empty() {
                    all.insert(stringify!($table).to_owned(), Value::Array(list));
                }
            )+
        };
    }
    crate::model::each_kind!(take_all);
    Value::Object(all)
}

fn rows<T: Shown + RecordType>(seen: &Seen) -> Vec<Value> {
    let rows: Vec<Fields> = each::<T>(seen).into_iter().map(|(.., fields)| fields).collect();
    rows.iter().map(Fields::json).collect()
}
