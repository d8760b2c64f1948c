use std::collections::BTreeSet;

use super::*;

fn file(name: &str, text: &str) -> (String, String) {
    (name.to_owned(), text.to_owned())
}

fn added(text: &str) -> (Catalogue, Vec<String>) {
    let (catalogue, problems) = catalogue().with_additions(&[file("office.ron", text)]);
    (catalogue, problems.iter().map(ToString::to_string).collect())
}

/// The words of a text on lines of at most `width` letters, none of them broken.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let last = lines.last_mut().unwrap();
        if !last.is_empty() && last.chars().count() + 1 + word.chars().count() > width {
            lines.push(word.to_owned());
        } else {
            if !last.is_empty() {
                last.push(' ');
            }
            last.push_str(word);
        }
    }
    lines
}

#[test]
fn the_note_is_complete() {
    let c = catalogue();
    let questions: Vec<usize> = c.assessments.iter().map(|a| a.questions.len()).collect();
    assert_eq!(questions, [3, 3, 8, 3, 2, 5, 2]);
    let recommendations: Vec<usize> = c.phases.iter().map(|p| p.recommendations.len()).collect();
    assert_eq!(recommendations, [3, 3, 3, 2]);
    assert_eq!(c.first_steps.len(), 4);
    let level = |level| c.strategies.iter().filter(|s| s.level == level).count();
    assert_eq!((level(Level::Strategic), level(Level::Operational)), (5, 7));
    assert_eq!((c.approaches.len(), c.linked_issues.len()), (6, 8));
    assert_eq!((c.hints.len(), c.examples.len()), (14, 6));
    let side = |side| c.reasons.iter().filter(|r| r.side == side).count();
    assert_eq!((side(Side::Peace), side(Side::Reform)), (3, 3));
    assert!(c.principles.len() >= 4);
    assert_eq!(c.glossary.len(), 29);
    assert_eq!(c.lenses.len(), 4);
}

#[test]
fn assessments_questions_and_phases_have_the_ids_that_cases_refer_to() {
    use Register::{Dynamics, Institutions, Profiles, Stakeholders, Threats, Violations};

    let c = catalogue();
    for (assessment, letter) in c.assessments.iter().zip('a'..='g') {
        assert_eq!(assessment.id.as_str(), letter.to_string());
        assert_eq!(assessment.section.as_str(), format!("8({letter})"));
        for (question, number) in assessment.questions.iter().zip(1..) {
            assert_eq!(question.id.as_str(), format!("{letter}{number}"));
            assert_eq!((&question.assessment, &question.section), (&assessment.id, &assessment.section));
        }
    }
    let registers: Vec<Option<Register>> = c.assessments.iter().map(|a| a.register).collect();
    let six = [Threats, Violations, Dynamics, Institutions, Stakeholders, Profiles].map(Some);
    assert_eq!(registers[0], None);
    assert_eq!(registers[1..], six);

    let phases: Vec<&str> = c.phases.iter().map(|p| p.id.as_str()).collect();
    assert_eq!(phases, ["pre-negotiation", "negotiation", "agreement", "implementation"]);
    for phase in &c.phases {
        assert!(phase.recommendations.iter().all(|r| r.phase == phase.id && r.section == phase.section));
        assert!(c.hints_in(phase.id.as_str()).count() > 2, "few hints in {}", phase.id);
    }
    for (hint, number) in c.hints.iter().zip(1..) {
        assert_eq!(hint.id.as_str(), format!("hint-{number}"));
        assert!(hint.phases.iter().all(|p| c.phase(p.as_str()).is_some()), "{}", hint.id);
        assert!(!hint.phases.is_empty());
    }
}

#[test]
fn ids_are_unique_and_found() {
    let all = entries();
    let unique: BTreeSet<&EntryId> = all.iter().map(|entry| entry.id).collect();
    assert_eq!(unique.len(), all.len());
    for entry in &all {
        let found = catalogue().entry(entry.id.as_str()).unwrap();
        assert_eq!((found.id, found.kind, &found.parts), (entry.id, entry.kind, &entry.parts));
    }
    assert!(catalogue().entry("c9").is_none());
    assert_eq!(catalogue().question("c3").unwrap().assessment.as_str(), "c");
    assert_eq!(catalogue().assessment("e").unwrap().questions.len(), 2);
    assert!(catalogue().principle("principle-no-amnesty").is_some());
}

