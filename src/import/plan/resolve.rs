//! Names to records: those of the case, else new ones. What means nothing, or several things, is a problem of its row.

use std::collections::BTreeSet;

use super::NewRecord;
use crate::{
    document::Pen,
    import::{
        Choices, Field,
        cells::{DisclosureText, read_disclosure},
        draft::Draft,
        names::{Known, Meant, bracketed, joined, means_both},
        standing::Resolved,
    },
    model::{
        Actor, ActorKind, Case, Disclosure, Faction, Id, Issue, IssueOption, Kind, Position, Record,
        RecordRef, RecordType, Source, StanceOn,
    },
    notation::Problem,
    search,
};

/// The records of a case and those that the import makes.
pub(super) struct Desk<'a> {
    case: &'a Case,
    pen: &'a Pen,
    existing_only: bool,
    default: Disclosure,
    known: Known,
    letters: BTreeSet<String>,
    /// New records in the order of making.
    pub(super) made: Vec<(NewRecord, Record)>,
    /// What to look at, with the new record that it is about.
    pub(super) notices: Vec<(RecordRef, Problem)>,
    numbers: u32,
}

type Found<T> = Result<Id<T>, Problem>;

impl<'a> Desk<'a> {
    pub(super) fn new(
        case: &'a Case,
        choices: &Choices,
        pen: &'a Pen,
        drafts: &[Draft],
    ) -> Result<Self, Problem> {
        let mut desk = Self {
            case,
            pen,
            existing_only: choices.existing_only,
            default: Disclosure::Team,
            known: Known::of(case),
            letters: drafts
                .iter()
                .flat_map(|draft| &draft.stances)
                .map(|stance| stance.option.to_uppercase())
                .collect(),
            made: Vec::new(),
            notices: Vec::new(),
            numbers: 0,
        };
        desk.letters.extend(case.options.shown().map(|(_, option)| option.letter.to_uppercase()));
        if let Some(text) = &choices.disclosure {
            desk.default = desk.default_disclosure(text)?;
        }
        Ok(desk)
    }

    fn default_disclosure(&self, text: &str) -> Result<Disclosure, Problem> {
        let said = read_disclosure(text).ok_or_else(|| {
            let what = format!("the disclosure \"{text}\" is not understood");
            Problem::new((1, 1), what, "Write public, shared, shared: A; B (the parties), confided, or team.")
        })?;
        let nobody = Draft::default();
        self.disclosure(&said, &nobody).map_err(|problem| Problem { line: 1, ..problem })
    }

    /// Makes the actors that the file names by themselves, so that names that join them are known as such.
    pub(super) fn take_parties(&mut self, drafts: &[Draft]) {
        for draft in drafts {
            let is_plain = !means_both(&draft.party) && joined(&draft.party).is_empty();
            if is_plain && !self.existing_only && self.known.actors.find(&draft.party) == Meant::Nothing {
                self.new_actor(draft, Vec::new());
            }
        }
    }

