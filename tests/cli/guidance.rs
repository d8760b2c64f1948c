//! The guidance in text and JSON.

use crate::room::Room;

#[test]
fn the_json_of_the_guidance_has_the_promised_keys_and_the_key_questions() {
    let room = Room::new();
    let guidance = room.json(&["guidance", "--format", "json"]);
    for key in [
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
    ] {
        let list = guidance[key].as_array().unwrap_or_else(|| panic!("{key} is missing"));
        assert!(!list.is_empty(), "{key}");
        assert!(list.iter().all(|entry| entry["section"].is_string() && entry["id"].is_string()), "{key}");
    }
    let assessments = guidance["assessments"].as_array().unwrap();
    let questions: Vec<usize> =
        assessments.iter().map(|a| a["questions"].as_array().unwrap().len()).collect();
    assert_eq!(questions, [3, 3, 8, 3, 2, 5, 2]);
}

#[test]
fn words_and_ids_are_found_without_regard_to_case_and_accents() {
    let room = Room::new();
    let all = room.done(&["guidance"]);
    let found = room.done(&["guidance", "CEASEFIRÉ"]);
    assert!(found.contains("Let the ceasefire talks open the door") && found.len() < all.len() * 2);
    assert!(room.done(&["guidance", "c3"]).starts_with("c3"));
    let json = room.json(&["guidance", "c3", "--format", "json"]);
    assert_eq!(json["assessments"].as_array().unwrap().len(), 1);
    assert_eq!(json["assessments"][0]["questions"].as_array().unwrap().len(), 1);
    assert_eq!(json["hints"].as_array().unwrap().len(), 0);
}

#[test]
fn an_offices_own_guidance_is_added_and_what_is_wrong_in_it_is_named() {
    let room = Room::new();
    std::fs::create_dir(room.path("own")).unwrap();
    room.write("own/a.ron", "Additions(language: \"en\", entries: [Hint(id: \"hint-x\", titel: \"x\")])");
    let said = room.run(&["guidance", "c3", "--guidance", "own"]);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("a.ron:1:"), "{}", said.err);
    assert!(said.out.starts_with("c3"), "the program's own guidance is printed all the same");
}