#[test]
fn every_link_leads_somewhere_else() {
    for entry in entries() {
        assert!(!entry.links.is_empty(), "{} is linked to nothing", entry.id);
        let unique: BTreeSet<&EntryId> = entry.links.iter().collect();
        assert_eq!(unique.len(), entry.links.len(), "{} names a link twice", entry.id);
        for link in entry.links {
            assert!(catalogue().entry(link.as_str()).is_some(), "{} links to {link}", entry.id);
            assert_ne!(link, entry.id);
        }
    }
}

#[test]
fn every_entry_stands_on_a_section_that_exists_and_helps_on_a_screen() {
    let sections = [
        "5.1", "5.2", "6", "7.1", "7.2.1", "7.2.2", "7.2.3", "7.2.4", "8(a)", "8(b)", "8(c)", "8(d)", "8(e)",
        "8(f)", "8(g)", "9.1", "9.2", "10", "annex", "box 1", "box 2", "box 3", "box 4", "box 5", "box 6",
        "glossary",
    ];
    let sisters = ["gender ", "national ownership ", "democratic governance ", "national security policy "];
    for entry in entries() {
        let known = sections.contains(&entry.section) || sisters.iter().any(|s| entry.section.starts_with(s));
        assert!(known, "{} stands on {}", entry.id, entry.section);
        assert!(!entry.places.is_empty(), "{} helps nowhere", entry.id);
    }
    for place in [Place::Overview, Place::Positions, Place::Guidance, Place::Reports] {
        assert!(catalogue().helping(place).len() > 3, "{place:?}");
    }
}

#[test]
fn every_text_fits_76_columns_and_60_without_loss() {
    let mut texts = 0;
    for entry in entries() {
        assert!(wrapped(entry.title, 60).len() <= 2, "{}: {}", entry.id, entry.title);
        assert!(!entry.parts.is_empty());
        for text in entry.parts.iter().map(|part| part.text).chain([entry.title]) {
            texts += 1;
            assert!(
                text.split(' ').all(|word| !word.is_empty() && word.chars().count() <= 40),
                "{}",
                entry.id
            );
            assert!(!text.chars().any(char::is_control), "{}", entry.id);
            assert!(text.is_ascii(), "{} could not be shown on a terminal without Unicode: {text}", entry.id);
            for width in [76, 60] {
                let lines = wrapped(text, width);
                assert!(lines.iter().all(|line| line.chars().count() <= width), "{}: {text}", entry.id);
                assert_eq!(lines.join(" "), text);
            }
        }
    }
    assert!(texts > 600, "{texts}");
}

#[test]
fn advice_of_our_own_is_marked() {
    let is_ours = |id: &str, label: &str| {
        let entry = catalogue().entry(id).unwrap();
        let ours: Vec<bool> =
            entry.parts.iter().filter(|part| part.label == label).map(|part| part.ours).collect();
        assert!(!ours.is_empty(), "{id} has no {label}");
        ours.iter().all(|ours| *ours)
    };
    assert!(
        is_ours("c2", "Watch for") && is_ours("c2", "A good answer") && is_ours("hint-3", "Why it matters")
    );
    assert!(is_ours("box-4", "Why it may not fit") && is_ours("principle-vetting", "Crossed by"));
    assert!(is_ours("approach-timelines", "In the text"));
    assert!(!is_ours("c", "Purpose") && !is_ours("issue-ddr", "In the text"));

    let endorsed = |p: &&Principle| p.standing == Standing::NeverEndorsed;
    let never: Vec<&str> = catalogue().principles.iter().filter(endorsed).map(|p| p.id.as_str()).collect();
    assert_eq!(never, ["principle-no-amnesty"], "the note says this of amnesties only");
}