    /// A row with every name in it resolved.
    pub(super) fn resolve(&mut self, draft: &Draft) -> Result<Resolved, Vec<Problem>> {
        let (party, issue) = match (self.party(draft), self.issue(draft)) {
            (Ok(party), Ok(issue)) => (party, issue),
            (party, issue) => return Err([party.err(), issue.err()].into_iter().flatten().collect()),
        };
        let mut problems = Vec::new();
        let faction = (!draft.faction.is_empty()).then(|| self.faction(draft, &party)).transpose();
        let disclosure = draft.disclosure.as_ref().map(|said| self.disclosure(said, draft)).transpose();
        let mut stances = Vec::new();
        for said in &draft.stances {
            match self.option(draft, &issue, &said.option) {
                Ok(option) => stances.push(StanceOn {
                    option,
                    stance: said.stance,
                    condition: said.condition.clone(),
                    inferred: said.inferred,
                }),
                Err(problem) => problems.push(problem),
            }
        }
        let mut sources = Vec::new();
        for name in &draft.sources {
            match self.source(draft, name) {
                Ok(source) => sources.push(source),
                Err(problem) => problems.push(problem),
            }
        }
        let faction = faction.unwrap_or_else(|problem| {
            problems.push(problem);
            None
        });
        let disclosure = disclosure.unwrap_or_else(|problem| {
            problems.push(problem);
            None
        });
        if !problems.is_empty() {
            return Err(problems);
        }
        let position = Position {
            party,
            issue,
            phase: draft.phase,
            statement: draft.statement.clone(),
            date: draft.date.clone(),
            disclosure: disclosure.clone().unwrap_or_else(|| self.default.clone()),
            faction,
            spokesperson: draft.spokesperson.clone(),
            stances,
            interest: draft.interest.clone(),
            firmness: draft.firmness,
            sources,
            note: draft.note.clone(),
            ..Position::default()
        };
        Ok(Resolved { position, disclosure, extras: draft.extras.clone() })
    }

    /// An id that no other record of this import has.
    pub(super) fn next_id<T>(&mut self, pen: &Pen) -> Id<T> {
        // Number 0 is the step's own.
        self.numbers += 1;
        pen.id(self.numbers)
    }

    /// Speaker, issue, phase and date of a position.
    pub(super) fn words(&self, position: &Position) -> String {
        let party = self.label(&position.party, &self.case.actors);
        let speaker = position.faction.as_ref().map_or(party.clone(), |faction| {
            format!("{party}: {}", self.label(faction, &self.case.factions))
        });
        let issue = self.label(&position.issue, &self.case.issues);
        let date = position.date.as_ref().map_or(String::new(), |date| format!(", {date}"));
        format!("{speaker} / {issue}, {}{date}", position.phase)
    }

    fn label<T: RecordType>(&self, id: &Id<T>, table: &crate::model::Table<T>) -> String {
        if let Some(known) = table.first(id) {
            return known.label().to_owned();
        }
        let which = RecordRef::of(id);
        let made = self.made.iter().find(|(new, _)| new.which == which);
        made.map_or_else(String::new, |(_, record)| record.label().to_owned())
    }

    fn party(&mut self, draft: &Draft) -> Found<Actor> {
        match self.known.actors.find(&draft.party) {
            Meant::One(id) => Ok(id),
            Meant::Several => Err(several(draft, Field::Party, &draft.party)),
            Meant::Nothing if self.existing_only => {
                Err(unknown(draft, Field::Party, &draft.party, self.known.actors.all()))
            }
            Meant::Nothing if means_both(&draft.party) => Ok(self.both(draft)),
            Meant::Nothing => {
                let members: Vec<Meant<Actor>> =
                    joined(&draft.party).into_iter().map(|part| self.known.actors.find(part)).collect();
                let known: Vec<Id<Actor>> = members
                    .iter()
                    .filter_map(|meant| if let Meant::One(id) = meant { Some(id.clone()) } else { None })
                    .collect();
                let are_all_known = known.len() == members.len();
                Ok(self.new_actor(draft, if are_all_known { known } else { Vec::new() }))
            }
        }
    }

    /// A group for "both": of the case's two parties if it has exactly two, else of nobody until a person says who.
    fn both(&mut self, draft: &Draft) -> Id<Actor> {
        let parties: Vec<Id<Actor>> = self
            .case
            .actors
            .shown()
            .filter(|(_, actor)| actor.is_party())
            .map(|(id, _)| id.clone())
            .collect();
        let members = if parties.len() == 2 { parties } else { Vec::new() };
        let is_open = members.is_empty();
        let id = self.new_group(draft, members);
        if is_open {
            let what = format!(
                "\"{}\" becomes a group without members: the file does not say who is meant",
                draft.party.trim()
            );
            let remedy = "Enter its members in the case, or write the names, such as \"A and B\".";
            self.notice(&id, draft, what, remedy);
        }
        id
    }

