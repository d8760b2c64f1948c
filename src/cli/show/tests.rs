//! The case as of a day: which moment that is where the user is, and what is due then.

use std::{path::Path, sync::Arc};

use clap::Parser;
use jiff::{
    civil::date,
    tz::{TimeZone, offset},
};

use crate::{
    cli::{Cli, Desk, Verb},
    model::CaseKind,
    store::{CaseDocument, Disk, MemoryDisk, NewCase, create},
    surroundings::Surroundings,
};

/// What `show` prints of a case made at noon (UTC) on 1 January 2020, a day later, so many hours east of Greenwich.
fn shown(arguments: &str, hours: i8) -> String {
    let memory: Arc<dyn Disk> = Arc::new(MemoryDisk::new());
    let edit =
        CaseDocument::read(include_str!("../../../tests/fixtures/exercise-island.ron")).unwrap().edit();
    let at = "2020-01-01T12:00:00Z".parse().unwrap();
    let new = NewCase { id: "i".into(), kind: CaseKind::Exercise, edit: Some(edit), by: "luis".into(), at };
    create(&memory, Path::new("/cases/island"), &new).unwrap();
    let around = Surroundings {
        now: "2020-01-02T12:00:00Z".parse().unwrap(),
        today: date(2020, 1, 2),
        zone: TimeZone::fixed(offset(hours)),
        host: "srv1".into(),
        cases_variable: None,
        data: None,
        config: None,
        locale: String::new(),
        term: String::new(),
        no_color: true,
        input_is_terminal: false,
        output_is_terminal: false,
        size: None,
    };
    let desk = Desk { disk: memory, around, cases: Some("/cases".into()), name: None };
    let cli = Cli::try_parse_from(["goodoffices", "show", "island"].into_iter().chain(arguments.split(' ')));
    let Some(Verb::Show(show)) = cli.unwrap().verb else { panic!("{arguments}") };
    show.run(&desk).unwrap().out
}

#[test]
fn a_day_ends_where_the_user_is() {
    let issues = shown("issues", 0);
    assert_eq!(shown("issues --as-of 2020-01-01", 0), issues);
    assert_ne!(shown("issues --as-of 2020-01-01", 14), issues, "it was the 2nd there when the case was made");
    assert_eq!(shown("issues --as-of 2020-01-02", 14), issues);
    assert_ne!(shown("issues --as-of 2019-12-31", -11), issues);
}

#[test]
fn nothing_is_due_by_a_day_that_has_not_come() {
    let gaps = shown("gaps", 0);
    for day in ["2020", "2099-12-31"] {
        assert_eq!(shown(&format!("gaps --as-of {day}"), 0), gaps);
    }
}
