//! What came of a count of packages, in words: ids of options and parties as people call them.

use super::{Closest, Package, Packages, PartyStandings, StanceToMove, thousands};
use crate::model::{ComparedParty, Comparison, PackageMark, PackageModel, RuleOfAgreement};

/// How many stances that would have to move are told one by one.
const FEW: usize = 4;

/// What the ids of a package model are called.
#[derive(Clone, Copy, Debug)]
pub struct Names<'a> {
    parties: &'a [ComparedParty],
    model: &'a PackageModel,
}

impl<'a> Names<'a> {
    /// Those of a comparison; nothing if it carries no packages.
    #[must_use]
    pub fn of(comparison: &'a Comparison) -> Option<Self> {
        Some(Self { parties: &comparison.parties, model: comparison.packages.as_ref()? })
    }

    /// A party as people call it.
    #[must_use]
    pub fn party(&self, id: &str) -> String {
        let known = self.parties.iter().find(|party| party.id.as_str() == id);
        known.map_or_else(|| id.to_owned(), |party| party.name.clone())
    }

    /// `Police: over a year`.
    #[must_use]
    pub fn option(&self, id: &str) -> String {
        for issue in &self.model.issues {
            if let Some(option) = issue.options.iter().find(|option| option.id.as_str() == id) {
                return format!("{}: {}{}", issue.title, option.title, self.breach(id));
            }
        }
        id.to_owned()
    }