    fn new_actor(&mut self, draft: &Draft, members: Vec<Id<Actor>>) -> Id<Actor> {
        if !members.is_empty() {
            return self.new_group(draft, members);
        }
        let name = draft.party.trim();
        let near = bracketed(name).filter(|(before, _)| self.known.actors.find(before) != Meant::Nothing);
        let actor = Actor { name: name.to_owned(), disclosure: self.beside_positions(), ..Actor::default() };
        let id = self.make(draft.line, "", actor);
        self.known.actors.insert(&id, name, []);
        if let Some((before, _)) = near {
            let what = format!("\"{name}\" becomes an actor of its own, beside {before}");
            let remedy = format!(
                "If they are the same, add \"{name}\" to the other names of {before} and import again."
            );
            self.notice(&id, draft, what, remedy);
        }
        id
    }

    fn new_group(&mut self, draft: &Draft, members: Vec<Id<Actor>>) -> Id<Actor> {
        let name = draft.party.trim();
        let called: Vec<String> = members.iter().map(|id| self.label(id, &self.case.actors)).collect();
        let words = if called.is_empty() {
            ", a group".to_owned()
        } else {
            format!(", a group of {}", called.join(" and "))
        };
        let disclosure = self.beside_positions();
        let actor =
            Actor { name: name.to_owned(), kind: ActorKind::Group, members, disclosure, ..Actor::default() };
        let id = self.make(draft.line, &words, actor);
        self.known.actors.insert(&id, name, []);
        id
    }

    fn issue(&mut self, draft: &Draft) -> Found<Issue> {
        match self.known.issues.find(&draft.issue) {
            Meant::One(id) => Ok(id),
            Meant::Several => Err(several(draft, Field::Issue, &draft.issue)),
            Meant::Nothing if self.existing_only => {
                Err(unknown(draft, Field::Issue, &draft.issue, self.known.issues.all()))
            }
            Meant::Nothing => {
                let title = draft.issue.trim();
                let issue = Issue {
                    title: title.to_owned(),
                    disclosure: self.beside_positions(),
                    ..Issue::default()
                };
                let id = self.make(draft.line, "", issue);
                self.known.issues.insert(&id, title, []);
                Ok(id)
            }
        }
    }

    fn faction(&mut self, draft: &Draft, party: &Id<Actor>) -> Found<Faction> {
        let known = self.known.factions.entry(party.clone()).or_default();
        match known.find(&draft.faction) {
            Meant::One(id) => Ok(id),
            Meant::Several => Err(several(draft, Field::Faction, &draft.faction)),
            Meant::Nothing if self.existing_only => {
                Err(unknown(draft, Field::Faction, &draft.faction, known.all()))
            }
            Meant::Nothing => {
                let name = draft.faction.trim();
                let disclosure = self.beside_positions();
                let faction =
                    Faction { actor: party.clone(), name: name.to_owned(), disclosure, ..Faction::default() };
                let id = self.make(draft.line, &format!(" of {}", draft.party.trim()), faction);
                self.known.factions.entry(party.clone()).or_default().insert(&id, name, []);
                Ok(id)
            }
        }
    }

    fn option(&mut self, draft: &Draft, issue: &Id<Issue>, name: &str) -> Found<IssueOption> {
        let known = self.known.options.entry(issue.clone()).or_default();
        match known.find(name) {
            Meant::One(id) => Ok(id),
            Meant::Several => Err(several(draft, Field::Option, name)),
            Meant::Nothing if self.existing_only => Err(unknown(draft, Field::Option, name, known.all())),
            Meant::Nothing => {
                let title = name.trim().to_owned();
                let letter = if title.chars().count() <= 3 { title.clone() } else { self.free_letter() };
                let disclosure = self.beside_positions();
                let option =
                    IssueOption { issue: issue.clone(), letter, title, disclosure, ..IssueOption::default() };
                let (letter, title) = (option.letter.clone(), option.title.clone());
                let id = self.make(draft.line, &format!(" of {}", draft.issue.trim()), option);
                self.known.options.entry(issue.clone()).or_default().insert(&id, &letter, [title.as_str()]);
                Ok(id)
            }
        }
    }

