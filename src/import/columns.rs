//! Which column of a sheet means what. Headers are compared without regard to case, accents, `_` and `-`; a person
//! can say otherwise, and what nobody knows is kept for the note.

use super::sheet::Sheet;
use crate::{
    notation::{self, Problem},
    search::fold,
};

/// What a column can mean. The export writes the first name of each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// Who was heard.
    Party,
    /// The part of the party that said it.
    Faction,
    /// On what.
    Issue,
    /// In which phase.
    Phase,
    /// When.
    Date,
    /// What was said.
    Statement,
    /// The language of the statement.
    Language,
    /// The wording that the statement was translated from.
    Original,
    /// The language of that wording.
    OriginalLanguage,
    /// Who translated it.
    Translator,
    /// The option that the stance is about.
    Option,
    /// The stance; or several, each with its option.
    Stance,
    /// What "accepts if" depends on.
    Condition,
    /// How movable it is.
    Firmness,
    /// The same in many lists, and there often free text.
    Flexibility,
    /// Why they want it.
    Interest,
    /// Who may be told.
    Disclosure,
    /// Who said it in confidence.
    ConfidedBy,
    /// Who or what says so.
    Source,
    /// Who spoke.
    Spokesperson,
    /// For the team.
    Note,
    /// The short code of the row, to which other rows of the file refer; the case gives its own.
    Code,
    /// The codes of rows of the file that stood when this one was recorded.
    After,
    /// The code of the row of the file beside which this is another reading.
    Beside,
    /// The marking of the page: read past.
    Marking,
}

impl Field {
    /// Every field, in the order of the export.
    pub const ALL: [Self; 25] = [
        Self::Code,
        Self::Party,
        Self::Faction,
        Self::Issue,
        Self::Phase,
        Self::Date,
        Self::Statement,
        Self::Language,
        Self::Original,
        Self::OriginalLanguage,
        Self::Translator,
        Self::Option,
        Self::Stance,
        Self::Condition,
        Self::Firmness,
        Self::Flexibility,
        Self::Interest,
        Self::Disclosure,
        Self::ConfidedBy,
        Self::Source,
        Self::Spokesperson,
        Self::Note,
        Self::After,
        Self::Beside,
        Self::Marking,
    ];

    /// The headers that mean this field, the usual one first.
    #[must_use]
    pub const fn names(self) -> &'static [&'static str] {
        match self {
            Self::Party => &["party"],
            Self::Faction => &["faction"],
            Self::Issue => &["issue", "ssr_issue"],
            Self::Phase => &["phase"],
            Self::Date => &["date"],
            Self::Statement => &["statement", "position"],
            Self::Language => &["language"],
            Self::Original => &["original"],
            Self::OriginalLanguage => &["original_language"],
            Self::Translator => &["translator"],
            Self::Option => &["option"],
            Self::Stance => &["stance"],
            Self::Condition => &["condition"],
            Self::Firmness => &["firmness"],
            Self::Flexibility => &["flexibility"],
            Self::Interest => &["interest"],
            Self::Disclosure => &["disclosure"],
            Self::ConfidedBy => &["confided_by"],
            Self::Source => &["source"],
            Self::Spokesperson => &["spokesperson"],
            Self::Note => &["note"],
            Self::Code => &["code"],
            Self::After => &["after"],
            Self::Beside => &["beside"],
            Self::Marking => &["marking"],
        }
    }

    /// The usual header.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.names()[0]
    }

    /// The field that a header means.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let name = plain(name);
        Self::ALL.into_iter().find(|field| field.names().iter().any(|known| plain(known) == name))
    }
}

/// What each column of a sheet means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns {
    /// The columns that mean a field.
    fields: Vec<(Field, usize)>,
    /// The columns that are kept for the note, with their headers.
    kept: Vec<(String, usize)>,
}

const NEEDED: [Field; 5] = [Field::Party, Field::Issue, Field::Phase, Field::Date, Field::Statement];

impl Columns {
    /// Reads the header of a sheet; `map` says what headers mean that are not known, or mean something else here.
    pub fn of(sheet: &Sheet, map: &[(String, String)]) -> Result<Self, Vec<Problem>> {
        let mut columns = Self { fields: Vec::new(), kept: Vec::new() };
        let mut problems = Vec::new();
        for (column, _) in map {
            if !sheet.header.cells.iter().any(|cell| plain(&cell.text) == plain(column)) {
                let what = format!("there is no column \"{column}\" to map");
                problems.push(Problem::new((sheet.header.line.max(1), 1), what, headers(sheet)));
            }
        }
        for (at, cell) in sheet.header.cells.iter().enumerate() {
            let place = (sheet.header.line, cell.column);
            if let Err((what, remedy)) = columns.take(at, &cell.text, map) {
                problems.push(Problem::new(place, what, remedy));
            }
        }
        problems.extend(columns.missing(sheet));
        if problems.is_empty() { Ok(columns) } else { Err(problems) }
    }

