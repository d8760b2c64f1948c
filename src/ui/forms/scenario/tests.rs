use super::*;
use crate::{
    analysis::tests_case::{TestCase, id},
    audience::Audience,
    model::{Disclosure, IssueOption, OptionStep, PackageIssue, PackageModel, PrincipleMark, Stance},
    ui::form::{Field, Value, lines},
};

/// The form with these fields, of which some are typed or chosen anew.
fn form(fields: Vec<Field>, typed: &[(&'static str, &str)]) -> Form {
    let about = About { file: String::new(), opened: None, base: Box::default(), part: Part::Head };
    let mut form = Form::new(FormKind::Scenario(about), "", fields);
    for (name, text) in typed {
        let field = form.fields.iter_mut().find(|field| field.name == *name).unwrap();
        match &mut field.value {
            Value::Choice(choice) => choice.at = choice.words.iter().position(|word| word == text).unwrap(),
            value => *value = lines(name, "", text).value,
        }
    }
    form
}

fn model(packages: &str) -> Comparison {
    notation::read(&format!(
        r#"(question: "?", parties: [(id: "x", name: "X")], packages: (parties: [(party: "x")], {packages}))"#
    ))
    .unwrap()
}

/// What comes of the Packages form of a file that follows no case.
fn packages(base: &Comparison, typed: &[(&'static str, &str)]) -> Result<PackageModel, Wanting> {
    let form = form(packages::fields(base, &[]), typed);
    let mut to = base.clone();
    packages::read(&form, Vec::new(), &mut to)?;
    Ok(to.packages.unwrap())
}

/// `justice: reform keep; land: later now`, by ids.
fn ids(issues: &[PackageIssue]) -> String {
    let each = issues.iter().map(|issue| {
        let options: Vec<&str> = issue.options.iter().map(|option| option.id.as_str()).collect();
        format!("{} {}: {}", issue.title, issue.id, options.join(" "))
    });
    each.collect::<Vec<_>>().join("; ")
}

const LAND: &str =
    r#"(id: "land", title: "Land", options: [(id: "later", title: "later"), (id: "now", title: "now")])"#;
const JUSTICE: &str = r#"(id: "justice", title: "Justice", options: [(id: "reform", title: "reform"), (id: "keep", title: "keep")])"#;

#[test]
fn an_own_issue_keeps_its_ids_whatever_is_written_above_it_or_taken_away() {
    let one = model(&format!("issues: [{LAND}]"));
    let two = model(&format!("issues: [{JUSTICE}, {LAND}]"));
    let cases = [
        (
            &one,
            "Justice: reform / keep\nLand: later / now",
            "Justice justice: reform keep; Land land: later now",
        ),
        (&two, "Soil: later / now", "Soil land: later now"),
        (&two, "Law: reform / keep\nLand: now", "Law justice: reform keep; Land land: now"),
        (&one, "Soil: one / two", "Soil land: later now"),
        (&one, "Land: later / some / now", "Land land: later some now"),
        (&one, "Land: later\nLand: later / now", "Land land: later; Land land-2: later-2 now-2"),
        (&one, "Land: later / now\nLand: later / now", "Land land: later now; Land land-2: later-2 now-2"),
    ];
    for (base, typed, expected) in cases {
        let issues = packages(base, &[("own", typed)]).unwrap().issues;
        assert_eq!(ids(&issues), expected, "{typed}");
    }
}

#[test]
fn lines_that_nobody_changed_stay_as_they_were_whatever_their_titles_hold() {
    let base = model(
        r#"issues: [
            (id: "p", title: "Police: transition", options: [(id: "a", title: "police + army"), (id: "b", title: "at once / now")]),
            (id: "l", title: "Land", options: [(id: "c", title: "all = none")])],
        infeasible: [(options: ["a", "c"], why: "x = y"), (options: ["b", "c"])]"#,
    );
    assert_eq!(packages(&base, &[("source", "ours")]).map(|now| (now.issues, now.infeasible)).unwrap(), {
        let was = base.packages.clone().unwrap();
        (was.issues, was.infeasible)
    });
    let own = packages::fields(&base, &[]);
    let mut own = form(own, &[]).text("own");
    own.push_str("\nWater: for all / for some");
    assert_eq!(
        ids(&packages(&base, &[("own", &own)]).unwrap().issues[..2]),
        ids(&base.packages.clone().unwrap().issues)
    );
    for refused in ["Water: a: b / c", "Water: a + b", "Water = all: a"] {
        assert_eq!(packages(&base, &[("own", refused)]).unwrap_err().field, "own", "{refused}");
    }
    let mut base = Comparison { caveats: vec!["no\nmoney".into(), "no rain".into()], ..base };
    let form = form(context::caveat_fields(&base), &[("caveats", "no money\nno snow")]);
    context::read_caveats(&form, &mut base).unwrap();
    assert_eq!(base.caveats, ["no\nmoney", "no snow"]);
}

#[test]
fn an_issue_of_the_case_stays_as_filed_and_a_file_for_others_is_offered_what_they_see() {
    let mut case = TestCase::default();
    case.parties("Hill");
    case.issue("land", "A");
    case.issue("police", "A");
    case.change::<Issue>("police", |issue| issue.disclosure = Disclosure::Public);
    for option in ["police-a", "police-b"] {
        case.change::<IssueOption>(option, |option| option.disclosure = Disclosure::Public);
    }
    let seen = case.0.seen_by(&Audience::Team);
    let known = |audience: &str| {
        let base = Comparison { audience: audience.into(), ..Comparison::default() };
        packages::known_issues(&base, &seen, &case.standings())
    };
    let offered = known("shareable");
    assert_eq!(ids(&offered), "police police: police-a police-b");
    assert_eq!(known("team").len(), 2);

    let mut base = model(&format!(
        r#"issues: [(id: "police", title: "Police", options: [
            (id: "both", title: "A or B", stands_for: ["police-a", "police-b"]), (id: "none", title: "nobody")]), {LAND}]"#
    ));
    let form = form(packages::fields(&base, &known("team")), &[("rule", "at least 1 of them")]);
    let was = base.packages.clone().unwrap();
    packages::read(&form, known("team"), &mut base).unwrap();
    let now = base.packages.unwrap();
    assert_eq!(now.issues, was.issues);
    assert_ne!(now.rule, was.rule);
}

