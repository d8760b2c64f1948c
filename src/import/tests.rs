use std::io::{Cursor, Write};

use jiff::Timestamp;
use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use zip::{ZipWriter, write::SimpleFileOptions};

use super::*;
use crate::{
    analysis::naming::name_of,
    audience::Audience,
    document::Document,
    model::{About, Actor, AtTable, Disclosure, Firmness, Id, Phase, Record, RecordRef, Stance},
};

const FIXTURE: &[u8] = include_bytes!("../../tests/fixtures/positions.csv");
const HEADER: &str = "party,issue,phase,date,position";

fn pen(seed: u8) -> Pen {
    Pen { by: "adviser".into(), at: Timestamp::UNIX_EPOCH, seed: [seed; 16] }
}

fn empty() -> Document {
    Document::new(About { id: "case".into(), ..About::default() }, [])
}

fn planned(document: &Document, text: impl AsRef<[u8]>, choices: &Choices) -> Result<Plan, Vec<Problem>> {
    plan(text.as_ref(), "positions.csv", document.case(), choices, &pen(7))
}

/// Imports a file as one step; gives what was planned.
fn import(document: &mut Document, text: impl AsRef<[u8]>, seed: u8) -> Plan {
    let plan = plan(text.as_ref(), "x.csv", document.case(), &Choices::default(), &pen(seed)).unwrap();
    if let Some(edit) = plan.edit() {
        let step = document.prepare(&edit, &pen(seed)).unwrap();
        document.commit(step);
    }
    plan
}

/// The first problem of a file, as `line:column: what. remedy`.
fn wrong(text: impl AsRef<[u8]>) -> String {
    match planned(&empty(), text, &Choices::default()) {
        Err(problems) => problems[0].to_string(),
        Ok(plan) => {
            assert!(plan.edit().is_none(), "{plan:?}");
            plan.problems[0].to_string()
        }
    }
}

fn rows(rows: &str) -> String {
    format!("{HEADER}\n{rows}\n")
}

#[test]
fn the_list_of_two_processes_comes_in_once_and_is_one_undo() {
    let mut document = empty();
    let plan = import(&mut document, FIXTURE, 1);
    assert_eq!(plan.summary(), "22 created, 0 updated, 0 skipped");
    assert_eq!(plan.kept_in_note, ["case_id", "bloc", "evidence"]);
    let case = document.case();
    assert_eq!(case.positions.len(), 22);
    assert_eq!(case.actors.len(), 10);
    let dates: Vec<&str> =
        case.positions.shown().filter_map(|(_, p)| Some(p.date.as_ref()?.written())).collect();
    for written in ["1984", "1991-mid", "1999-01/02", "1993-1994", "1990-05"] {
        assert!(dates.contains(&written), "{written}");
    }
    let phases = |phase| case.positions.shown().filter(|(_, p)| p.phase == phase).count();
    let count =
        [Phase::PreNegotiation, Phase::Negotiation, Phase::Agreement, Phase::Implementation].map(phases);
    assert_eq!(count, [3, 8, 5, 6]);

    let again = import(&mut document, FIXTURE, 2);
    assert_eq!(again.summary(), "0 created, 0 updated, 22 skipped");
    assert!(again.added.is_empty() && again.edit().is_none());

    let undo = document.undo(&pen(3)).unwrap();
    document.commit(undo);
    assert_eq!(document.case().count(), 0);
}

#[test]
fn every_source_and_free_text_of_the_list_is_kept_and_exported() {
    let mut document = empty();
    import(&mut document, FIXTURE, 1);
    let case = document.case();
    let grid = crate::export::positions(&case.seen_by(&Audience::Team));
    let column = grid.header.iter().position(|name| name == "source").unwrap();
    let sheet = read(FIXTURE, "positions.csv", &Choices::default()).unwrap();
    for row in &sheet.rows {
        let source = &row.cells[9].text;
        assert!(grid.rows.iter().any(|exported| exported[column] == *source), "{source}");
    }
    let notes: Vec<&str> = case.positions.shown().map(|(_, p)| p.note.as_str()).collect();
    assert!(
        notes.contains(&"flexibility: traded in Sept 1991\ncase_id: sv-1992\nbloc: insurgent\nevidence: G")
    );
    let firm = case.positions.shown().filter(|(_, p)| p.firmness == Firmness::Firm).count();
    assert_eq!(firm, 2, "only a word of ours is a judgement of ours");
    assert!(case.positions.shown().all(|(_, p)| p.disclosure == Disclosure::Team && p.stances.is_empty()));
    assert!(case.actors.shown().all(|(_, actor)| !actor.is_party()), "only a person makes an actor a party");
}

