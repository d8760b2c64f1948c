//! Luck that is the same every time, and what it makes of a text.

/// A plain generator of numbers (splitmix64): the same seed gives the same numbers everywhere.
#[derive(Clone)]
pub struct Luck(u64);

impl Luck {
    /// Luck from a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        x ^ (x >> 31)
    }

    /// A number below a limit.
    pub fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % limit.max(1) as u64).unwrap()
    }
}

/// What a hostile hand would put in.
const TOKENS: &[&str] = &[
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "\"",
    "'",
    "\\",
    "\\u{202e}",
    "\\u{110000}",
    "\\x00",
    ":",
    ",",
    "..",
    "-",
    "#",
    "#![enable(unwrap_newtypes)]",
    "#![enable(implicit_some)]",
    "\u{feff}",
    "\u{202e}",
    "\u{0}",
    "r#\"",
    "\"#",
    "b\"",
    "/*",
    "*/",
    "//",
    "\n",
    "\r\n",
    "\t",
    "Some(",
    "None",
    "Some(Some(",
    "Gone",
    "Erased(by: \"x\", at: \"y\", why: \"z\")",
    "Lost(",
    "1e999",
    "-1e999",
    "NaN",
    "inf",
    "-0",
    "0x",
    "99999999999999999999999999",
    "-1",
    "256",
    "4294967296",
    "1.5",
    "true",
    "()",
    "0000-00-00",
    "9999-12-31..0001-01-01",
    "circa ",
    "1999-13/99",
    "id: \"",
    ", body: ",
    ", seq: 18446744073709551615",
    "format: 2",
    "v: 2",
    "Case(",
    "Actor(",
    "Position(",
    "Version(",
    "\u{1f469}\u{200d}\u{1f467}",
    "ا\u{64e}",
    "e\u{301}",
];

/// A text after one to four misfortunes.
pub fn mutated(seed: &[u8], other: &[u8], luck: &mut Luck) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..=luck.below(4) {
        let at = luck.below(bytes.len() + 1);
        let to = (at + luck.below(40)).min(bytes.len());
        match luck.below(9) {
            0 if at < bytes.len() => bytes[at] ^= 1 << luck.below(8),
            1 if at < bytes.len() => bytes[at] = u8::try_from(luck.below(256)).unwrap(),
            2 => drop(bytes.drain(at..to)),
            3 => bytes.truncate(at),
            4 => {
                let again = bytes[at..to].to_vec();
                bytes.splice(at..at, again);
            }
            5 => {
                let from = luck.below(other.len() + 1);
                let piece = other[from..(from + luck.below(200)).min(other.len())].to_vec();
                bytes.splice(at..to, piece);
            }
            6 => {
                let token = TOKENS[luck.below(TOKENS.len())];
                bytes.splice(at..at, token.repeat(1 + luck.below(3)).into_bytes());
            }
            7 => {
                let token = TOKENS[luck.below(TOKENS.len())];
                bytes.splice(at..to, token.bytes());
            }
            _ => {
                let open = ["(", "[", "Some(", "((("][luck.below(4)];
                bytes.splice(at..at, open.repeat(luck.below(300)).into_bytes());
            }
        }
    }
    bytes
}