#[test]
fn a_reaction_keeps_what_its_form_does_not_show_and_the_one_before_it() {
    let mut base: Comparison = notation::read(
        r#"(question: "?", parties: [(id: "x", name: "X")], options: [(id: "a", title: "")], reactions: [
            (option: "a", party: "x", stance: Opposes, phase: PreNegotiation, text: "first"),
            (option: "a", party: "x", stance: RedLine, phase: Negotiation, text: "never", red_line: "the army", source: "radio",
                before: Some((stance: Opposes)))])"#,
    )
    .unwrap();
    let before = base.reactions.clone();
    let save = |base: &mut Comparison, typed: &[(&'static str, &str)]| {
        let form = form(fields::reaction(base, &id("A"), &id("x")), typed);
        read::reaction(&id("A"), &id("x"), &form, ("rosa", "2026-01-01".parse().unwrap()), base).unwrap();
    };
    save(&mut base, &[("trade", "places")]);
    assert_eq!(base.reactions[0], before[0]);
    assert_eq!(base.reactions[1], crate::model::Reaction { trade: "places".into(), ..before[1].clone() });
    save(&mut base, &[("red_line", "the guard")]);
    assert_eq!((base.reactions.len(), base.reactions[1].red_line.as_str()), (2, "the guard"));
    save(&mut base, &[("stance", Stance::Opposes.label()), ("red_line", "")]);
    assert_eq!((base.reactions.len(), base.reactions[1].red_line.as_str()), (2, ""));
    save(&mut base, &[("text", "not now"), ("phase", "agreement")]);
    let last = &base.reactions[1];
    assert_eq!((last.text.as_str(), last.phase), ("not now", Some(crate::model::Phase::Agreement)));
}

