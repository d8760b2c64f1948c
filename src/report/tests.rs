use jiff::civil::{Date, date};

use super::*;
use crate::{
    document::{Document, Pen},
    model::{About, Case, IssueOption, Position, RecordType, StanceOn, Table as Records, each_kind},
    store::CaseDocument,
};

const ISLAND: &str = include_str!("../../tests/fixtures/exercise-island.ron");

fn day() -> Date {
    date(2031, 9, 15)
}

fn case_of(text: &str) -> Case {
    let read = CaseDocument::read(text).unwrap();
    let mut document = Document::new(About { ..read.about.clone() }, []);
    let pen =
        Pen { by: "rosa@fieldhost".to_owned(), at: "2026-11-21T00:00:00Z".parse().unwrap(), seed: [0; 16] };
    let step = document.prepare(&read.edit(), &pen).unwrap();
    document.commit(step);
    document.case().clone()
}

fn id<T>(text: &str) -> Id<T> {
    Id::new(text).unwrap()
}

fn outside() -> [Audience; 5] {
    let party = |name: &str| Audience::Party(id(name));
    let hidden = party("a-SECRET-92");
    [Audience::Shareable, party("northern-council"), party("harbour-front"), party("lagoon-league"), hidden]
}

/// Every kind in every format, also of each party and issue by itself: what it is, and the file.
fn everything(case: &Case, audience: &Audience) -> Vec<(String, Vec<u8>)> {
    let seen = case.seen_by(audience);
    let comparisons = comparisons();
    let mut reports = Vec::new();
    for kind in kinds() {
        reports.push(build(&seen, *kind, &Asked::on(day()).with_comparisons(&comparisons)));
    }
    for phase in Phase::ALL {
        reports.push(build(&seen, Kind::Full, &Asked { phase: Some(*phase), ..Asked::on(day()) }));
    }
    for (event, _) in seen.case().events.iter() {
        reports.push(build(
            &seen,
            Kind::Minutes,
            &Asked { session: Some(event.clone()), ..Asked::on(day()) },
        ));
    }
    for (party, _) in seen.case().actors.iter() {
        reports.push(build(&seen, Kind::Party, &Asked { party: Some(party.clone()), ..Asked::on(day()) }));
    }
    for (issue, _) in seen.case().issues.iter() {
        reports.push(build(&seen, Kind::Issue, &Asked { issue: Some(issue.clone()), ..Asked::on(day()) }));
    }
    let files = reports.iter().flat_map(|report| {
        Format::ALL.iter().map(|format| (file_name(report, *format, true), bytes(report, *format)))
    });
    files.collect()
}

/// The file; of a document its parts as they are before they are packed.
fn bytes(report: &Report, format: Format) -> Vec<u8> {
    if format != Format::Docx {
        return write(report, format);
    }
    let parts = docx::finished(report);
    let rest =
        [parts.doc_props.core, parts.doc_props.app, parts.settings, parts.document_rels, parts.comments];
    parts.headers.into_iter().chain(parts.footers).chain(rest).fold(parts.document, |mut all, part| {
        all.extend(part);
        all
    })
}

fn comparisons() -> Vec<Comparison> {
    let for_whom = |audience: &str, mark: &str| {
        let text = format!(
            "Comparison(question: \"{mark} question\", audience: \"{audience}\", horizon: 6, about: \"{mark}\", options: \
             [(id: \"A\", title: \"{mark} one\"), (id: \"B\", title: \"two\")])"
        );
        crate::notation::read::<Comparison>(&text).unwrap()
    };
    vec![
        for_whom("team", "SECRET-200"),
        for_whom("", "SECRET-201"),
        for_whom("party:northern-council", "ONLY-NORTH-200"),
        for_whom("shareable", "open"),
    ]
}

#[test]
fn what_an_audience_may_not_see_is_in_no_report() {
    let case = case_of(ISLAND);
    for audience in outside() {
        let is_north = audience == Audience::Party(id("northern-council"));
        for (name, file) in everything(&case, &audience) {
            let text = String::from_utf8_lossy(&file);
            let found = text.find("SECRET-").map(|at| &text[at..at + 20]);
            assert_eq!(found, None, "{name} for {audience}");
            assert!(is_north || !text.contains("ONLY-NORTH-"), "{name} for {audience}");
            for word in ["withheld", "confided", "rosa", "fieldhost", "GANNET"] {
                assert!(!text.contains(word), "{word} in {name} for {audience}");
            }
        }
    }
}

