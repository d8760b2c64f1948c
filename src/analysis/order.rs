//! Which position is later than which: by `after` chains, else by dates, else not at all.
//!
//! Clocks of recording play no part. The order never runs in a circle, whatever the records say: positions that are
//! "after" each other, and readings beside each other, form one knot, within which nothing is later than anything.

use std::collections::BTreeSet;

use jiff::civil::Date;

/// What one position says about its place in time. Indices are those of the list that it stands in.
#[derive(Clone, Debug, Default)]
pub struct Link {
    /// The positions that stood when this one was recorded.
    pub after: Vec<usize>,
    /// The position beside which it is another reading of the same moment.
    pub beside: Option<usize>,
    /// The first and last day that its date can mean.
    pub span: Option<(Date, Date)>,
}

/// The order of a list of positions. Built in time proportional to the list; a question takes constant time, except
/// below a knot that comes after two others, where those that lie between are searched.
#[derive(Clone, Debug, Default)]
pub struct Order {
    /// The knot of each position. A knot that comes after another has the higher number.
    knot: Vec<usize>,
    knots: Vec<Knot>,
}

#[derive(Clone, Debug)]
struct Knot {
    members: usize,
    parents: Vec<usize>,
    /// It begins on or after this day, by its own dates or by those that it comes after.
    not_before: Date,
    /// It ends on or before this day, by its own dates or by those that come after it; never before `not_before`.
    not_after: Date,
    depth: usize,
    /// Place and size in the forest of first parents, walked from the roots: ancestors enclose.
    enter: usize,
    size: usize,
    /// Whether a path to the roots meets a knot with two parents.
    is_tangled: bool,
}

impl Order {
    /// Works out the order of a list of positions. Links that name nothing in the list count for nothing.
    #[must_use]
    pub fn of(links: &[Link]) -> Self {
        let count = links.len();
        let mut edges = vec![Vec::new(); count];
        for (n, link) in links.iter().enumerate() {
            edges[n].extend(link.after.iter().filter(|to| **to < count));
            if let Some(other) = link.beside.filter(|other| *other < count) {
                edges[n].push(other);
                edges[other].push(n);
            }
        }
        let (knot, number) = knots(&edges);
        let mut order = Self { knots: vec![Knot::new(); number], knot };
        order.take_dates(links);
        order.take_parents(&edges);
        order.bound_by_dates_of_others();
        order.place_in_forest();
        order
    }

    /// Whether `later` is later than `earlier` beyond doubt.
    #[must_use]
    pub fn is_later(&self, later: usize, earlier: usize) -> bool {
        let (y, x) = (self.knot[later], self.knot[earlier]);
        y != x && (self.knots[x].not_after < self.knots[y].not_before || self.comes_after(y, x))
    }

    /// Whether two positions stand beside each other: in one knot, so that neither takes the other's place.
    #[must_use]
    pub fn is_beside(&self, one: usize, other: usize) -> bool {
        one != other && self.knot[one] == self.knot[other]
    }

    /// A number that a position shares with those beside it.
    #[must_use]
    pub fn moment(&self, position: usize) -> usize {
        self.knot[position]
    }

    /// Whether a position stands beside any other.
    #[must_use]
    pub fn has_beside(&self, position: usize) -> bool {
        self.knots[self.knot[position]].members > 1
    }

    /// A key by which sorting never puts a later position before an earlier one.
    #[must_use]
    pub fn key(&self, position: usize) -> (Date, usize) {
        let knot = &self.knots[self.knot[position]];
        (knot.not_before, knot.depth)
    }

    /// The first day that a position can mean, by its own date or by those that it comes after.
    #[must_use]
    pub fn not_before(&self, position: usize) -> Date {
        self.knots[self.knot[position]].not_before
    }

    /// Dates of one knot are readings of one moment: it may have been at any of them.
    fn take_dates(&mut self, links: &[Link]) {
        for (n, link) in links.iter().enumerate() {
            let knot = &mut self.knots[self.knot[n]];
            knot.members += 1;
            let Some((from, to)) = link.span else { continue };
            let dated = knot.not_before > Date::MIN || knot.not_after < Date::MAX;
            knot.not_before = if dated { knot.not_before.min(from) } else { from };
            knot.not_after = if dated { knot.not_after.max(to) } else { to };
        }
    }