#[test]
fn effects_of_another_future_are_never_overwritten() {
    let mut base: Comparison = notation::read(
        r#"(question: "?", options: [(id: "a", title: "")], futures: [(id: "f1", title: "F1"), (id: "f2", title: "F2")],
            effects: [(option: "a", criterion: "cost", effect: Helps), (option: "a", criterion: "cost", effect: Hurts, future: Some("f1"))])"#,
    )
    .unwrap();
    let save = |base: &mut Comparison, future: &str| {
        let form = form(effects::fields(&id("cost"), None, base).1, &[("future", future)]);
        effects::read(&id("cost"), None, &form, base)
    };
    let before = base.clone();
    assert_eq!(save(&mut base, "only in: F1").unwrap_err().field, "future");
    assert_eq!(base, before);
    save(&mut base, "only in: F2").unwrap();
    assert_eq!(base.effects.len(), 3);
}

#[test]
fn points_keep_a_party_linked_and_nothing_of_the_case_stays_when_it_is_not() {
    let mut base = model(
        r#"issues: [(id: "p", title: "Police", options: [(id: "a", title: "a", stands_for: ["police-a"]), (id: "b", title: "b")])],
        linkages: [(party: "x", gives: "a", gets: "b", from_case: true)]"#,
    );
    base.parties[0].actor = Some(id("hill"));
    let judge = &mut base.packages.as_mut().unwrap().parties[0];
    judge.stances = ["a", "b"]
        .map(|option| crate::model::StanceFor {
            option: id(option),
            stance: Stance::AcceptsIf,
            condition: "paid".into(),
        })
        .to_vec();
    judge.threshold = Some(1.0);
    assert_eq!(read::unlink(&id("x"), None, &mut base).unwrap_err().field, "actor");
    base.packages.as_mut().unwrap().parties[0].threshold = None;
    read::unlink(&id("x"), Some(&id("hill")), &mut base).unwrap();
    assert_eq!(base.packages.as_ref().unwrap().parties[0].stances.len(), 2);
    read::unlink(&id("x"), None, &mut base).unwrap();
    let model = base.packages.as_ref().unwrap();
    assert_eq!((model.parties[0].stances.len(), model.linkages.len()), (1, 0));

    let (_, mut fields) = packages::judge_fields(&id("x"), &base);
    let Value::Stances(stances) = &mut fields[0].value else { panic!("stances come first") };
    stances.rows.iter_mut().for_each(|row| row.stance = Some(Stance::Accepts));
    packages::read_judge(&id("x"), &form(fields, &[]), &mut base).unwrap();
    let now = &base.packages.as_ref().unwrap().parties[0].stances;
    assert!(now.iter().all(|on| on.condition.is_empty() && on.stance == Stance::Accepts), "{now:?}");
}

#[test]
fn who_mends_the_words_of_a_breach_has_not_made_the_mark() {
    let mark = PrincipleMark {
        option: id("A"),
        principle: "p".into(),
        by: "luis".into(),
        ..PrincipleMark::default()
    };
    let mut base = Comparison { principles: vec![mark], ..Comparison::default() };
    let choose = |name, on: &str| Field {
        name,
        label: "".into(),
        value: Value::Choice(Choice::of_records(vec![(on.to_owned(), on.to_owned())], Some(on))),
    };
    for (principle, by) in [("p", "luis"), ("q", "rosa")] {
        let fields = vec![choose("option", "a"), choose("principle", principle), lines("reason", "", "so")];
        let as_of = ("rosa", "2026-01-01".parse().unwrap());
        context::read_principle(Some(0), &form(fields, &[]), as_of, &mut base).unwrap();
        assert_eq!((base.principles[0].by.as_str(), base.principles[0].reason.as_str()), (by, "so"));
    }
}