#[test]
fn joined_names_are_groups_and_both_is_asked_about() {
    let mut document = empty();
    let plan = import(&mut document, FIXTURE, 1);
    let case = document.case();
    let find = |name: &str| case.actors.shown().find(|(_, actor)| actor.name == name).unwrap();
    let members: Vec<String> = find("GOES and FMLN").1.members.iter().map(|id| name_of(case, id)).collect();
    assert_eq!(members, ["GOES", "FMLN"]);
    assert!(find("Both").1.members.is_empty());
    assert!(find("Government/President").1.members.is_empty());
    let words: Vec<String> = plan.notices.iter().map(ToString::to_string).collect();
    assert!(
        words
            .iter()
            .any(|notice| notice.starts_with("20:9: party: \"Both\" becomes a group without members")),
        "{words:?}"
    );

    let mut two = empty();
    for (n, name) in [(1, "North"), (2, "FAES")] {
        let id: Id<Actor> = pen(9).id(n);
        let actor = Actor { name: name.into(), at_table: vec![AtTable::default()], ..Actor::default() };
        let edit = crate::edit::Edit::Add(RecordRef::of(&id), Box::new(Record::Actor(actor)));
        let step = two.prepare(&edit, &pen(u8::try_from(n).unwrap() + 20)).unwrap();
        two.commit(step);
    }
    let plan = import(&mut two, rows("both,x,NEG,,y\nFAES (on GOES team),x,NEG,,y"), 1);
    assert_eq!(plan.added[0].words, "actor \"both\", a group of North and FAES");
    assert!(plan.notices[0].what.contains("becomes an actor of its own, beside FAES"), "{:?}", plan.notices);
}

#[test]
fn what_is_wrong_is_named_with_its_line_and_nothing_is_half_done() {
    let good = "FMLN,police,NEG,1990,says so";
    for (text, said) in [
        (
            HEADER.replace(',', "|") + "\nFMLN|police|NEG|1990|x",
            "1:1: the columns are not separated by comma",
        ),
        (
            "party,issue,phase,date\nA,b,NEG,1990".into(),
            "1:1: the column \"statement\" or \"position\" is missing",
        ),
        (
            rows(&format!("{good}\nFMLN,police,TALKS,1990,x")),
            "3:13: phase: \"TALKS\" is no phase. Write pre-negotiation",
        ),
        (
            rows(&format!("{good}\nFMLN,police,NEG,27/04/1991,x")),
            "3:17: date: \"27/04/1991\" is not a date. Write 1991",
        ),
        (rows("FMLN,police,NEG,1990,one, two"), "2:26: the row has 6 cells, the header 5. Put quotation"),
        (rows("FMLN,police,NEG"), "2:1: the row has only 3 cells"),
        (rows("FMLN,,NEG,1990,x"), "2:6: issue: nothing is written here"),
        (rows("FMLN,police,NEG,1990,\"x"), "2:22: a quotation mark is opened here and never closed"),
        (rows("FMLN,police,NEG,1990,\"x\"y"), "2:25: there is text after the closing quotation mark"),
        (
            rows(&format!("{good}\n{good}")).replace("so\nFM", "so\n\nFM") + "FMLN,police,NEG,1990",
            "5:1: the row has only",
        ),
        ("party,ssr_issue,issue,phase,date,position\n".into(), "1:17: two columns mean the issue"),
        (String::new(), "1:1: the sheet is empty"),
    ] {
        assert!(wrong(&text).starts_with(said), "{text}: {}", wrong(&text));
    }
    let text = rows(&format!("{good}\nGOES,police,NEG,soon,x"));
    let choices = Choices { leave_out: true, ..Choices::default() };
    let plan = planned(&empty(), &text, &choices).unwrap();
    assert_eq!(plan.summary(), "1 created, 0 updated, 0 skipped; 1 line is left out");
    assert!(plan.edit().is_some());
    assert!(
        !plan.added.iter().any(|new| new.words.contains("GOES")),
        "what no imported line names is not made"
    );
}