    /// What stands behind an option that would breach a principle, wherever it is named.
    fn breach(&self, id: &str) -> &'static str {
        let is_marked = self.model.principles.iter().any(|mark| mark.option.as_str() == id);
        if is_marked { " (! breaches a principle)" } else { "" }
    }

    /// The options that would breach a principle, each with a sentence that says so.
    pub fn marks(&self) -> impl Iterator<Item = (&PackageMark, String)> {
        self.model.principles.iter().map(|mark| {
            let by = if mark.by.is_empty() { String::new() } else { format!(" (marked by {})", mark.by) };
            let option = self.model.issues.iter().find_map(|issue| {
                let option = issue.options.iter().find(|option| option.id == mark.option)?;
                Some(format!("{}: {}", issue.title, option.title))
            });
            let option = option.unwrap_or_else(|| mark.option.to_string());
            (mark, format!("{option} would breach a principle: {}{by}", mark.reason))
        })
    }

    /// The issues, in the order in which a package lists its options.
    #[must_use]
    pub fn issues(&self) -> String {
        self.model.issues.iter().map(|issue| issue.title.as_str()).collect::<Vec<_>>().join("; ")
    }

    /// The options of a package, in the order of the issues.
    #[must_use]
    pub fn package(&self, package: &Package) -> String {
        let known: Vec<_> = self.model.issues.iter().flat_map(|issue| &issue.options).collect();
        let title = |id: &String| {
            let option = known.iter().find(|option| option.id.as_str() == id);
            option.map_or_else(|| id.clone(), |option| format!("{}{}", option.title, self.breach(id)))
        };
        package.options.iter().map(title).collect::<Vec<_>>().join("; ")
    }

    /// How parties stand to a package.
    #[must_use]
    pub fn parties(&self, package: &Package) -> String {
        let each = package.parties.iter().map(|on| {
            let surplus = on.surplus.map_or_else(String::new, |surplus| format!(" {surplus:+}"));
            format!("{} {}{surplus}", self.party(&on.party), on.standing.word())
        });
        each.collect::<Vec<_>>().join(", ")
    }

    /// A package, and how parties stand to it.
    #[must_use]
    pub fn package_with_parties(&self, package: &Package) -> String {
        format!("{} ({})", self.package(package), self.parties(package))
    }

    /// The zone of agreement of a party: to how many packages it stands how.
    #[must_use]
    pub fn zone(&self, party: &PartyStandings) -> String {
        let each = [
            ("acceptable", party.acceptable),
            ("conditional", party.conditional),
            ("not known", party.not_known),
            ("resisted", party.resisted),
            ("blocked", party.blocked),
        ];
        let each = each.into_iter().filter(|(_, count)| *count > 0);
        let words: Vec<String> =
            each.map(|(word, number)| format!("{} {word}", thousands(u128::from(number)))).collect();
        format!("{}: {}", self.party(&party.party), words.join(", "))
    }

    /// Who must agree, if those are not all.
    #[must_use]
    pub fn rule(&self) -> Option<String> {
        let RuleOfAgreement::AtLeast { parties, vetoes } = &self.model.rule else { return None };
        let names: Vec<String> = vetoes.iter().map(|party| self.party(party.as_str())).collect();
        let many = if *parties == 1 { "party" } else { "parties" };
        let among = if names.is_empty() { "" } else { ", among them " };
        Some(format!("at least {parties} {many}{among}{}", names.join(" and ")))
    }

    /// `acceptable`; under a rule of agreement that does not want all, by that rule.
    #[must_use]
    pub fn acceptable(&self) -> &'static str {
        if self.rule().is_some() { "acceptable by the rule" } else { "acceptable" }
    }

    /// How many packages there are, and to whom they are acceptable.
    fn counted(&self, found: &Packages) -> String {
        let count = |number: u64| thousands(u128::from(number));
        let are = |number: u64| if number == 1 { "is" } else { "are" };
        let exist = if found.total == 1 { "package exists" } else { "packages exist" };
        let mut words = format!(
            "{} {exist}; {} {} acceptable to all, {} more if every condition is met",
            count(found.total),
            count(found.acceptable_to_all),
            are(found.acceptable_to_all),
            count(found.conditional_to_all)
        );
        if let Some(rule) = self.rule() {
            let number = found.acceptable_to_rule;
            words = format!("{words}; {} {} acceptable to {rule}", count(number), are(number));
        }
        if found.infeasible > 0 {
            let number = count(found.infeasible);
            words = format!("{words}; {number} more cannot be, for their parts exclude each other");
        }
        words
    }

    /// Stances that would have to become "accepts".
    #[must_use]
    pub fn moves(&self, stances: &[StanceToMove]) -> String {
        let each = stances
            .iter()
            .take(FEW)
            .map(|s| format!("{} accepts {} (now: {})", self.party(&s.party), self.option(&s.option), s.now));
        let words = each.collect::<Vec<_>>().join(" and ");
        match stances.len().saturating_sub(FEW) {
            0 => words,
            more => format!("{words} and {more} more, {} stances in all", stances.len()),
        }
    }

    /// What a party would have to move by for the package nearest to it, and who else stands in the way of that.
    #[must_use]
    pub fn needs(&self, closest: &Closest) -> String {
        let own = match closest.short {
            Some(short) => format!("{short} points short"),
            None => self.moves(&closest.stances),
        };
        let others: Vec<String> = closest.others.iter().map(|party| self.party(party)).collect();
        if others.is_empty() { own } else { format!("{own}; also in its way: {}", others.join(", ")) }
    }

    /// How many stances nobody knows, and which one to ask for first; nothing if all are known.
    #[must_use]
    pub fn missing(&self, found: &Packages) -> Option<String> {
        let missing = &found.missing;
        let known = match missing.count {
            0 => return None,
            1 => "1 stance is not known, and never counts as acceptable".to_owned(),
            count => format!("{count} stances are not known, and never count as acceptable"),
        };
        let first = missing.ask_first.as_ref().map_or_else(String::new, |ask| {
            format!("; ask {} about {} first", self.party(&ask.party), self.option(&ask.option))
        });
        let opens = match missing.could_open {
            0 => "",
            _ => ", for that answer alone could open ",
        };
        let opened = match missing.could_open {
            0 => String::new(),
            1 => "1 package".to_owned(),
            many => format!("{} packages", thousands(u128::from(many))),
        };
        Some(format!("{known}{first}{opens}{opened}"))
    }

    /// What would have to change for a package to be acceptable; nothing if one is.
    #[must_use]
    pub fn opening(&self, found: &Packages) -> Option<String> {
        let opening = found.opening.as_ref()?;
        let short = opening.short.iter();
        let mut parts: Vec<String> = short
            .map(|(party, points)| format!("{points} points off what {} must reach", self.party(party)))
            .collect();
        if !opening.stances.is_empty() {
            parts.push(self.moves(&opening.stances));
        }
        Some(parts.join(" and "))
    }

    /// Everything that a page without a screen says about a count.
    #[must_use]
    pub fn lines(&self, found: &Packages) -> Vec<String> {
        if let Some(refused) = &found.refused {
            return vec![refused.clone()];
        }
        let count = |number: u64| thousands(u128::from(number));
        let mut lines: Vec<String> = self.marks().map(|(_, words)| words).collect();
        lines.extend([self.counted(found), format!("Parts of a package in this order: {}", self.issues())]);
        lines.extend(self.missing(found));
        lines.extend(found.standings.iter().map(|party| format!("Zone of agreement, {}", self.zone(party))));
        let alone = found.all_but_one.iter();
        lines.extend(
            alone.map(|but| {
                format!("Acceptable to all but {}: {}", self.party(&but.party), count(but.packages))
            }),
        );
        if let Some(best) = &found.best_smallest_surplus {
            lines.push(format!(
                "Best for whoever gains least ({:+}): {}",
                best.surplus,
                self.package(&best.first)
            ));
        }
        let efficient = &found.pareto_efficient;
        if let Some(number) = efficient.count {
            lines.push(format!("Pareto-efficient: {} among {}", count(number), efficient.among));
        }
        let few = efficient.packages.iter().map(|package| self.package_with_parties(package));
        lines.extend(few.map(|package| format!("Efficient and {}: {package}", self.acceptable())));
        for closest in &found.closest {
            let (party, package) = (self.party(&closest.party), self.package(&closest.package));
            lines.push(format!("Nearest for {party}: {package}; {}", self.needs(closest)));
        }
        if let (Some(needs), Some(opening)) = (self.opening(found), &found.opening) {
            lines.push(format!(
                "Smallest opening change: {needs}; it opens {}",
                self.package(&opening.package)
            ));
        }
        lines
    }
}
