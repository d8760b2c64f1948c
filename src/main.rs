//! temporary
fn main() -> anyhow::Result<()> {
    let s = goodoffices::surroundings::Surroundings::of_this_process();
    let start = goodoffices::ui::Start { cases: s.cases(None).unwrap(), open: None, shield: false, read_only: false, by: None, settings: s.settings().unwrap(), host: s.host.clone(), look: Default::default() };
    std::process::exit(i32::from(goodoffices::ui::run(start)?));
}