    fn free_letter(&mut self) -> String {
        let round = |round: usize| {
            let number = if round == 0 { String::new() } else { round.to_string() };
            ('A'..='Z').map(move |letter| format!("{letter}{number}"))
        };
        // So many rounds have more letters than are taken.
        let rounds = 0..=self.letters.len() / 26;
        let letter = rounds.flat_map(round).find(|letter| !self.letters.contains(letter)).unwrap_or_default();
        self.letters.insert(letter.clone());
        letter
    }

    /// A source is known by its exact text: another spelling may be another document. A new one is the team's.
    fn source(&mut self, draft: &Draft, name: &str) -> Found<Source> {
        match self.known.sources.find_exactly(name) {
            Meant::One(id) => Ok(id),
            Meant::Several => Err(several(draft, Field::Source, name)),
            Meant::Nothing => {
                let source = Source { name: name.to_owned(), ..Source::default() };
                let id = self.make(draft.line, "", source);
                self.known.sources.insert(&id, name, []);
                Ok(id)
            }
        }
    }

    fn disclosure(&self, said: &DisclosureText, draft: &Draft) -> Result<Disclosure, Problem> {
        let names = match said {
            DisclosureText::Public => return Ok(Disclosure::Public),
            DisclosureText::SharedWithAll => return Ok(Disclosure::SharedWithAll),
            DisclosureText::Team => return Ok(Disclosure::Team),
            DisclosureText::Confided => return Ok(Disclosure::Confided { by: draft.confided_by.clone() }),
            DisclosureText::Shared(names) => names,
        };
        let one = |name: &String| match self.known.actors.find(name) {
            Meant::One(id) => Ok(id),
            Meant::Several => Err(several(draft, Field::Disclosure, name)),
            Meant::Nothing => Err(unknown(draft, Field::Disclosure, name, self.known.actors.all())),
        };
        names.iter().map(one).collect::<Result<_, _>>().map(Disclosure::Shared)
    }

    /// Who may be told of a new actor or issue: whoever may be told of the positions on the whole.
    fn beside_positions(&self) -> Disclosure {
        match &self.default {
            Disclosure::Confided { .. } => Disclosure::Team,
            other => other.clone(),
        }
    }

    fn make<T: RecordType>(&mut self, line: usize, words: &str, record: T) -> Id<T> {
        let pen = self.pen;
        let id: Id<T> = self.next_id(pen);
        let words = format!("{} \"{}\"{words}", T::KIND, record.label());
        self.made.push((NewRecord { which: RecordRef::of(&id), line, words }, record.into_record()));
        id
    }

    fn notice(&mut self, id: &Id<Actor>, draft: &Draft, what: String, remedy: impl Into<String>) {
        self.notices.push((
            RecordRef { kind: Kind::Actor, id: id.cast() },
            draft.problem(Field::Party, what, remedy),
        ));
    }
}

fn several(draft: &Draft, field: Field, name: &str) -> Problem {
    let what = format!("\"{}\" means more than one record of the case", name.trim());
    draft.problem(field, what, "Write the code or the id of the one that is meant.")
}

fn unknown<'a>(draft: &Draft, field: Field, name: &str, known: impl Iterator<Item = &'a str>) -> Problem {
    let remedy = match search::nearest(name, known) {
        Some(near) => format!("Did you mean \"{near}\"?"),
        None => "Write the name, code or id of one that is.".to_owned(),
    };
    draft.problem(field, format!("\"{}\" is not in the case", name.trim()), remedy)
}
