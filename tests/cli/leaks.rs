//! What an audience may not see leaves no trace: neither its words, nor anything that would be otherwise without it.

use goodoffices::{
    audience::Audience,
    store::{NewCase, RealDisk, create},
};

use crate::{
    room::{Room, repository},
    show::WHATS,
    withheld::step_without_what_is_withheld,
};

fn exercise() -> String {
    repository("tests/fixtures/exercise-island.ron")
}

fn audiences() -> [(&'static str, Audience); 3] {
    let party = |id: &str| Audience::Party(id.parse_id());
    [
        ("shareable", Audience::Shareable),
        ("party:northern-council", party("northern-council")),
        ("party:harbour-front", party("harbour-front")),
    ]
}

trait ParseId {
    fn parse_id<T>(&self) -> goodoffices::model::Id<T>;
}

impl ParseId for str {
    fn parse_id<T>(&self) -> goodoffices::model::Id<T> {
        goodoffices::model::Id::new(self).unwrap()
    }
}

/// Everything that the program says about a case to an audience.
fn everything(room: &Room, audience: &str) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for what in WHATS {
        for format in ["text", "json"] {
            let said = room.run(&["show", "case", what, "--audience", audience, "--format", format]);
            assert_eq!(said.code, 0, "{what}: {}", said.err);
            all.push((format!("{what} {format}"), said.out + &said.err));
        }
    }
    for party in ["northern-council", "Harbour Front", "a-SECRET-92", "The heron", "A-01"] {
        let said = room.run(&["show", "case", "positions", "--party", party, "--audience", audience]);
        all.push((format!("positions of {party}"), format!("{} {}{}", said.code, said.out, said.err)));
    }
    for file in ["out.ron", "out.json"] {
        room.done(&["export", "case", file, "--replace", "--audience", audience]);
        all.push((file.to_owned(), room.read(file)));
    }
    all
}

#[test]
fn what_is_withheld_leaves_no_trace() {
    let full = Room::with_case(&exercise());
    for (name, audience) in audiences() {
        let without = without_what_is_withheld(&audience);
        for ((what, with), (_, without)) in
            everything(&full, name).into_iter().zip(everything(&without, name))
        {
            assert_eq!(secrets(&with), 0, "{what} for {name}: {with}");
            assert!(
                name == "party:northern-council" || !with.contains("ONLY-NORTH-"),
                "{what} for {name}: {with}"
            );
            assert_eq!(with, without, "{what} for {name}");
        }
    }
}

#[test]
fn the_control_the_team_sees_the_secrets_and_one_party_what_is_for_it_alone() {
    let room = Room::with_case(&exercise());
    let team: String = everything(&room, "team").into_iter().map(|(_, text)| text).collect();
    assert!(secrets(&team) > 400, "{}", secrets(&team));
    let north = room.done(&["show", "case", "sources", "--audience", "party:northern-council"]);
    assert!(north.contains("ONLY-NORTH-"), "{north}");
}

/// How often a secret stands in a text, apart from the one that was typed by who asked.
fn secrets(text: &str) -> usize {
    text.matches("SECRET-").count() - text.matches("\"a-SECRET-92\"").count()
}

/// A room with the exercise as it would be had nobody ever recorded what the audience may not see.
fn without_what_is_withheld(audience: &Audience) -> Room {
    let room = Room::new();
    std::fs::create_dir(room.cases()).unwrap();
    let edit = step_without_what_is_withheld(&exercise(), audience);
    let new = NewCase {
        id: "another".into(),
        kind: goodoffices::model::CaseKind::Exercise,
        edit: Some(edit),
        by: "somebody else".into(),
        at: "2020-01-01T00:00:00Z".parse().unwrap(),
    };
    let disk: std::sync::Arc<dyn goodoffices::store::Disk> = std::sync::Arc::new(RealDisk);
    create(&disk, &room.cases().join("case"), &new).unwrap();
    room
}