#[test]
fn names_and_ids_are_made_of_words_and_never_given_twice() {
    let begun = Comparison { title: "Police: transition".into(), ..Comparison::default() };
    assert_eq!(file_name("", &begun), "police-transition.ron");
    assert_eq!(file_name("My file.ron", &begun), "my-file.ron");
    assert_eq!(file_name("../../etc", &begun), "etc.ron");
    assert_eq!(file_name("شرطة", &Comparison::default()), "comparison.ron");
    let id: Id<Future> = free_id("Money comes", "future", ["money-comes", "money-comes-2"].into_iter());
    assert_eq!(id.as_str(), "money-comes-3");
    let id: Id<Future> = free_id("مال", "future", std::iter::empty());
    assert_eq!(id.as_str(), "future");
}

#[test]
fn what_the_file_says_itself_of_a_pair_that_follows_the_case_is_lost_only_on_purpose() {
    let base: Comparison = notation::read(
        r#"(question: "?", parties: [(id: "x", name: "X", actor: "x")], options: [(id: "a", title: "", stands_for: ["a"])],
            reactions: [(option: "a", party: "x", stance: Opposes, text: "told us", red_line: "no month without", source: "radio")])"#,
    )
    .unwrap();
    let save = |typed: &[(&'static str, &str)]| {
        let mut to = base.clone();
        let form = form(fields::reaction(&to, &id("A"), &id("x")), typed);
        read::reaction(&id("A"), &id("x"), &form, ("rosa", "2026-01-01".parse().unwrap()), &mut to).unwrap();
        to.reactions
    };
    let own = &base.reactions[0];
    let with_trade = crate::model::Reaction { trade: "land".into(), ..own.clone() };
    assert_eq!(save(&[("trade", "land")]), [with_trade]);
    let set = save(&[("from", "as set here, in place of the case")]);
    assert!(set.len() == 2 && set[0] == *own && set[1].set_by.is_some(), "{set:?}");
    let of_case = save(&[("from", "as the case gives it")]);
    assert!(of_case.len() == 1 && of_case[0].text.is_empty(), "{of_case:?}");
}