#[test]
fn stances_options_and_disclosure_are_read_and_checked() {
    let header =
        "party,faction,issue,phase,date,statement,option,stance,condition,firmness,disclosure,confided_by";
    let one = |row: &str| format!("{header}\n{row}");
    let mut document = empty();
    import(&mut document, one("A,Hawks,x,NEG,1990,s,B,accepts if,places,firm,confided,an aide"), 1);
    import(&mut document, one("A,,x,NEG,1990,t,,B=opposes; Two armies=demands (inferred),,,,"), 2);
    let case = document.case();
    let (_, first) = case.positions.shown().find(|(_, p)| p.statement.text == "s").unwrap();
    assert_eq!((first.stances[0].stance, first.stances[0].condition.as_str()), (Stance::AcceptsIf, "places"));
    assert_eq!(first.disclosure, Disclosure::Confided { by: "an aide".into() });
    assert!(first.faction.is_some());
    let letters: Vec<&str> = case.options.shown().map(|(_, option)| option.letter.as_str()).collect();
    assert_eq!(letters.len(), 2);
    assert!(letters.contains(&"A") && letters.contains(&"B"), "{letters:?}");
    for (row, said) in [
        ("A,,x,NEG,,s,B,likes,,,,", "2:15: stance: \"likes\" is no stance"),
        ("A,,x,NEG,,s,,accepts,,,,", "2:14: stance: there is no option that it is about"),
        ("A,,x,NEG,,s,,B=accepts; b=opposes,,,,", "2:14: stance: an option is named twice"),
        ("A,,x,NEG,,s,,,,,secret,", "2:17: disclosure: \"secret\" is not understood"),
        ("A,,x,NEG,,s,,,,,confided,", "2:26: confided_by: it is confided, and nobody is named"),
        ("A,,x,NEG,,s,,,,,public,an aide", "2:17: disclosure: it says \"public\", and somebody is named"),
        ("A,,x,NEG,,s,,,,,shared: Z,", "2:17: disclosure: \"Z\" is not in the case"),
    ] {
        assert!(wrong(one(row)).starts_with(said), "{row}: {}", wrong(one(row)));
    }
    let further = planned(&document, one("A,Hawks,x,NEG,1990,s,,,,,public,"), &Choices::default()).unwrap();
    assert!(further.problems[0].what.contains("an import does not share it further"), "{further:?}");
}

#[test]
fn a_changed_row_corrects_and_never_empties() {
    let header = "party,issue,phase,date,position,firmness,spokesperson";
    let mut document = empty();
    import(&mut document, format!("{header}\nA,x,NEG,1990,s,open,Ana\nA,x,NEG,1990,t,,"), 1);
    let plan = import(&mut document, format!("{header}\na,X,negotiation,1990,s,firm,\nA,x,NEG,1990,u,,"), 2);
    assert_eq!(plan.summary(), "1 created, 1 updated, 0 skipped");
    assert_eq!(plan.updated[0].fields, ["firmness"]);
    let case = document.case();
    let (_, position) = case.positions.shown().find(|(_, p)| p.statement.text == "s").unwrap();
    assert_eq!((position.firmness, position.spokesperson.as_str()), (Firmness::Firm, "Ana"));
    assert_eq!(case.positions.len(), 3);
    let twice =
        planned(&document, format!("{header}\nB,x,NEG,,s,open,\nB,x,NEG,,s,firm,"), &Choices::default())
            .unwrap();
    assert!(twice.problems[0].to_string().starts_with("3:10: statement: line 2 says the same"), "{twice:?}");
    let same =
        planned(&document, format!("{header}\nB,x,NEG,,s,open,\nB,x,NEG,,s,open,"), &Choices::default())
            .unwrap();
    assert_eq!(same.summary(), "1 created, 0 updated, 1 skipped");
}