#[test]
fn the_json_has_the_promised_keys() {
    let json = serde_json::to_value(catalogue()).unwrap();
    let keys: Vec<&str> = json.as_object().unwrap().keys().map(String::as_str).collect();
    let promised = [
        "assessments",
        "phases",
        "first_steps",
        "strategies",
        "approaches",
        "linked_issues",
        "hints",
        "principles",
        "examples",
        "glossary",
    ];
    assert_eq!(keys[..promised.len()], promised);
    for key in promised.iter().chain(&["reasons", "synchronisation", "experts", "lenses"]) {
        assert!(json[key].as_array().unwrap().iter().all(|entry| entry["section"].is_string()), "{key}");
    }
    let c = &json["assessments"][2];
    assert_eq!(
        (&c["id"], &c["section"], &c["register"]),
        (&"c".into(), &"8(c)".into(), &"violations".into())
    );
    assert!(
        c["title"].is_string() && c["purpose"].is_string() && json["assessments"][0]["register"].is_null()
    );
    let c3 = &c["questions"][2];
    for key in ["id", "ask", "why", "section", "good_answer", "watch_for"] {
        assert!(c3[key].is_string(), "{key}");
    }
    let recommendation = &json["phases"][1]["recommendations"][0];
    for key in ["id", "title", "text", "section"] {
        assert!(recommendation[key].is_string(), "{key}");
    }
    assert_eq!(json["strategies"][0]["level"], "strategic");
    assert_eq!(json["hints"][0]["places"][0], "overview");
    for path in json["ours"].as_array().unwrap() {
        let (list, field) = path.as_str().unwrap().split_once('.').unwrap();
        let entry = match list {
            "questions" => c3,
            "recommendations" => recommendation,
            list => &json[list][0],
        };
        assert!(entry.get(field).is_some(), "{path}");
    }
}

#[test]
fn an_office_adds_its_own_entries() {
    let (c, problems) = added(
        r#"
        // What our office has learned.
        Additions(language: "en", entries: [
            Hint(id: "hint-office-1", title: "Ask the drivers", section: "office", ask: "Who drives at night?",
                why: "They know the roadblocks.", watch_for: "Names.", phases: ["negotiation"],
                links: ["b2", "lens-office"], places: [Overview]),
            Question(id: "c9", assessment: "c", ask: "Who keeps the prison registers?", why: "People vanish there.",
                section: "office", good_answer: "The office.", watch_for: "Copies."),
            Lens(id: "lens-office", title: "Our lens", section: "office", text: "For this region.",
                checks: [(ask: "Is the river open?", section: "1")], source: "Our own", links: ["a"]),
        ])"#,
    );
    assert_eq!(problems, [""; 0]);
    assert_eq!((c.hints.len(), c.assessments[2].questions.len(), c.lenses.len()), (15, 9, 5));
    let hint = c.entry("hint-office-1").unwrap();
    assert_eq!((hint.links.len(), hint.kind), (2, Kind::Hint));
    let origin = hint.added.unwrap();
    assert_eq!((origin.file.as_str(), origin.line, origin.column), ("office.ron", 4, 13));
    assert!(c.hints_in("negotiation").any(|hint| hint.id.as_str() == "hint-office-1"));
    assert!(c.entry("b2").unwrap().added.is_none());
    assert_eq!(catalogue().hints.len(), 14, "the catalogue that is compiled in stays as it is");
}

#[test]
fn a_translation_replaces_texts_and_nothing_else() {
    let (c, problems) = added(
        r#"Additions(language: "fr", entries: [
            Principle(id: "principle-no-amnesty", title: "Pas d'amnistie", section: "ailleurs", standing: Upheld,
                text: "Les Nations Unies n'y souscrivent pas.", crossed_by: ["une amnistie générale"],
                asked: "Qui échapperait au juge ?", links: ["nulle-part"], places: []),
            Assessment(id: "e", title: "Le secteur de la sécurité", section: "8(e)", purpose: "Voir l'ensemble.",
                consult: ["les forces"], also_ask: ["les comptables"], feeds: ["les chiffres"],
                watch_for: "Les chiffres des parties.", register: None, questions: [
                    (id: "e1", assessment: "e", ask: "Que manque-t-il ?", why: "Pour demander peu.",
                        section: "8(e)", good_answer: "Corps par corps.", watch_for: "L'armée seule."),
                    (id: "a1", assessment: "e", ask: "?", why: "?", section: "?", good_answer: "?", watch_for: "?"),
                ]),
            GlossaryTerm(id: "term-mediation", term: "الوساطة", meaning: "طرف ثالث يساعد الأطراف.", source: "الأمم المتحدة",
                section: "glossary"),
        ])"#,
    );
    assert_eq!(
        problems,
        ["office.ron:5:13: `a1` belongs elsewhere; this entry is left out, all others are kept"]
    );
    let line = c.principle("principle-no-amnesty").unwrap();
    let original = catalogue().principle("principle-no-amnesty").unwrap();
    assert_eq!((line.title.as_str(), line.crossed_by.len()), ("Pas d'amnistie", 1));
    assert_eq!((line.standing, &line.section), (Standing::NeverEndorsed, &original.section));
    assert_eq!((&line.links, &line.places), (&original.links, &original.places));
    let e = c.assessment("e").unwrap();
    assert_eq!((e.title.as_str(), e.register), ("Le secteur de la sécurité", Some(Register::Institutions)));
    assert_eq!((e.questions.len(), e.questions[0].ask.as_str()), (2, "Que manque-t-il ?"));
    assert_eq!(e.questions[1].ask, catalogue().question("e2").unwrap().ask);
    assert_eq!(c.question("a1").unwrap().ask, catalogue().question("a1").unwrap().ask);
    assert_eq!(c.entry("term-mediation").unwrap().title, "الوساطة");
    assert_eq!(c.entry("term-mediation").unwrap().added.unwrap().language.as_str(), "fr");
    assert_eq!(c.entries().len(), entries().len());
}

