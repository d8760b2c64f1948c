//! The rows of the six registers. A register is a list of its texts; what it links to is the same for all.

use super::{
    Context, Edit, Form, Wanting, begun_of, chosen, disclosure, many, marked, maybe, one, place, records,
    words,
};
use crate::{
    model::{
        Actor, Disclosure, Dynamic, DynamicKind, Figure, Institution, Issue, IssueOption, Kind, Level,
        PartyProfile, Record, RecordRef, RecordType, RevisionId, Source, Stakeholder, Threat, Violation,
        ViolationCategory, Words,
    },
    search::fold,
    ui::{
        form::{Field, choice, line, lines},
        forms::FormKind,
    },
};

/// The texts of each register: field, label, and whether it is long.
macro_rules! texts {
    ($( $kind:ident { $( $field:ident $label:literal $how:ident; )* } )*) => {
        fn text_fields(record: &Record) -> Vec<Field> {
            match record {
                $( Record::$kind(record) => vec![ $( $how(stringify!($field), $label, &record.$field) ),* ], )*
                _ => Vec::new(),
            }
        }

        fn read_texts(record: &mut Record, form: &Form) {
            match record {
                $( Record::$kind(record) => { $( record.$field = form.text(stringify!($field)); )* } )*
                _ => {}
            }
        }
    };
}

texts! {
    Threat {
        title "What"  line; who "Who does it" line; how "How" line; when "When" line; place "Where" line;
        whom "To whom" line; mitigation "What can be done" lines;
    }
    Violation {
        title "What" line; perpetrator "Which institution" line; scope "Scope" lines; accountability "Accountability" lines;
    }
    Dynamic { title "What" line; motives "Motives" lines; effect "Effect" lines; }
    Institution {
        title "Name" line; role "Role" line; equipment "Equipment" line; oversight "Oversight" line;
        strengths "Strengths" lines; gaps "Gaps" lines; entry_point "Entry point" line;
    }
    Stakeholder {
        title "Name" line; affected "How affected" lines; interests "Interests" lines; reaction "Likely reaction" lines;
        champion "Champion because" line; spoiler "Spoiler because" line;
    }
    Profile { background "Background" lines; motivations "Motivations" lines; incentives "Incentives" lines; }
}

/// The form for a row; `None` makes a new one.
#[must_use]
pub fn form(kind: Kind, which: Option<RecordRef>, cx: &Context<'_>) -> Form {
    let heads = which.as_ref().map(|which| cx.seen.case().heads_to_begin_with(which)).unwrap_or_default();
    let start = heads.iter().find_map(|head| head.here().cloned()).or_else(|| empty(kind));
    let seen: Vec<RevisionId> = heads.iter().map(|head| head.revision).collect();
    form_of(kind, which.map(|which| (which, seen)), start.as_ref(), cx)
}

/// The form for going on with a draft, with the versions that its author had before them.
#[must_use]
pub fn opened(kind: Kind, which: Option<(RecordRef, Vec<RevisionId>)>, cx: &Context<'_>) -> Form {
    let start = which.as_ref().and_then(|(which, seen)| begun_of(which, seen, cx)).or_else(|| empty(kind));
    form_of(kind, which, start.as_ref(), cx)
}

/// The form for a row of which two versions stand, to be settled beginning with one of them.
#[must_use]
pub fn settling(which: RecordRef, from: RevisionId, cx: &Context<'_>) -> Form {
    let heads = cx.seen.case().heads_of(&which);
    let mut seen: Vec<RevisionId> = heads.iter().map(|head| head.revision).collect();
    seen.sort_by_key(|revision| *revision != from);
    let start = begun_of(&which, &seen, cx);
    form_of(which.kind, Some((which, seen)), start.as_ref(), cx)
}

fn form_of(
    kind: Kind,
    which: Option<(RecordRef, Vec<RevisionId>)>,
    start: Option<&Record>,
    cx: &Context<'_>,
) -> Form {
    let title = match &which {
        Some(_) => format!("{kind}: {}", start.map_or("", Record::label)),
        None => format!("New {kind}"),
    };
    let fields = start.map(|record| fields(record, cx)).unwrap_or_default();
    Form::new(FormKind::Register(kind, which), title, fields)
}