    /// The headers of the columns whose text goes into the note.
    pub fn kept(&self) -> impl Iterator<Item = &str> {
        self.kept.iter().map(|(name, _)| name.as_str())
    }

    /// The column that means a field.
    #[must_use]
    pub fn of_field(&self, field: Field) -> Option<usize> {
        self.fields.iter().find(|(known, _)| *known == field).map(|(_, at)| *at)
    }

    /// The columns that are kept for the note.
    pub(super) fn extras(&self) -> impl Iterator<Item = (&str, usize)> {
        self.kept.iter().map(|(name, at)| (name.as_str(), *at))
    }

    fn take(&mut self, at: usize, header: &str, map: &[(String, String)]) -> Result<(), (String, String)> {
        let name = header.trim();
        let keep = |kept: &mut Vec<(String, usize)>| {
            let name = if name.is_empty() { format!("column {}", at + 1) } else { name.to_owned() };
            kept.push((name, at));
        };
        let field = match mapped(name, map) {
            None => Field::from_name(name),
            Some(field) => Some(Field::from_name(field).ok_or_else(|| unknown_field(name, field))?),
        };
        match field {
            None => keep(&mut self.kept),
            Some(Field::Note) if self.of_field(Field::Note).is_some() => keep(&mut self.kept),
            Some(field) if self.of_field(field).is_some() => {
                let what = format!("two columns mean the {}", field.name());
                return Err((
                    what,
                    format!("Say which one is not: --map \"{name}=note\" keeps its text in the note."),
                ));
            }
            Some(field) => self.fields.push((field, at)),
        }
        Ok(())
    }

    fn missing(&self, sheet: &Sheet) -> Vec<Problem> {
        let missing: Vec<Field> =
            NEEDED.into_iter().filter(|field| self.of_field(*field).is_none()).collect();
        let place = (sheet.header.line.max(1), 1);
        if sheet.header.cells.is_empty() {
            return vec![Problem::new(place, "the sheet is empty", "Look whether it is the right file.")];
        }
        if missing.len() == NEEDED.len() && sheet.header.cells.len() <= 2 {
            let what = "the columns are not separated by comma, semicolon or tab";
            let remedy =
                "Save the file with one of these between the cells, the first row naming the columns.";
            return vec![Problem::new(place, what, remedy)];
        }
        let one = |field: &Field| {
            let what = format!("the column \"{}\" is missing", field.names().join("\" or \""));
            let near = notation::nearest(field.name(), self.kept());
            let remedy = match near {
                Some(near) => format!("If \"{near}\" is meant, say so: --map \"{near}={}\".", field.name()),
                None => {
                    format!("Say which column it is (--map \"COLUMN={}\"). {}", field.name(), headers(sheet))
                }
            };
            Problem::new(place, what, remedy)
        };
        missing.iter().map(one).collect()
    }
}

/// Whether a header means a field.
pub(super) fn is_known(header: &str, map: &[(String, String)]) -> bool {
    mapped(header, map).is_some() || Field::from_name(header).is_some()
}

fn mapped<'a>(header: &str, map: &'a [(String, String)]) -> Option<&'a str> {
    map.iter().find(|(column, _)| plain(column) == plain(header)).map(|(_, field)| field.as_str())
}

fn plain(header: &str) -> String {
    fold(header.trim()).replace(['_', '-'], " ")
}

fn unknown_field(column: &str, field: &str) -> (String, String) {
    let known: Vec<&str> = Field::ALL.into_iter().map(Field::name).collect();
    (format!("\"{column}\" cannot be mapped to \"{field}\""), format!("Known fields: {}.", known.join(", ")))
}

fn headers(sheet: &Sheet) -> String {
    let names: Vec<&str> = sheet.header.cells.iter().map(|cell| cell.text.trim()).collect();
    let mut all = names.join(", ");
    if let Some((at, _)) = all.char_indices().nth(300) {
        all.truncate(at);
        all.push('…');
    }
    format!("The first row reads: {all}.")
}