#[test]
fn existing_only_names_what_was_meant_and_columns_can_be_mapped() {
    let mut document = empty();
    import(&mut document, rows("Military Junta,foreign forces,NEG,,x"), 1);
    let choices = Choices { existing_only: true, ..Choices::default() };
    let plan = planned(&document, rows("Militari Junta,foreign forces,NEG,,y"), &choices).unwrap();
    assert_eq!(
        plan.problems[0].to_string(),
        "2:1: party: \"Militari Junta\" is not in the case. Did you mean \"Military Junta\"?"
    );
    let map = |column: &str, field: &str| Choices {
        map: vec![(column.into(), field.into())],
        ..Choices::default()
    };
    let text = "Partei;Thema;Phase;Datum;Aussage\nA;x;NEG;;y";
    let mut choices = map("partei", "party");
    choices.map.extend(map("Thema", "issue").map);
    choices.map.extend(map("DATUM", "date").map);
    choices.map.extend(map("aussage", "position").map);
    assert_eq!(planned(&document, text, &choices).unwrap().summary(), "1 created, 0 updated, 0 skipped");
    let unknown = planned(&document, text, &map("Partei", "camp")).unwrap_err();
    assert!(
        unknown[0].to_string().starts_with("1:1: \"Partei\" cannot be mapped to \"camp\""),
        "{unknown:?}"
    );
    let absent = planned(&document, text, &map("Lager", "party")).unwrap_err();
    assert!(absent[0].what.starts_with("there is no column \"Lager\""), "{absent:?}");
}