#[test]
fn a_bad_entry_is_named_and_skipped() {
    let expert = |id: &str, rest: &str| {
        format!(
            "Expert(id: \"{id}\", title: \"T\", section: \"office\", text: \"x\", ask_for: [], source: \"s\"{rest}),\n"
        )
    };
    let text = [
        "Additions(language: \"en\", entries: [\n".to_owned(),
        expert("expert-one", ""),
        expert("expert-two", ", phone: \"1\""),
        expert("Expert Three", ""),
        expert("hint-1", ""),
        expert("expert-one", ""),
        "Hint(id: \"h\", title: \"T\", section: \"o\", ask: \"?\", why: \"w\", watch_for: \"w\", phases: [\"war\"]),\n".into(),
        "Question(id: \"q\", assessment: \"z\", ask: \"?\", why: \"w\", section: \"s\", good_answer: \"g\", watch_for: \"w\"),\n".into(),
        "Phase(id: \"afterwards\", title: \"T\", text: \"x\", section: \"7\"),\n".into(),
        "Proverb(text: \"x\"),\n  Strategy(\n   id: \"strategy-x\",\n   level: Tactical),\n".into(),
        "Reason(id: \"reason-x\", title: \" \\n \", side: Peace, text: \"x\", section: \"s\"),\n".into(),
        "Reason(id: \"reason-y\", title: \"bell \\u{7}\", side: Peace, text: \"x\", section: \"s\"),\n".into(),
        expert("expert-last", ", links: [\"expert-one\", \"expert-two\"]"),
        "])".into(),
    ]
    .concat();
    let (c, problems) = added(&text);

    let expected = [
        (3, "phone"),
        (4, "`Expert Three` is not an id"),
        (5, "`hint-1` is taken by another kind of entry (hint)"),
        (6, "`expert-one` is given twice, first at office.ron:2:1"),
        (7, "`war` is not a phase"),
        (8, "`z` is not an assessment"),
        (9, "there is no phase `afterwards` to translate, and none can be added"),
        (10, "Proverb"),
        (13, "Tactical"),
        (14, "a text is empty"),
        (15, "U+0007"),
        (16, "the link `expert-two` names no entry"),
    ];
    assert_eq!(problems.len(), expected.len(), "{problems:#?}");
    for (problem, (line, reason)) in problems.iter().zip(expected) {
        assert!(problem.starts_with(&format!("office.ron:{line}:")), "line {line}: {problem}");
        assert!(problem.contains(reason), "{reason}: {problem}");
    }
    assert!(problems[0].ends_with("this entry is left out, all others are kept"));
    assert!(problems[11].ends_with("the entry is kept without this link"));
    assert_eq!(c.experts.len(), catalogue().experts.len() + 2);
    assert_eq!(c.entries().len(), entries().len() + 2);
    assert_eq!(c.entry("expert-last").unwrap().links.len(), 1);
}

