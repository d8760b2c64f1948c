//! How long a search over everything takes: 20,000 entries, and making them ready after a change.
#![allow(missing_docs, reason = "a benchmark is no library")]

use divan::{Bencher, black_box};
use goodoffices::search::{Corpus, Way};

/// Entries as long as what people write: about 300 letters in three scripts.
const ENTRIES: usize = 20_000;

fn main() {
    divan::main();
}

fn text(n: usize) -> String {
    let rare = if n.is_multiple_of(997) { "Éthique des garants" } else { "ordre public" };
    format!(
        "The {n}th account of the police, the army and those who watch over both, as told in the {} meeting. \
         قالت الشرطة الوطنية إنها تخضع لوزارة الداخلية. Полиция подчиняется министерству внутренних дел. {rare}: \
         what was promised, by whom, until when, and what became of it after the guarantors had left.",
        n % 40
    )
}

fn corpus(entries: usize) -> Corpus {
    let mut corpus = Corpus::default();
    for n in 0..entries {
        corpus.put("position", format!("P-{n} party on issue"), &text(n), Way::Question(n.to_string()));
    }
    corpus
}

#[divan::bench(args = ["ethique garants", "شرطه", "министерству", "police", "not there at all"])]
fn find_in_20_000_entries(bencher: Bencher<'_, '_>, words: &str) {
    let corpus = corpus(ENTRIES);
    bencher.bench_local(|| corpus.find(black_box(words)).len());
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn fold_20_000_entries(bencher: Bencher<'_, '_>) {
    bencher.bench_local(|| corpus(black_box(ENTRIES)).len());
}