#[test]
fn what_is_shared_and_what_the_team_knows_does_reach_them() {
    let case = case_of(ISLAND);
    let of = |audience: &Audience, kind| {
        let comparisons = comparisons();
        let asked = Asked::on(day()).with_comparisons(&comparisons);
        String::from_utf8(write(&build(&case.seen_by(audience), kind, &asked), Format::Text)).unwrap()
    };
    let north = of(&Audience::Party(id("northern-council")), Kind::Full);
    for number in ["01", "02", "03", "04", "200"] {
        assert!(north.contains(&format!("ONLY-NORTH-{number}")), "{number}");
    }
    let team = of(&Audience::Team, Kind::Full);
    for number in [3, 41, 45, 64, 68, 72, 77, 80, 84, 86, 200, 201] {
        assert!(team.contains(&format!("SECRET-{number:02}")), "{number}");
    }
    // Real names behind code names, and points, are in no report at all.
    for number in ["SECRET-09", "SECRET-10", "SECRET-12", "SECRET-13"] {
        assert!(!team.contains(number), "{number}");
    }
    let minutes = of(&Audience::Team, Kind::Minutes);
    assert!(!minutes.contains("SECRET-") && !minutes.contains("ONLY-NORTH-"), "{minutes}");
}

fn drop_unseen<T: RecordType>(table: &mut Records<T>, seen: &Seen) {
    let unseen: Vec<Id<T>> =
        table.iter().map(|(id, _)| id.clone()).filter(|id| seen.locate(id).is_none()).collect();
    for id in unseen {
        table.remove(&id);
    }
}

/// The case in which the records that an audience does not see were never recorded.
fn without_unseen(case: &Case, audience: &Audience) -> Case {
    let (mut less, seen) = (case.clone(), case.seen_by(audience));
    macro_rules! drop_all {
        ($( $kind:ident $type:ident $table:ident $word:literal $code:tt $shown:ident $label:tt; )+) => {
            $( drop_unseen(&mut less.$table, &seen); )+
        };
    }
    each_kind!(drop_all);
    less
}

#[test]
fn reports_are_those_of_the_case_in_which_the_withheld_was_never_recorded() {
    // The same island with everything that only the team knows said otherwise.
    let mut otherwise = ISLAND.replace("SECRET-", "OTHER-1");
    for (one, other) in [
        ("firmness: Firm", "firmness: Open"),
        ("influence: High", "influence: Low"),
        ("sensitivity: High", "sensitivity: Low"),
        ("reliability: B", "reliability: E"),
        ("confidence: High", "confidence: Low"),
        ("code: \"P-0", "code: \"P-9"),
        ("after: [\"p-north-guard-2\"],", ""),
        ("revisit: \"2031-12-01\",", ""),
        ("date: \"2031-04\")", ")"),
    ] {
        assert!(otherwise.contains(one), "{one}");
        otherwise = otherwise.replace(one, other);
    }
    let (case, otherwise) = (case_of(ISLAND), case_of(&otherwise));
    for audience in outside().into_iter().take(4) {
        let expected = everything(&case, &audience);
        for other in [&otherwise, &without_unseen(&case, &audience)] {
            for ((name, file), (_, same)) in expected.iter().zip(everything(other, &audience)) {
                assert!(*file == same, "{name} for {audience}:\n{}", first_difference(file, &same));
            }
        }
    }
}

fn first_difference(one: &[u8], other: &[u8]) -> String {
    let (one, other) = (String::from_utf8_lossy(one), String::from_utf8_lossy(other));
    let pairs = one.lines().zip(other.lines());
    pairs.filter(|(a, b)| a != b).map(|(a, b)| format!("{a}\n{b}")).next().unwrap_or_default()
}