#[test]
fn every_encoding_and_delimiter_is_read_and_guesses_are_named() {
    let long = |text: &str| format!("{HEADER}\nA,x,NEG,1990,{}\n", [text; 4].join(" "));
    let russian = long("Правительство согласно с выводом войск и созданием новой полиции");
    let arabic = long("توافق الحكومة على سحب القوات وإنشاء شرطة جديدة في العاصمة");
    let spanish = long("El Gobierno aceptó la reducción del ejército según él señaló el portavoz");
    let chinese = long("政府同意撤出军队并建立新的警察部队");
    for (label, text) in [
        ("windows-1251", &russian),
        ("windows-1256", &arabic),
        ("windows-1252", &spanish),
        ("gb18030", &chinese),
    ] {
        let (bytes, _, lost) = encoding_rs::Encoding::for_label(label.as_bytes()).unwrap().encode(text);
        assert!(!lost);
        let plan = planned(&empty(), &bytes, &Choices::default()).unwrap();
        assert_eq!(plan.notices[0].line, 2, "{label}");
        let name = plan.notices[0].what.to_lowercase();
        assert!(name.contains(label) || name.contains("gbk"), "{name}");
        let statement = text.lines().nth(1).unwrap().rsplit_once(',').unwrap().1;
        let sheet = read(&bytes, "x.csv", &Choices::default()).unwrap();
        assert_eq!(sheet.rows[0].cells[4].text, statement);
        let asked = Choices { encoding: Some(label.into()), ..Choices::default() };
        assert!(read(&bytes, "x.csv", &asked).unwrap().notices.is_empty());
    }
    let utf16 = |text: &str, big: bool, mark: bool| -> Vec<u8> {
        let units = mark.then_some(0xFEFF).into_iter().chain(text.encode_utf16());
        units.flat_map(|unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    };
    for text in [&russian, &arabic, &chinese] {
        let marked = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
        let files = [
            text.clone().into_bytes(),
            marked,
            utf16(text, true, true),
            utf16(text, false, true),
            utf16(text, false, false),
        ];
        for bytes in files {
            assert_eq!(read(&bytes, "x.csv", &Choices::default()).unwrap().rows[0].line, 2);
            assert!(planned(&empty(), &bytes, &Choices::default()).unwrap().problems.is_empty());
        }
    }
    for delimiter in [";", "\t"] {
        let text = rows("A,x,NEG,1990,y").replace(',', delimiter).replace('\n', "\r\n");
        assert_eq!(planned(&empty(), text, &Choices::default()).unwrap().created[0].line, 2);
    }
    let hinted = format!("sep=;\n{}", rows("A,x,NEG,1990,y").replace(',', ";"));
    assert_eq!(planned(&empty(), hinted, &Choices::default()).unwrap().created[0].line, 3);
    let damaged = [russian.as_bytes(), b"A,x,NEG,1990,\xFF\n"].concat();
    assert!(
        wrong(&damaged).starts_with("3:14: this is not UTF-8, in which the rest is written"),
        "{}",
        wrong(&damaged)
    );
}

#[test]
fn what_looks_like_a_formula_stays_text_and_is_named() {
    let mut document = empty();
    let plan = import(&mut document, rows("A,x,NEG,1990,=1+1\nA,x,NEG,1991,'=HYPERLINK(1)"), 1);
    assert_eq!(plan.notices.len(), 1);
    assert!(
        plan.notices[0].to_string().starts_with("2:14: \"=1+1\" begins like a formula and is kept as text")
    );
    let texts: Vec<&str> =
        document.case().positions.shown().map(|(_, p)| p.statement.text.as_str()).collect();
    assert!(texts.contains(&"=1+1") && texts.contains(&"=HYPERLINK(1)"), "{texts:?}");
}

fn workbook(write: impl FnOnce(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("cover").unwrap().write_string(0, 0, "A cover").unwrap();
    let sheet = book.add_worksheet().set_name("data").unwrap();
    for (column, name) in (0_u16..).zip(HEADER.split(',')) {
        sheet.write_string(0, column, name).unwrap();
    }
    for (column, text) in (0_u16..).zip(["FMLN", "police", "NEG", "", "says so"]) {
        sheet.write_string(1, column, text).unwrap();
    }
    write(sheet);
    book.save_to_buffer().unwrap()
}

#[test]
fn a_workbook_gives_dates_as_certain_as_they_are_shown() {
    let day = ExcelDateTime::from_ymd(1991, 4, 1).unwrap();
    for (format, written) in [("yyyy-mm-dd", "1991-04-01"), ("mmm yyyy", "1991-04"), ("yyyy", "1991")] {
        let bytes = workbook(|sheet| {
            sheet.write_datetime_with_format(1, 3, &day, &Format::new().set_num_format(format)).unwrap();
        });
        assert_eq!(read(&bytes, "x.xlsx", &Choices::default()).unwrap().rows[0].cells[3].text, written);
    }
    let bytes = workbook(|sheet| {
        sheet.write_number(1, 3, 1984).unwrap();
    });
    let plan = planned(&empty(), &bytes, &Choices::default()).unwrap();
    assert_eq!(plan.created[0].words, "FMLN / police, negotiation, 1984");
    assert!(plan.notices[0].what.contains("the sheet \"data\" was read, out of cover, data"));
    let wrong = Choices { sheet: Some("nothing".into()), ..Choices::default() };
    assert!(
        planned(&empty(), &bytes, &wrong).unwrap_err()[0]
            .to_string()
            .contains("The sheets are: cover, data.")
    );
}

#[test]
fn merged_cells_and_errors_of_a_workbook_are_named() {
    let bytes = workbook(|sheet| {
        sheet.merge_range(1, 0, 3, 0, "FMLN", &Format::new()).unwrap();
        for row in [2, 3] {
            sheet.write_string(row, 4, "more").unwrap();
        }
    });
    assert!(
        wrong(&bytes).starts_with("2:1: the cells A2:A4 are merged. Take the merging back"),
        "{}",
        wrong(&bytes)
    );
    let bytes = workbook(|sheet| {
        sheet.write_formula(1, 3, rust_xlsxwriter::Formula::new("1/0").set_result("#DIV/0!")).unwrap();
    });
    assert!(wrong(&bytes).starts_with("2:4: the cell holds the error #DIV/0!"), "{}", wrong(&bytes));
}

fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default().compression_level(Some(1))).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn open_document(rows: &str) -> Vec<u8> {
    let cell = |text: &str| {
        format!("<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>")
    };
    let header: String = HEADER.split(',').map(cell).collect();
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content><office:body><office:spreadsheet>\
         <table:table table:name=\"one\"><table:table-row>{header}\
         <table:table-cell table:number-columns-repeated=\"16000\"/></table:table-row>{rows}\
         <table:table-row table:number-rows-repeated=\"1048000\"><table:table-cell \
         table:number-columns-repeated=\"16000\"/></table:table-row></table:table>\
         </office:spreadsheet></office:body></office:document-content>"
    );
    zipped(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content.as_bytes()),
    ])
}