/// What the form amounts to.
pub fn edit(
    kind: Kind,
    which: Option<&(RecordRef, Vec<RevisionId>)>,
    form: &Form,
    cx: &Context<'_>,
) -> Result<Edit, Wanting> {
    let start = which.and_then(|(which, seen)| begun_of(which, seen, cx)).or_else(|| empty(kind));
    let mut record = start.ok_or_else(|| Wanting::new("title", "this is not a register"))?;
    read_texts(&mut record, form);
    read_special(&mut record, form)?;
    read_links(&mut record, form, disclosure::read(form)?);
    if form.value("title").is_some() && form.text("title").is_empty() {
        return Err(Wanting::new("title", "Say in a few words what it is"));
    }
    let to = Box::new(record);
    Ok(match which {
        Some((which, seen)) => Edit::Change { which: which.clone(), seen: seen.clone(), to },
        None => Edit::Add(RecordRef { kind, id: cx.pen.id(1) }, to),
    })
}

fn empty(kind: Kind) -> Option<Record> {
    Some(match kind {
        Kind::Threat => Threat::default().into_record(),
        Kind::Violation => Violation::default().into_record(),
        Kind::Dynamic => Dynamic::default().into_record(),
        Kind::Institution => Institution::default().into_record(),
        Kind::Stakeholder => Stakeholder::default().into_record(),
        Kind::Profile => PartyProfile::default().into_record(),
        _ => return None,
    })
}

fn fields(record: &Record, cx: &Context<'_>) -> Vec<Field> {
    let mut fields = text_fields(record);
    fields.extend(special_fields(record, cx));
    let issue_names = records::<Issue>(cx, |issue| issue.title.clone());
    let option_names = records::<IssueOption>(cx, |option| format!("{} {}", option.letter, option.title));
    let (issues, options, sources) = links(record);
    if let Some(issues) = issues {
        fields.push(many("issues", "Issues", issue_names, &issues));
    }
    if let Some(options) = options {
        fields.push(many("options", "Addressed by", option_names, &options));
    }
    fields.push(many("sources", "Sources", super::sources(cx), &sources));
    fields.extend(disclosure::fields(record.disclosure(), cx));
    fields
}

type Links = (
    Option<Vec<crate::model::Id<Issue>>>,
    Option<Vec<crate::model::Id<IssueOption>>>,
    Vec<crate::model::Id<Source>>,
);

fn links(record: &Record) -> Links {
    match record {
        Record::Threat(r) => (Some(r.issues.clone()), Some(r.options.clone()), r.sources.clone()),
        Record::Violation(r) => (Some(r.issues.clone()), Some(r.options.clone()), r.sources.clone()),
        Record::Dynamic(r) => (Some(r.issues.clone()), None, r.sources.clone()),
        Record::Institution(r) => (Some(r.issues.clone()), Some(r.options.clone()), r.sources.clone()),
        Record::Stakeholder(r) => (Some(r.issues.clone()), None, r.sources.clone()),
        Record::Profile(r) => (None, None, r.sources.clone()),
        _ => (None, None, Vec::new()),
    }
}

fn read_links(record: &mut Record, form: &Form, who: Disclosure) {
    let (issues, options, sources) =
        (marked(form, "issues"), marked(form, "options"), marked(form, "sources"));
    macro_rules! put {
        ($r:ident, $( $field:ident ),*) => {{ $( $r.$field = $field; )* $r.disclosure = who; }};
    }
    match record {
        Record::Threat(r) => put!(r, issues, options, sources),
        Record::Violation(r) => put!(r, issues, options, sources),
        Record::Institution(r) => put!(r, issues, options, sources),
        Record::Dynamic(r) => put!(r, issues, sources),
        Record::Stakeholder(r) => put!(r, issues, sources),
        Record::Profile(r) => put!(r, sources),
        _ => {}
    }
}