#[test]
fn an_empty_case_gives_a_page_that_says_what_to_do() {
    let case = Case::default();
    for audience in [Audience::Team, Audience::Shareable] {
        for kind in kinds() {
            let report = build(&case.seen_by(&audience), *kind, &Asked::on(day()));
            for format in Format::ALL {
                assert!(!write(&report, *format).is_empty());
            }
            let text = String::from_utf8(write(&report, Format::Text)).unwrap();
            let says = ["yet", "Nothing", "No key question"].iter().any(|word| text.contains(word));
            assert!(says, "{} for {audience}:\n{text}", kind.word());
        }
    }
}

fn with_statement(text: &str, language: Option<&str>) -> Case {
    let mut case = case_of(ISLAND);
    let which = id::<Position>("p-lagoon-guard-2");
    let mut position = case.positions.first(&which).unwrap().clone();
    position.statement.text = text.to_owned();
    position.statement.language = language.map(str::to_owned);
    let version = case.positions.get(&which).unwrap().versions()[0].clone();
    let version = crate::model::Version { state: crate::model::State::Here(position), ..version };
    case.positions.insert(which, crate::model::Entry::new(vec![version]).unwrap());
    case
}

#[test]
fn text_in_any_script_comes_through_unchanged_and_is_marked_where_it_runs_to_the_left() {
    for (text, language, html, is_rtl) in [
        ("نقبل القيادة المشتركة، بشرط واحد.", Some("ar"), "lang=\"ar\" dir=\"rtl\"", true),
        ("نقبل القيادة المشتركة.", None, "dir=\"auto\"", true),
        ("我们接受联合指挥。", Some("zh"), "lang=\"zh\" dir=\"ltr\"", false),
        ("Мы принимаем совместное командование.", None, "dir=\"auto\"", false),
    ] {
        let case = with_statement(text, language);
        let report = build(&case.seen_by(&Audience::Shareable), Kind::Issue, &Asked::on(day()));
        for format in [Format::Markdown, Format::Html, Format::Docx] {
            let file = String::from_utf8_lossy(&bytes(&report, format)).into_owned();
            assert!(file.contains(text), "{text} in {}", format.ending());
        }
        let plain = String::from_utf8(write(&report, Format::Text)).unwrap();
        let joined: String = plain.split_whitespace().collect();
        assert!(joined.contains(&text.split_whitespace().collect::<String>()), "{plain}");
        let page = String::from_utf8(write(&report, Format::Html)).unwrap();
        assert!(page.contains(&format!("{html}>{text}")), "{text}");
        let xml = String::from_utf8(docx::finished(&report).document).unwrap();
        let before = xml.find(text).map(|at| &xml[..at]).unwrap();
        let paragraph = &before[before.rfind("<w:p ").unwrap()..];
        assert_eq!(
            (paragraph.contains("<w:bidi />"), paragraph.contains("<w:rtl />")),
            (is_rtl, is_rtl),
            "{paragraph}"
        );
    }
}

#[test]
fn what_could_steer_or_break_a_file_is_shown_and_does_nothing() {
    let text = "<script>alert('x')</script> & \u{202e}evil\u{7} | pipe \u{fffe} *star* ]]> \"q\"";
    let case = with_statement(text, Some("en\" onload=\"x"));
    let report = build(&case.seen_by(&Audience::Shareable), Kind::Issue, &Asked::on(day()));
    let html = String::from_utf8(write(&report, Format::Html)).unwrap();
    assert!(html.contains(
        "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &lt;U+202E&gt;evil^G | pipe &lt;U+FFFE&gt;"
    ));
    assert!(!html.contains("<script") && !html.contains("onload"));
    let markdown = String::from_utf8(write(&report, Format::Markdown)).unwrap();
    assert!(markdown.contains(
        "\\<script\\>alert('x')\\</script\\> & \\<U+202E\\>evil^G \\| pipe \\<U+FFFE\\> \\*star\\*"
    ));
    let xml = String::from_utf8(docx::finished(&report).document).unwrap();
    assert!(xml.contains("&lt;script&gt;") && !xml.contains('\u{202e}') && !xml.contains('\u{7}'));
}

