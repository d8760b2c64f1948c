//! Something worked out, kept as long as what it was worked out from is the same.

/// A value with what it was worked out from.
#[derive(Debug)]
pub struct Kept<K, V> {
    of: Option<K>,
    value: V,
}

impl<K, V: Default> Default for Kept<K, V> {
    fn default() -> Self {
        Self { of: None, value: V::default() }
    }
}

impl<K: PartialEq, V> Kept<K, V> {
    /// The value; made anew if it was made from something else.
    pub fn of(&mut self, key: K, make: impl FnOnce() -> V) -> &V {
        if self.of.as_ref() != Some(&key) {
            self.value = make();
            self.of = Some(key);
        }
        &self.value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_made_once_for_each_key() {
        let (mut kept, mut made) = (Kept::<u8, u8>::default(), 0);
        for key in [1, 1, 2, 2, 1] {
            assert_eq!(
                *kept.of(key, || {
                    made += 1;
                    key * 10
                }),
                key * 10
            );
        }
        assert_eq!(made, 3);
    }
}