/// The fields that only one register has.
fn special_fields(record: &Record, cx: &Context<'_>) -> Vec<Field> {
    let actor =
        |label: &'static str, id: Option<&crate::model::Id<Actor>>| one("actor", label, actors(cx), id);
    match record {
        Record::Violation(r) => {
            let at = place(ViolationCategory::ALL, &r.category);
            vec![
                choice("category", "Category", words(ViolationCategory::ALL, ViolationCategory::word), at),
                one("institution", "In the register", institutions(cx), r.institution.as_ref()),
            ]
        }
        Record::Dynamic(r) => vec![
            choice(
                "kind",
                "Kind",
                words(DynamicKind::ALL, DynamicKind::word),
                place(DynamicKind::ALL, &r.kind),
            ),
            many("actors", "Who drives it", records::<Actor>(cx, |actor| actor.name.clone()), &r.actors),
        ],
        Record::Institution(r) => {
            vec![
                actor("As an actor", r.actor.as_ref()),
                lines("personnel", "Figures", &figures_words(&r.personnel)),
            ]
        }
        Record::Stakeholder(r) => vec![
            actor("As an actor", r.actor.as_ref()),
            choice("influence", "Influence", words(Level::ALL, Level::word), place(Level::ALL, &r.influence)),
        ],
        Record::Profile(r) => {
            vec![actor("Which party", Some(&r.actor)), lines("commitment", "Commitment", &r.commitment.text)]
        }
        _ => Vec::new(),
    }
}

fn read_special(record: &mut Record, form: &Form) -> Result<(), Wanting> {
    let actor = chosen::<Actor>(form, "actor");
    match record {
        Record::Violation(r) => {
            r.category = ViolationCategory::ALL.get(form.chosen("category")).copied().unwrap_or_default();
            r.institution = chosen::<Institution>(form, "institution");
        }
        Record::Dynamic(r) => {
            r.kind = DynamicKind::ALL.get(form.chosen("kind")).copied().unwrap_or_default();
            r.actors = marked(form, "actors");
        }
        Record::Institution(r) => {
            r.actor = actor;
            r.personnel = read_figures(&form.text("personnel"), &r.personnel);
        }
        Record::Stakeholder(r) => {
            r.actor = actor;
            r.influence = Level::ALL.get(form.chosen("influence")).copied().unwrap_or_default();
        }
        Record::Profile(r) => {
            r.actor = actor.ok_or_else(|| Wanting::new("actor", "Choose the party that it is about"))?;
            r.commitment = Words { text: form.text("commitment"), ..r.commitment.clone() };
        }
        _ => {}
    }
    Ok(())
}

/// Asks where the perpetrator of a violation looks like a person: two words in a row that begin with a capital and
/// are part of no known actor's or institution's name. The register is of institutions; a name can get people killed.
#[must_use]
pub fn names_a_person(form: &Form, cx: &Context<'_>) -> Option<Wanting> {
    let text = form.text("perpetrator");
    let case = cx.seen.case();
    let mut known: Vec<String> =
        case.institutions.shown().map(|(_, institution)| fold(&institution.title)).collect();
    for (_, actor) in case.actors.shown() {
        known.push(fold(&actor.name));
        known.extend(actor.aliases.iter().map(|alias| fold(alias)));
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_name = |word: &str| {
        word.chars().next().is_some_and(char::is_uppercase) && word.chars().any(char::is_lowercase)
    };
    let pair = words.windows(2).find(|pair| {
        let folded = fold(&pair.join(" ").replace([',', '.', ';'], ""));
        pair.iter().all(|word| is_name(word))
            && !pair[0].ends_with([',', ';', '.'])
            && !known.iter().any(|name| name.contains(&folded))
    })?;
    let name = pair.join(" ");
    Some(Wanting::new(
        "perpetrator",
        format!("Is \"{name}\" a person? Name the institution. Saved again it stays as it is"),
    ))
}

fn actors(cx: &Context<'_>) -> Vec<(String, String)> {
    maybe(records::<Actor>(cx, |actor| actor.name.clone()), "none")
}

fn institutions(cx: &Context<'_>) -> Vec<(String, String)> {
    maybe(records::<Institution>(cx, |institution| institution.title.clone()), "none")
}

/// A figure a line: `strength: 54,000`.
fn figures_words(figures: &[Figure]) -> String {
    figures.iter().map(|figure| format!("{}: {}", figure.what, figure.value)).collect::<Vec<_>>().join("\n")
}

/// Reads what [`figures_words`] writes; a figure that is unchanged keeps its source and note.
fn read_figures(text: &str, before: &[Figure]) -> Vec<Figure> {
    let one = |written: &str| {
        let same = before.iter().find(|figure| figures_words(std::slice::from_ref(figure)) == written);
        let (what, value) = written.split_once(':').unwrap_or(("", written));
        let new =
            Figure { what: what.trim().to_owned(), value: value.trim().to_owned(), ..Figure::default() };
        same.cloned().unwrap_or(new)
    };
    text.lines().map(str::trim).filter(|written| !written.is_empty()).map(one).collect()
}
