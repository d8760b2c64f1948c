//! Two small macros that keep the types of the model to their meaning.
//!
//! `record!` defines a struct whose fields before `..` must be given and whose fields after it may be left out,
//! refuses unknown fields, and walks every field for the ids it holds. `words!` defines an enum with the word that
//! people read and type for each of its values.

macro_rules! record {
    ($(
        $(#[$meta:meta])*
        pub struct $name:ident {
            $( $(#[$need_meta:meta])* $need:ident : $need_type:ty, )*
            ..
            $( $(#[$may_meta:meta])* $may:ident : $may_type:ty, )*
        }
    )*) => {$(
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $( $(#[$need_meta])* pub $need: $need_type, )*
            $(
                $(#[$may_meta])*
                #[serde(default, skip_serializing_if = "crate::model::macros::is_default")]
                pub $may: $may_type,
            )*
        }

        impl $crate::model::Refs for $name {
            fn refs(&mut self, see: &mut dyn FnMut($crate::model::Kind, &mut String)) {
                $( $crate::model::Refs::refs(&mut self.$need, see); )*
                $( $crate::model::Refs::refs(&mut self.$may, see); )*
            }

            fn each_ref(&self, see: &mut dyn FnMut($crate::model::Kind, &str)) {
                $( $crate::model::Refs::each_ref(&self.$need, see); )*
                $( $crate::model::Refs::each_ref(&self.$may, see); )*
            }

            fn prune(&mut self) -> bool {
                $( $crate::model::Refs::prune(&mut self.$may); )*
                true $( && $crate::model::Refs::prune(&mut self.$need) )*
            }
        }
    )*};
}

macro_rules! words {
    ($(
        $(#[$meta:meta])*
        pub enum $name:ident {
            $( $(#[$value_meta:meta])* $value:ident = $word:literal $(| $also:literal)*, )+
        }
    )*) => {$(
        $(#[$meta])*
        #[derive(
            Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
        )]
        pub enum $name { $( $(#[$value_meta])* $value, )+ }

        impl $name {
            /// Every value, in the order in which people expect them.
            pub const ALL: &[Self] = &[$( Self::$value ),+];

            /// The word that people read and type.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $( Self::$value => $word ),+ }
            }

            /// The value for a word, without regard to case; other accepted spellings included.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                let word = word.trim().to_lowercase().replace([' ', '_'], "-");
                $( if word == $word.replace(' ', "-") $( || word == $also )* { return Some(Self::$value); } )+
                None
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.word())
            }
        }

        impl $crate::model::Refs for $name {}
    )*};
}

pub(crate) use {record, words};

/// Whether a field holds nothing worth writing down.
pub(crate) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
