//! The two macros that let every field of the experiment be written once.

/// Defines an enumeration, the name of each value, and the list of names.
macro_rules! choice {
    ($(#[$meta:meta])* pub enum $name:ident { $($(#[$vmeta:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        #[cfg_attr(feature = "web", derive(tsify::Tsify))]
        pub enum $name { $($(#[$vmeta])* #[cfg_attr(feature = "serde", serde(rename = $text))] $variant,)* }

        impl $name {
            /// Every value, in the order in which a list shows them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];
        }

        impl $crate::experiment::Choice for $name {
            const NAMES: &'static [&'static str] = &[$($text),*];

            fn name(self) -> &'static str {
                match self { $(Self::$variant => $text),* }
            }
        }
    };
}

/// Defines a section of the experiment: its struct, its defaults, its rows of the field table, its validation and
/// its reader.
macro_rules! section {
    ($(#[$meta:meta])* pub struct $name:ident: $section:literal {
        $($(#[doc = $doc:literal])* $field:ident: $type:ty = $default:expr, $kind:expr, $unit:literal, $effect:ident;)*
    }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize))]
        #[cfg_attr(feature = "web", derive(tsify::Tsify))]
        pub struct $name { $($(#[doc = $doc])* pub $field: $type,)* }

        impl Default for $name {
            fn default() -> Self {
                Self { $($field: $default,)* }
            }
        }

        impl $name {
            /// This section's rows of the field table.
            pub(crate) const FIELDS: &'static [$crate::experiment::Field] = &[$($crate::experiment::Field {
                path: concat!($section, ".", stringify!($field)),
                kind: $kind,
                unit: $unit,
                effect: $crate::experiment::Effect::$effect,
                help: concat!($($doc),*),
            },)*];

            /// Adds every value that its own field does not allow.
            pub(crate) fn check(&self, problems: &mut alloc::vec::Vec<$crate::experiment::Problem>) {
                $($crate::experiment::value::Value::check(
                    &self.$field, concat!($section, ".", stringify!($field)), $kind, problems);)*
            }

            /// The largest effect among the fields in which the two differ.
            pub(crate) fn change(&self, other: &Self) -> Option<$crate::experiment::Effect> {
                [$((self.$field != other.$field).then_some($crate::experiment::Effect::$effect)),*]
                    .into_iter().flatten().max()
            }

            /// Reads the section; what cannot be read stays at its default and is reported.
            #[cfg(feature = "serde")]
            pub(crate) fn read(
                json: serde_json::Value,
                problems: &mut alloc::vec::Vec<$crate::experiment::Problem>,
            ) -> Self {
                let mut section = Self::default();
                let Some(mut map) = $crate::experiment::read::object($section, json, problems) else {
                    return section;
                };
                $(if let Some(value) = map.remove(stringify!($field)) {
                    $crate::experiment::read::field(
                        concat!($section, ".", stringify!($field)), $kind, value, &mut section.$field, problems);
                })*
                $crate::experiment::read::leftovers($section, map, problems);
                section
            }
        }
    };
}

pub(crate) use choice;
pub(crate) use section;
