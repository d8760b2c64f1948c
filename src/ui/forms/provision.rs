//! A clause of an agreement: what is to be done, by whom, by when, how often that was moved, and what became of it.

use super::{
    Context, Edit, Form, Wanting, Which, chosen, disclosure, many, marked, maybe, needed, one, records,
};
use crate::{
    model::{Event, EventKind, Institution, Issue, Provision, Recalendared, Source, Words},
    ui::{
        form::{choice, line, lines},
        forms::FormKind,
    },
};

/// How specific a clause is, in words; its place in the list is the figure that is stored.
pub const SPECIFICITY: [&str; 4] = ["not mentioned", "mentioned", "with mechanisms", "in detail"];

/// The form.
#[must_use]
pub fn form(which: Which<Provision>, cx: &Context<'_>) -> Form {
    let start = match which {
        Which::New => Provision { agreement: latest_agreement(cx), ..Provision::default() },
        Which::This(..) => which.start(cx),
    };
    let events = || maybe(records::<Event>(cx, |event| event.title.clone()), "none");
    let issues = maybe(records::<Issue>(cx, |issue| issue.title.clone()), "none");
    let institutions = maybe(records::<Institution>(cx, |institution| institution.title.clone()), "none");
    let mut specific: Vec<String> = vec!["not said".to_owned()];
    specific.extend(SPECIFICITY.iter().map(|word| (*word).to_owned()));
    let sources = records::<Source>(cx, |source| format!("{} {}", source.code, source.name));
    let mut fields = vec![
        line("title", "To be done", &start.title),
        one("agreement", "Agreement", events(), start.agreement.as_ref()),
        line("responsible", "By whom", &start.responsible),
        line("deadline", "Due", &start.deadline).with_placeholder("D+30, 24 months, 1 March 1992"),
        one("base", "Counted from", events(), start.base.as_ref()),
        line("base_event", "or in words", &start.base_event),
        lines("recalendared", "Moved to", &moved_words(&start.recalendared))
            .with_placeholder("a line each: D+45; when that was agreed; why"),
        line("status", "In a word", &start.status),
        lines("outcome", "What became", &start.outcome.text),
        one("issue", "Issue", issues, start.issue.as_ref()),
        one("option", "Option", maybe(super::options_of_issues(cx), "none"), start.option.as_ref()),
        one("institution", "Institution", institutions, start.institution.as_ref()),
        choice("specificity", "How specific", specific, start.specificity.map_or(0, |s| usize::from(s) + 1)),
        many("sources", "Sources", sources, &start.sources),
    ];
    fields.extend(disclosure::fields(&start.disclosure, cx));
    fields.push(line("note", "Note", &start.note));
    let title =
        if which == Which::New { "New provision".to_owned() } else { format!("Provision: {}", start.title) };
    Form::new(FormKind::Provision(which), title, fields)
}

/// What the form amounts to.
pub fn edit(which: &Which<Provision>, form: &Form, cx: &Context<'_>) -> Result<Edit, Wanting> {
    let start = which.start(cx);
    let provision = Provision {
        title: needed(form, "title", "Say in a few words what is to be done")?,
        agreement: chosen(form, "agreement"),
        responsible: form.text("responsible"),
        deadline: form.text("deadline"),
        base: chosen(form, "base"),
        base_event: form.text("base_event"),
        recalendared: read_moved(&form.text("recalendared"), &start.recalendared)?,
        status: form.text("status"),
        outcome: Words { text: form.text("outcome"), ..start.outcome.clone() },
        issue: chosen(form, "issue"),
        option: chosen(form, "option"),
        institution: chosen(form, "institution"),
        specificity: form.chosen("specificity").checked_sub(1).and_then(|at| u8::try_from(at).ok()),
        sources: marked(form, "sources"),
        disclosure: disclosure::read(form)?,
        note: form.text("note"),
        ..start
    };
    Ok(which.edit(provision, cx))
}

