//! `record`: one position in one line. It says "saved" only after it is, and the same line twice adds nothing.

mod making;
mod same;
mod words;

use std::{io::Read as _, path::PathBuf};

use clap::Args;

use crate::{
    audience::{Audience, Seen},
    edit::Edit,
    model::{
        Credibility, Date, Disclosure, Event, Faction, Firmness, Id, Phase, Position, Record as AnyRecord,
        RecordRef, Reliability, Source, SourceKind, Words,
    },
};

use super::{Desk, failure::Failure, naming, said::Said, show};
use making::Making;
use words::OptionStance;

#[derive(Debug, Args)]
#[command(after_help = "Arguments of a running command can be seen by others on the same machine: give\n\
    confidential words with \"--statement -\", which reads them from standard input.\n\n\
    Stances: demands, accepts, accepts-if, neutral, opposes, red-line, unknown.")]
pub struct Record {
    /// The case: a folder, or a name in the cases folder
    case: PathBuf,
    /// Who was heard: id, code, name or alias
    #[arg(long)]
    party: String,
    /// On what: id, code or title
    #[arg(long)]
    issue: String,
    /// In which phase: pre-negotiation, negotiation, agreement, implementation
    #[arg(long, value_parser = show::phase)]
    phase: Phase,
    /// How it stands to an option: B=accepts, or "B=accepts-if:police posts first"
    #[arg(long, value_name = "OPTION=STANCE", value_parser = words::option_stance)]
    stance: Vec<OptionStance>,
    /// The same where it is our inference and not their statement
    #[arg(long, value_name = "OPTION=STANCE", value_parser = words::option_stance)]
    inferred: Vec<OptionStance>,
    /// What was said; - reads it from standard input
    #[arg(long)]
    statement: String,
    /// Who or what says so: a source of the case, or words for a new one
    #[arg(long)]
    source: Option<String>,
    /// When: 1991-04-27, 1991-04, 1991, 1991-mid, or a range
    #[arg(long, value_parser = show::date)]
    date: Option<Date>,
    /// Who may be told: public, shared, confided, team
    #[arg(long, default_value = "team", value_parser = words::disclosure)]
    disclosure: Disclosure,
    /// With --disclosure shared: with whom; without it, with all parties
    #[arg(long, value_name = "ACTOR")]
    shared_with: Vec<String>,
    /// With --disclosure confided: who said it in confidence
    #[arg(long, value_name = "NAME")]
    confided_by: Option<String>,
    /// How movable it is, in our reading: open, leaning, firm, fixed
    #[arg(long, value_parser = words::firmness)]
    firmness: Option<Firmness>,
    /// The part of the party that said it
    #[arg(long)]
    faction: Option<String>,
    /// The person who spoke
    #[arg(long, default_value = "", hide_default_value = true)]
    spokesperson: String,
    /// Why they want it, in our reading
    #[arg(long, default_value = "", hide_default_value = true)]
    interest: String,
    /// The meeting in which it was said
    #[arg(long)]
    event: Option<String>,
    /// It is another reading of the moment of this position, and takes no place
    #[arg(long, value_name = "POSITION")]
    beside: Option<String>,
    /// The language of the statement, such as en, ar, es-SV
    #[arg(long)]
    language: Option<String>,
    /// The original wording, where the statement is a translation
    #[arg(long)]
    original: Option<String>,
    /// The language of the original
    #[arg(long)]
    original_language: Option<String>,
    /// Who translated it
    #[arg(long)]
    translator: Option<String>,
    /// What a new source is: document, person, meeting, media, inference
    #[arg(long, value_parser = words::source_kind)]
    source_kind: Option<SourceKind>,
    /// How far a new source can be relied on, A to F
    #[arg(long, value_parser = words::reliability)]
    reliability: Option<Reliability>,
    /// How credible what a new source says is, 1 to 6
    #[arg(long, value_parser = words::credibility)]
    credibility: Option<Credibility>,
    /// For the team
    #[arg(long, default_value = "", hide_default_value = true)]
    note: String,
    /// Make the actor, the issue or the option if it is not there
    #[arg(long)]
    create: bool,
}

/// No statement is longer, in bytes.
const LONGEST: u64 = 500_000;

/// A statement out of the bytes that came: its length is looked at first, for what was cut off may be half a letter.
fn statement(bytes: &[u8]) -> anyhow::Result<String> {
    if bytes.len() as u64 > LONGEST {
        return Err(Failure::input(
            "the statement is longer than 500 kB; nothing was written. Record the part that counts",
        ));
    }
    let text = std::str::from_utf8(bytes).map_err(|why| {
        let words =
            format!("the statement is not UTF-8 from byte {} on; nothing was written", why.valid_up_to() + 1);
        Failure::input(words)
    })?;
    match text.trim() {
        "" => Err(Failure::input("the statement is empty; write what was said")),
        text => Ok(text.to_owned()),
    }
}

