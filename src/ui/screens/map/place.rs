//! Where names stand on a map so that none covers another. Pure: columns and rows in, places out.

/// A name to be placed: its point, from 0 to the width of the plot, and how many columns it takes with its mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wish {
    /// The column of the mark.
    pub at: u16,
    /// Mark, space and name.
    pub width: u16,
}

/// Where a name stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The row of its band, from 0.
    pub row: u16,
    /// Its first column.
    pub from: u16,
    /// Whether the mark stands at the end, for want of room to the right.
    pub mark_last: bool,
}

/// Gives each name a place in a band of some rows, in the order given; nothing for one for which no row has room. The
/// mark is always in its own column, whichever side of it the name stands on.
#[must_use]
pub fn place(wishes: &[Wish], rows: u16, width: u16) -> Vec<Option<Placed>> {
    let mut taken: Vec<(u16, u16, u16)> = Vec::new();
    let mut out = Vec::new();
    for wish in wishes {
        let right = (wish.at + wish.width <= width).then_some((wish.at, false));
        let left = (wish.at < width && wish.at + 1 >= wish.width).then(|| (wish.at + 1 - wish.width, true));
        let sides = || [right, left].into_iter().flatten();
        let is_free = |row: u16, from: u16| {
            // A blank column between two names.
            taken.iter().all(|(r, a, b)| *r != row || from + wish.width < *a || from > *b)
        };
        let found = (0..rows)
            .flat_map(|row| sides().map(move |(from, mark_last)| Placed { row, from, mark_last }))
            .find(|placed| is_free(placed.row, placed.from));
        if let Some(placed) = found {
            taken.push((placed.row, placed.from, placed.from + wish.width));
        }
        out.push(found);
    }
    out
}

/// How many rows each band gets of those there are: one at least, the rest to whoever has most names for its rows.
#[must_use]
pub fn share(names: &[usize], rows: u16) -> Vec<u16> {
    let mut shares: Vec<u16> = names.iter().map(|_| 1).collect();
    let given = u16::try_from(names.len()).unwrap_or(rows);
    for _ in given..rows {
        let needs = |n: &usize| names[*n] * 1000 / usize::from(shares[*n]);
        let Some(most) = (0..names.len()).rev().max_by_key(needs) else { break };
        shares[most] += 1;
    }
    shares
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_name_without_room_to_the_right_stands_to_the_left_of_its_mark() {
        let placed = place(&[Wish { at: 18, width: 6 }, Wish { at: 0, width: 30 }], 2, 20);
        assert_eq!(placed, [Some(Placed { row: 0, from: 13, mark_last: true }), None]);
    }

    #[test]
    fn rows_go_where_names_are() {
        assert_eq!(share(&[4, 1, 1], 6), [4, 1, 1]);
        assert_eq!(share(&[1, 1], 1), [1, 1]);
        assert!(share(&[], 3).is_empty());
    }

    proptest! {
        #[test]
        fn no_name_covers_another_or_leaves_the_plot(
            wishes in proptest::collection::vec((0_u16..60, 1_u16..20), 0..40),
            rows in 0_u16..12,
        ) {
            let wishes: Vec<Wish> = wishes.into_iter().map(|(at, width)| Wish { at, width }).collect();
            let placed = place(&wishes, rows, 60);
            let mut cells = std::collections::HashSet::new();
            for (wish, placed) in wishes.iter().zip(&placed) {
                let Some(placed) = placed else { continue };
                prop_assert!(placed.row < rows && placed.from + wish.width <= 60);
                let mark = if placed.mark_last { placed.from + wish.width - 1 } else { placed.from };
                prop_assert_eq!(mark, wish.at);
                for column in placed.from..placed.from + wish.width {
                    prop_assert!(cells.insert((placed.row, column)), "two names in one cell");
                }
            }
        }
    }
}