#[test]
fn file_names_tell_kind_audience_and_day_and_name_nobody_unless_asked() {
    let case = case_of(ISLAND);
    let north = Audience::Party(id("northern-council"));
    let seen = case.seen_by(&north);
    let party = seen.locate(&id("northern-council"));
    let report = build(&seen, Kind::Party, &Asked { party, ..Asked::on(day()) });
    assert_eq!(file_name(&report, Format::Docx, false), "party-for-one-party-2031-09-15.docx");
    assert_eq!(
        file_name(&report, Format::Docx, true),
        "party-northern-council-for-one-party-2031-09-15.docx"
    );
    assert_eq!(slug("Ferry Women's  Network / النساء"), "ferry-women-s-network-النساء");
    assert_eq!(Format::of_path(Path::new("/a/Brief.HTM")), Some(Format::Html));
    assert_eq!((Format::of_path(Path::new("a.pdf")), Format::of_path(Path::new("md"))), (None, None));
    assert!(kinds().iter().all(|kind| Kind::from_word(kind.word()) == Some(*kind)));
}

#[test]
fn the_team_is_told_how_much_is_withheld_and_why() {
    let case = case_of(ISLAND);
    assert_eq!(withheld_words(&case, &Audience::Team), "");
    let words = withheld_words(&case, &Audience::Shareable);
    let withheld = case.withheld_from(&Audience::Shareable);
    assert!(
        case.count_of(crate::model::Kind::Confidence) > 0
            && withheld.iter().all(|(kind, _)| kind.may_leave())
    );
    let count: usize = withheld.iter().map(|(_, count)| count).sum();
    assert!(words.starts_with(&format!("{count} entries are left out for this audience: ")), "{words}");
    for part in ["5 positions", "were told in confidence", "are shared with others only"] {
        assert!(words.contains(part), "{part}: {words}");
    }
}

#[test]
fn a_document_holds_a_thousand_rows_a_table_and_says_how_many_are_missing() {
    let mut table = Table::new("Many", &["Number", "What"]);
    (0..1_203).for_each(|n| table.row([page::cell(n.to_string()), page::cell("x")]));
    let mut report = build(&Case::default().seen_by(&Audience::Team), Kind::Brief, &Asked::on(day()));
    report.sections = vec![Section { heading: "Many".into(), level: 1, blocks: vec![Block::Table(table)] }];
    let xml = String::from_utf8(docx::finished(&report).document).unwrap();
    assert_eq!(xml.matches("<w:tr>").count() + xml.matches("<w:tr ").count(), 1_001);
    assert!(xml.contains("203 more rows are not in this document.") && xml.contains(".xlsx"));
    let text = String::from_utf8(write(&report, Format::Text)).unwrap();
    assert!(text.contains("1202"));
}

#[test]
fn claims_name_their_sources_and_the_team_sees_what_has_none() {
    let mut case = case_of(ISLAND);
    let stance = StanceOn { option: id::<IssueOption>("o-guard-b"), ..StanceOn::default() };
    let version = case.positions.get(&id("p-north-guard-3")).unwrap().versions()[0].clone();
    let crate::model::State::Here(mut position) = version.state.clone() else { panic!("it is there") };
    position.sources.clear();
    position.stances = vec![stance];
    let version = crate::model::Version { state: crate::model::State::Here(position), ..version };
    case.positions.insert(id("p-north-guard-3"), crate::model::Entry::new(vec![version]).unwrap());
    let text = |audience: &Audience| {
        String::from_utf8(write(
            &build(&case.seen_by(audience), Kind::Issue, &Asked::on(day())),
            Format::Html,
        ))
        .unwrap()
    };
    let (team, all) = (text(&Audience::Team), text(&Audience::Shareable));
    assert!(team.contains("[no source]") && team.contains("usually reliable, probably true"), "{team}");
    assert!(!all.contains("no source") && !all.contains("reliable") && all.contains("id=\"s1\""), "{all}");
    assert!(team.contains("may not be quoted; may not be named"), "{team}");
}

#[test]
fn while_a_case_is_closed_to_others_the_team_is_told_why_their_page_is_empty() {
    let case = Case { lines_lost: true, ..case_of(ISLAND) };
    assert_eq!(withheld_words(&case, &Audience::Team), "");
    let words = withheld_words(&case, &Audience::Shareable);
    assert!(
        words.contains("Lines of this case are missing") && words.contains("`goodoffices check`"),
        "{words}"
    );
}