/// The agreement that was made last: what is recorded next most likely stands in it.
fn latest_agreement(cx: &Context<'_>) -> Option<crate::model::Id<Event>> {
    let events = cx.seen.case().events.shown();
    let agreements = events.filter(|(_, event)| event.kind == EventKind::Agreement);
    let latest = agreements.max_by(|(a, one), (b, other)| (&one.date, a).cmp(&(&other.date, b)));
    latest.map(|(id, _)| id.clone())
}

/// One move of the deadline a line: `D+45; 1992-02-01; the list was late`. What was recorded in several lines, by a
/// program, is shown in one.
fn moved_words(moves: &[Recalendared]) -> String {
    let words = |moved: &Recalendared| {
        let date = moved.date.as_ref().map_or("", |date| date.written());
        let parts = [moved.deadline.as_str(), date, moved.why.as_str()];
        let line = parts.join("; ").replace(char::is_control, " ");
        line.trim_end_matches([';', ' ']).to_owned()
    };
    moves.iter().map(words).collect::<Vec<_>>().join("\n")
}

/// Reads what [`moved_words`] writes; what is unchanged, the whole or a line, stays as it was recorded.
fn read_moved(text: &str, before: &[Recalendared]) -> Result<Vec<Recalendared>, Wanting> {
    if text.trim() == moved_words(before).trim() {
        return Ok(before.to_vec());
    }
    let one = |written: &str| {
        let is_same = |moved: &&Recalendared| moved_words(std::slice::from_ref(*moved)).trim() == written;
        if let Some(same) = before.iter().find(is_same) {
            return Ok(same.clone());
        }
        let mut parts = written.splitn(3, ';').map(str::trim);
        let mut next = || parts.next().unwrap_or_default().to_owned();
        let (deadline, on, why) = (next(), next(), next());
        let date = if on.is_empty() { Ok(None) } else { on.parse().map(Some) };
        let date = date.map_err(|_| {
            let words = format!("\"{on}\" is no date: a line is the deadline; when that was agreed; why");
            Wanting::new("recalendared", words)
        })?;
        Ok(Recalendared { deadline, date, why })
    };
    text.lines().map(str::trim).filter(|written| !written.is_empty()).map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moves_come_back_as_they_were_written_and_what_is_no_date_is_named() {
        let moves = [
            Recalendared { deadline: "D+45".into(), date: "1992-02".parse().ok(), why: "late; again".into() },
            Recalendared { deadline: "D+60".into(), ..Recalendared::default() },
            Recalendared { deadline: "before; after".into(), ..Recalendared::default() },
        ];
        let text = moved_words(&moves);
        assert_eq!(text, "D+45; 1992-02; late; again\nD+60\nbefore; after");
        assert_eq!(read_moved(&text, &moves).unwrap(), moves, "what nobody changed stays whatever it holds");
        assert_eq!(read_moved("D+45; 1992-02; late; again\n D+60 ", &[]).unwrap(), moves[..2]);
        let lines = [
            Recalendared { deadline: "D+45".into(), why: "late;\nagain\r\n".into(), date: None },
            moves[1].clone(),
        ];
        let shown = moved_words(&lines);
        assert_eq!(shown.lines().count(), 2, "a move is one line whatever it holds: {shown:?}");
        assert_eq!(read_moved(&shown, &lines).unwrap(), lines);
        assert_eq!(
            read_moved(&format!("{shown}\nD+90"), &lines).unwrap()[..2],
            lines,
            "beside a new one, too"
        );
        let nothing = [Recalendared::default()];
        assert_eq!(read_moved(&moved_words(&nothing), &nothing).unwrap(), nothing, "nothing goes unasked");
        let wanting = read_moved("D+60; soon", &[]).unwrap_err();
        assert!(wanting.words.contains("\"soon\" is no date"), "{}", wanting.words);
    }
}