    fn take_parents(&mut self, edges: &[Vec<usize>]) {
        for (n, targets) in edges.iter().enumerate() {
            let own = self.knot[n];
            for parent in targets.iter().map(|to| self.knot[*to]) {
                if parent != own && !self.knots[own].parents.contains(&parent) {
                    self.knots[own].parents.push(parent);
                }
            }
        }
        self.knots.iter_mut().for_each(|knot| knot.parents.sort_unstable());
    }

    /// What comes after another is no earlier than it, and the other no later: so dates reach along the chains.
    fn bound_by_dates_of_others(&mut self) {
        for n in 0..self.knots.len() {
            for parent in self.knots[n].parents.clone() {
                let (before, depth, tangled) =
                    (self.knots[parent].not_before, self.knots[parent].depth, self.knots[parent].is_tangled);
                let knot = &mut self.knots[n];
                knot.not_before = knot.not_before.max(before);
                knot.depth = knot.depth.max(depth + 1);
                knot.is_tangled |= tangled;
            }
            self.knots[n].is_tangled |= self.knots[n].parents.len() > 1;
        }
        for n in (0..self.knots.len()).rev() {
            let after = self.knots[n].not_after;
            for parent in self.knots[n].parents.clone() {
                self.knots[parent].not_after = self.knots[parent].not_after.min(after);
            }
        }
        // Where a chain contradicts the dates, the chain holds, and no date may turn it round again.
        self.knots.iter_mut().for_each(|knot| knot.not_after = knot.not_after.max(knot.not_before));
    }

    fn place_in_forest(&mut self) {
        for n in (0..self.knots.len()).rev() {
            if let Some(parent) = self.knots[n].parents.first().copied() {
                self.knots[parent].size += self.knots[n].size;
            }
        }
        let mut next_root = 0;
        let mut next = vec![0; self.knots.len()];
        for n in 0..self.knots.len() {
            let free = match self.knots[n].parents.first() {
                Some(parent) => &mut next[*parent],
                None => &mut next_root,
            };
            let enter = *free;
            *free += self.knots[n].size;
            self.knots[n].enter = enter;
            next[n] = enter + 1;
        }
    }

    fn comes_after(&self, y: usize, x: usize) -> bool {
        let (low, high) = (&self.knots[x], &self.knots[y]);
        if (low.enter..low.enter + low.size).contains(&high.enter) {
            return true;
        }
        if !high.is_tangled {
            return false;
        }
        // Parents have lower numbers, so nothing below x can lead to it.
        let (mut open, mut met) = (vec![y], BTreeSet::new());
        while let Some(n) = open.pop() {
            for parent in &self.knots[n].parents {
                if *parent == x {
                    return true;
                }
                if *parent > x && met.insert(*parent) {
                    open.push(*parent);
                }
            }
        }
        false
    }
}

impl Knot {
    fn new() -> Self {
        Self {
            members: 0,
            parents: Vec::new(),
            not_before: Date::MIN,
            not_after: Date::MAX,
            depth: 0,
            enter: 0,
            size: 1,
            is_tangled: false,
        }
    }
}

/// The strongly connected parts of a graph, after Tarjan (1972), without recursion: for each node the number of its
/// part, parts that can be reached from another having the lower number; and how many there are.
fn knots(edges: &[Vec<usize>]) -> (Vec<usize>, usize) {
    const NOT_YET: usize = usize::MAX;
    let count = edges.len();
    let (mut index, mut low, mut part) = (vec![NOT_YET; count], vec![0; count], vec![NOT_YET; count]);
    let (mut parts, mut met) = (0, 0);
    let (mut stack, mut path): (Vec<usize>, Vec<(usize, usize)>) = (Vec::new(), Vec::new());
    for root in 0..count {
        if index[root] != NOT_YET {
            continue;
        }
        path.push((root, 0));
        while let Some((node, edge)) = path.pop() {
            if edge == 0 {
                (index[node], low[node]) = (met, met);
                met += 1;
                stack.push(node);
            } else {
                low[node] = low[node].min(low[edges[node][edge - 1]]);
            }
            let mut at = edge;
            while let Some(to) = edges[node].get(at).copied() {
                if index[to] == NOT_YET {
                    break;
                }
                if part[to] == NOT_YET {
                    low[node] = low[node].min(index[to]);
                }
                at += 1;
            }
            if let Some(to) = edges[node].get(at).copied() {
                path.push((node, at + 1));
                path.push((to, 0));
                continue;
            }
            if low[node] == index[node] {
                while let Some(member) = stack.pop() {
                    part[member] = parts;
                    if member == node {
                        break;
                    }
                }
                parts += 1;
            }
        }
    }
    (part, parts)
}

#[cfg(test)]
mod tests;