#[test]
fn a_file_that_is_no_addition_leaves_the_others_alone() {
    let good = r#"Additions(language: "en", entries: [
        Reason(id: "reason-x", title: "X", side: Peace, text: "x", section: "office"),
    ])"#;
    let large = format!("{good} // {}", "x".repeat(1 << 20));
    let files = [
        file("1.ron", "Additions(language: \"en\", entries: [\n Hint(id: \"x\" "),
        file("2.ron", "[]"),
        file("3.ron", ""),
        file("4.ron", &large),
        file("5.ron", &format!("\u{feff}{good}")),
        file("6.ron", good),
        file("7.ron", &"[".repeat(100_000)),
    ];
    let (c, problems) = catalogue().with_additions(&files);
    let named: Vec<(&str, &str)> = problems.iter().map(|p| (p.file.as_str(), p.safe)).collect();
    let nothing = "nothing in this file is used, everything else is";
    let entry = "this entry is left out, all others are kept";
    let files = ["1.ron", "2.ron", "3.ron", "4.ron", "6.ron", "7.ron"];
    assert_eq!(named, files.map(|name| (name, if name == "6.ron" { entry } else { nothing })));
    assert!(problems.iter().all(|p| p.line >= 1 && p.column >= 1 && !p.reason.is_empty()));
    assert_eq!(c.reasons.len(), 7);
}

#[test]
fn a_link_may_refer_to_a_later_file_and_each_kind_loses_its_dangling_ones() {
    let kinds = [
        ("FirstStep", "title: \"T\", text: \"x\", watch_for: \"w\""),
        ("Reason", "title: \"T\", text: \"x\", side: Reform"),
        ("Synchronisation", "title: \"T\", text: \"x\""),
        ("Recommendation", "title: \"T\", text: \"x\", watch_for: \"w\", phase: \"agreement\""),
        ("Question", "assessment: \"a\", ask: \"?\", why: \"w\", good_answer: \"g\", watch_for: \"w\""),
        ("Strategy", "title: \"T\", text: \"x\", level: Strategic, steps: [], watch_for: \"w\""),
        ("Approach", "title: \"T\", text: \"x\", in_the_text: [], watch_for: \"w\""),
        ("LinkedIssue", "title: \"T\", text: \"x\", in_the_text: [], watch_for: \"w\""),
        ("Hint", "title: \"T\", ask: \"?\", why: \"w\", watch_for: \"w\", phases: []"),
        ("Principle", "title: \"T\", text: \"x\", standing: Upheld, crossed_by: [], asked: \"?\""),
        (
            "Example",
            "title: \"T\", setting: \"s\", happened: \"h\", teaches: \"t\", may_not_fit: \"m\", differs: None",
        ),
        ("GlossaryTerm", "term: \"T\", meaning: \"m\", source: \"s\""),
        ("Expert", "title: \"T\", text: \"x\", ask_for: [], source: \"s\""),
        ("Lens", "title: \"T\", text: \"x\", checks: [], source: \"s\""),
    ];
    let files: Vec<(String, String)> = (0..kinds.len())
        .map(|i| {
            let (kind, fields) = kinds[i];
            let next = (i + 1) % kinds.len();
            let links = format!("links: [\"nowhere\", \"own-{next}\"]");
            let entry = format!("{kind}(id: \"own-{i}\", section: \"office\", {fields}, {links})");
            file(&format!("{i}.ron"), &format!("Additions(language: \"en\", entries: [{entry}])"))
        })
        .collect();
    let (c, problems) = catalogue().with_additions(&files);
    assert_eq!(problems.len(), kinds.len(), "{problems:#?}");
    assert!(problems.iter().all(|p| p.reason == "the link `nowhere` names no entry"));
    for i in 0..kinds.len() {
        let entry = c.entry(&format!("own-{i}")).unwrap();
        assert_eq!(entry.links.len(), 1, "{}", entry.kind.word());
        assert!(c.entry(entry.links[0].as_str()).is_some());
    }
}

#[test]
fn texts_are_folded_to_one_line() {
    let text = |raw: &str| Text::try_from(raw.to_owned());
    assert_eq!(text("  broken\n\t over  lines ").unwrap().as_str(), "broken over lines");
    assert_eq!(text(" \n"), Err(BadWords::Empty));
    assert_eq!(text("esc \u{1b}[2J"), Err(BadWords::Control(0x1b)));
    let id = |raw: &str| EntryId::try_from(raw.to_owned());
    assert_eq!(id("hint-3").unwrap().to_string(), "hint-3");
    for bad in ["", "Hint", "a b", "../x", "é", &"x".repeat(61)] {
        assert!(id(bad).is_err(), "{bad}");
    }
}