#[test]
fn nothing_typed_about_a_reaction_is_thrown_away_without_a_word() {
    let with = |reactions: &str, audience: &str| -> Comparison {
        let text = format!(
            r#"(question: "?", audience: "{audience}", parties: [(id: "x", name: "X", actor: "x"), (id: "y", name: "Y")],
                options: [(id: "a", title: "", stands_for: ["a"])], reactions: [{reactions}])"#
        );
        notation::read(&text).unwrap()
    };
    let save = |base: &Comparison, typed: &[(&'static str, &str)]| {
        let mut to = base.clone();
        let form = form(fields::reaction(&to, &id("A"), &id("x")), typed);
        let today = "2026-01-01".parse().unwrap();
        read::reaction(&id("A"), &id("x"), &form, ("rosa", today), &mut to).map(|_| to.reactions)
    };
    let (here, own) = ("as set here, in place of the case", "the file's own, until the case tells");
    let of_case = with("", "team");
    let all = [
        ("stance", "accepts"),
        ("condition", "IFTEXT"),
        ("date", "1992-03"),
        ("source", "SRCTEXT"),
        ("why", "WHYTEXT"),
        ("text", "HEARDTEXT"),
        ("phase", "agreement"),
        ("red_line", "REDTEXT"),
    ];
    for audience in ["team", "shareable"] {
        for (name, typed) in all {
            let refused = save(&with("", audience), &[(name, typed)]).unwrap_err();
            assert_eq!(refused.field, name, "{audience}: {refused:?}");
        }
    }
    let set = save(&of_case, &[&[("from", here)], &all[..]].concat()).unwrap().remove(0);
    assert_eq!(
        (set.stance, set.condition.as_str(), set.text.as_str(), set.red_line.as_str(), set.source.as_str()),
        (Stance::Accepts, "IFTEXT", "HEARDTEXT", "REDTEXT", "SRCTEXT")
    );
    assert_eq!(set.set_by.map(|set| set.why).as_deref(), Some("WHYTEXT"));
    let was_set =
        with(r#"(option: "a", party: "x", stance: Opposes, set_by: (by: "rosa", why: "heard"))"#, "team");
    let taken_back = save(&was_set, &[("from", "as the case gives it")]).unwrap().remove(0);
    assert!(taken_back.set_by.is_none() && taken_back.from_case, "what stood there goes on purpose");
    let told = with(r#"(option: "a", party: "x", stance: Opposes, text: "told us")"#, "team");
    assert_eq!(save(&told, &[("from", own), ("why", "WHYTEXT")]).unwrap_err().field, "why");
    let has_why =
        |party| fields::reaction(&told, &id("A"), &id(party)).iter().any(|field| field.name == "why");
    assert!(
        has_why("x") && !has_why("y"),
        "no reason is asked for where nothing is set in place of the case"
    );
    let beside = r#"(option: "a", party: "x", from_case: true, stance: RedLine, text: "never", red_line: "18 months")"#;
    let judged = save(&with(beside, "team"), &[("trade", "land")]).unwrap().remove(0);
    assert_eq!((judged.trade.as_str(), judged.red_line.as_str()), ("land", "18 months"));
    let set = save(&with(beside, "team"), &[("from", here), ("stance", "opposes")]).unwrap().remove(0);
    assert_eq!((set.stance, set.red_line.as_str()), (Stance::Opposes, "18 months"), "nobody took it out");
}

#[test]
fn a_reading_is_put_right_or_taken_out_on_its_line_and_the_others_stay() {
    let base: Comparison = notation::read(
        r#"(question: "?", indicators: [(id: "i", title: "Deaths", threshold: 3, points_when: AtLeast, readings: [
            (date: "1992-03", value: 12.5, source: "observers"), (date: "1992-04", value: -2, note: "by wire")])])"#,
    )
    .unwrap();
    let own = &base.indicators[0].readings;
    let texts: Vec<String> = own.iter().map(fields::reading_text).collect();
    assert_eq!(texts, ["1992-03 | 12.5 | observers", "1992-04 | -2 |  | by wire"]);
    let read = |typed: &'static str| {
        let field = line_each("readings", "", own, fields::reading_text);
        let form = form(vec![field], &[("readings", typed)]);
        read_each(&form, "readings", own, fields::reading_text, read::reading_on)
    };
    let now = read("1992-03 | 1,250 | observers\n1992-04 | -2 |  | by wire").unwrap();
    assert!(now[0].value.to_bits() == 1250_f64.to_bits() && now[1] == own[1], "{now:?}");
    assert_eq!(read("1992-04 | -2 |  | by wire").unwrap(), own[1..]);
    assert!(read("1992-04 | many").unwrap_err().words.contains("1992-03 | 41"));
}

#[test]
fn of_values_that_read_alike_each_stays_what_it_was() {
    let own: Vec<OptionStep> =
        ["a\nb", "a b"].map(|text| OptionStep { text: text.into(), ..OptionStep::default() }).to_vec();
    let form = form(vec![line_each("steps", "", &own, fields::step_text)], &[]);
    let kept = read_each(&form, "steps", &own, fields::step_text, |line| Ok(read::step(line)));
    assert_eq!(kept.unwrap(), own);
}

#[test]
fn a_step_on_each_line_reads_back_and_a_line_that_nobody_changed_is_the_step_as_it_was() {
    let before =
        [read::step("D+30 | Guard ends | ministry"), read::step("see | to it"), read::step("Vetting: all")];
    let texts: Vec<String> = before.iter().map(fields::step_text).collect();
    assert_eq!(texts, ["D+30 | Guard ends | ministry", "see | to it", "Vetting: all"]);
    let own = OptionStep { text: "one\ntwo".into(), ..OptionStep::default() };
    let field = line_each("steps", "", std::slice::from_ref(&own), fields::step_text);
    let form = form(vec![field], &[("steps", "one two\n\n D+90 | Academy opens ")]);
    let steps =
        read_each(&form, "steps", std::slice::from_ref(&own), fields::step_text, |line| Ok(read::step(line)))
            .unwrap();
    assert_eq!(steps, [own, read::step("D+90 | Academy opens")]);
}