#[test]
fn an_open_document_is_read_with_dates_breaks_and_merged_cells() {
    let row = |date: &str, more: &str| {
        let cell = |text: &str| format!("<table:table-cell{more}><text:p>{text}</text:p></table:table-cell>");
        format!(
            "<table:table-row table:number-rows-repeated=\"1\">{}{}{}{date}{}</table:table-row>",
            cell("FMLN"),
            cell("police &amp; army"),
            cell("NEG"),
            "<table:table-cell><office:annotation><text:p>a remark</text:p></office:annotation>\
             <text:p>one<text:s text:c=\"2\"/>two</text:p><text:p>three &#1587;</text:p></table:table-cell>",
        )
    };
    let date = "<table:table-cell office:value-type=\"date\" office:date-value=\"1991-04-01\"><text:p>1991-04</text:p></table:table-cell>";
    let sheet = read(&open_document(&row(date, "")), "x.ods", &Choices::default()).unwrap();
    let texts: Vec<&str> = sheet.rows[0].cells.iter().map(|cell| cell.text.as_str()).collect();
    assert_eq!(texts, ["FMLN", "police & army", "NEG", "1991-04", "one  two\nthree س"]);
    let merged = open_document(&row(date, " table:number-rows-spanned=\"2\""));
    assert!(wrong(&merged).starts_with("2:1: the cells A2:A3 are merged"), "{}", wrong(&merged));
    let huge = "<table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell \
                table:number-columns-repeated=\"16000\"><text:p>x</text:p></table:table-cell></table:table-row>";
    assert!(wrong(open_document(huge)).contains("more cells or text than"), "{}", wrong(open_document(huge)));
}

#[test]
fn hostile_workbooks_are_refused_within_limits() {
    let spaces = vec![b' '; 52 << 20];
    let bomb = zipped(&["content.xml", "1", "2", "3", "4"].map(|name| (name, spaces.as_slice())));
    assert!(bomb.len() < 4 << 20);
    assert!(wrong(&bomb).contains("unpacks to more than 256 MB"), "{}", wrong(&bomb));
    drop(spaces);
    let strings = b"<sst uniqueCount=\"900000000000000\"><si><t>x</t></si></sst>";
    assert!(wrong(zipped(&[("xl/sharedStrings.xml", strings)])).contains("more cells or text than"));
    let corners = workbook(|sheet| {
        for n in 0..2_500 {
            sheet.write_string(n * 400, u16::try_from(n * 6).unwrap(), "x").unwrap();
        }
    });
    assert!(wrong(&corners).contains("more cells or text than"), "{}", wrong(&corners));
    assert!(wrong(vec![b'a'; LARGEST_IMPORT + 1]).contains("larger than 64 MB"));
    assert!(wrong(b"PK\x03\x04 and no more").contains("the workbook cannot be read"));
    assert!(wrong(b"\xD0\xCF\x11\xE0 old").contains("an old or an encrypted workbook"));
    assert!(plan(b"a,b", "x.xlsx", empty().case(), &Choices::default(), &pen(1)).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_input_makes_it_panic(noise in prop::collection::vec(any::<u8>(), 0..200), at in 0..FIXTURE.len()) {
        let mut bytes = FIXTURE.to_vec();
        bytes.splice(at..(at + noise.len()).min(FIXTURE.len()), noise.iter().copied());
        for bytes in [noise, bytes] {
            match planned(&empty(), &bytes, &Choices::default()) {
                Ok(plan) => prop_assert_eq!(plan.is_held_back(), !plan.problems.is_empty()),
                Err(problems) => prop_assert!(!problems.is_empty()),
            }
        }
    }

    #[test]
    fn a_damaged_workbook_is_refused_or_read(at in 0..6_000_usize, noise in any::<u8>()) {
        let mut bytes = workbook(|_| {});
        let at = at % bytes.len();
        bytes[at] = noise;
        if let Ok(sheet) = read(&bytes, "x.xlsx", &Choices::default()) {
            prop_assert!(sheet.rows.len() < 10);
        }
    }
}