impl Record {
    /// Records it.
    pub fn run(mut self, desk: &Desk) -> anyhow::Result<Said> {
        self.refuse_what_does_not_fit()?;
        let by = desk.author()?;
        self.statement = self.read_statement()?;
        let mut open = desk.write_case(&self.case, by)?;
        if open.is_read_only() {
            return Err(crate::store::StoreError::ReadOnly.into());
        }
        let pen = open.pen(desk.around.now)?;
        let (edit, position, made) = {
            let seen = Seen::of(open.document(), &Audience::Team);
            let mut making = Making::new(&seen, &pen, self.create);
            let position = self.position(&mut making)?;
            if let Some(said) = same::noticed(&seen, &position)? {
                return Ok(said);
            }
            let (mut edits, made) = making.done();
            let id: Id<Position> = pen.id(1);
            edits.push(Edit::Add(RecordRef::of(&id), Box::new(AnyRecord::Position(position))));
            (Edit::Together(edits), id, made)
        };
        open.save(&edit, desk.around.now)?;
        let seen = Seen::of(open.document(), &Audience::Team);
        Ok(Said::text(words::saved(&seen, &position, &made)))
    }

    fn refuse_what_does_not_fit(&self) -> anyhow::Result<()> {
        let is_confided = matches!(self.disclosure, Disclosure::Confided { .. });
        let is_shared = self.disclosure == Disclosure::SharedWithAll;
        if is_confided && self.confided_by.as_ref().is_none_or(|by| by.trim().is_empty()) {
            return Err(Failure::usage(
                "--disclosure confided needs --confided-by NAME: a confidence belongs to a person",
            ));
        }
        if !is_confided && self.confided_by.is_some() {
            return Err(Failure::usage("--confided-by goes with --disclosure confided"));
        }
        if !is_shared && !self.shared_with.is_empty() {
            return Err(Failure::usage("--shared-with goes with --disclosure shared"));
        }
        Ok(())
    }

    /// The statement, from standard input if it is `-`.
    fn read_statement(&self) -> anyhow::Result<String> {
        if self.statement == "-" {
            let mut bytes = Vec::new();
            std::io::stdin().take(LONGEST + 1).read_to_end(&mut bytes)?;
            statement(&bytes)
        } else {
            statement(self.statement.as_bytes())
        }
    }

    fn position(&self, making: &mut Making) -> anyhow::Result<Position> {
        let party = making.actor(&self.party)?;
        let issue = making.issue(&self.issue)?;
        let faction: Option<Id<Faction>> = match &self.faction {
            Some(given) => Some(naming::find_among(making.seen, given, |f: &Faction| f.actor == party)?),
            None => None,
        };
        let mut stances = Vec::new();
        for (given, inferred) in
            self.stance.iter().map(|s| (s, false)).chain(self.inferred.iter().map(|s| (s, true)))
        {
            stances.push(making.stance(&issue, given, inferred)?);
        }
        for (n, on) in stances.iter().enumerate() {
            if stances[..n].iter().any(|other| other.option == on.option) {
                return Err(Failure::usage("two stances are given on one option"));
            }
        }
        let beside: Option<Id<Position>> =
            self.beside.as_deref().map(|given| naming::find(making.seen, given)).transpose()?;
        let after =
            if beside.is_some() { Vec::new() } else { making.standing(&party, faction.as_ref(), &issue) };
        let event: Option<Id<Event>> =
            self.event.as_deref().map(|given| naming::find(making.seen, given)).transpose()?;
        let sources: Vec<Id<Source>> =
            match self.source.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
                Some(given) => {
                    vec![making.source(given, self.source_kind, self.reliability, self.credibility)?]
                }
                None => Vec::new(),
            };
        Ok(Position {
            party,
            issue,
            phase: self.phase,
            statement: Words {
                text: self.statement.clone(),
                language: self.language.clone(),
                original: self.original.clone(),
                original_language: self.original_language.clone(),
                translator: self.translator.clone(),
            },
            date: self.date.clone(),
            disclosure: self.disclosure(making)?,
            faction,
            spokesperson: self.spokesperson.clone(),
            stances,
            interest: self.interest.clone(),
            firmness: self.firmness.unwrap_or_default(),
            event,
            sources,
            after,
            beside,
            note: self.note.clone(),
            ..Position::default()
        })
    }

    fn disclosure(&self, making: &Making) -> anyhow::Result<Disclosure> {
        Ok(match &self.disclosure {
            Disclosure::Confided { .. } => {
                Disclosure::Confided { by: self.confided_by.as_deref().unwrap_or_default().trim().to_owned() }
            }
            Disclosure::SharedWithAll if !self.shared_with.is_empty() => {
                let with: anyhow::Result<Vec<_>> =
                    self.shared_with.iter().map(|given| naming::find(making.seen, given)).collect();
                Disclosure::Shared(with?)
            }
            other => other.clone(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_statement_is_refused_for_its_length_and_a_strange_one_for_its_bytes() {
        let refused = |bytes: &[u8]| statement(bytes).unwrap_err().to_string();
        let cut: Vec<u8> = "é".repeat(300_000).into_bytes()[..500_001].to_vec();
        assert!(refused(&cut).contains("longer than 500 kB"), "{}", refused(&cut));
        assert!(refused(b"caf\xe9").contains("not UTF-8 from byte 4 on"));
        assert!(refused(b" \n").contains("is empty"));
        assert_eq!(statement(" oui é\n".as_bytes()).unwrap(), "oui é");
    }
}
