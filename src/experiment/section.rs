//! The two macros that let every field of the experiment be written once, and what they make of a section.

use alloc::vec::Vec;

use super::kind::{Kind, Problem};
use super::value::Slot;

/// What checking and reading need to know of a field.
pub(crate) struct Row {
    /// Section and name, for example `dropout.p`.
    pub(crate) path: &'static str,
    /// What the field may hold.
    pub(crate) kind: Kind,
}

impl Row {
    /// The name without the section.
    #[cfg(feature = "serde")]
    pub(crate) fn name(&self) -> &'static str {
        self.path.split_once('.').map_or(self.path, |(_, name)| name)
    }
}

/// A section of the experiment as a list of fields.
pub(crate) trait Section {
    /// The section's name.
    #[cfg_attr(not(feature = "serde"), allow(dead_code, reason = "JSON alone names sections"))]
    const NAME: &'static str;
    /// Its fields, in the order in which they are written.
    const ROWS: &'static [Row];

    /// Their values, in the same order.
    fn slots(&self) -> Vec<&dyn Slot>;

    /// The same, to be written to.
    #[cfg(feature = "serde")]
    fn slots_mut(&mut self) -> Vec<&mut dyn Slot>;
}

/// Adds every value that its own field does not allow.
pub(crate) fn check(rows: &[Row], slots: &[&dyn Slot], problems: &mut Vec<Problem>) {
    for (row, slot) in rows.iter().zip(slots) {
        slot.report(row.path, row.kind, problems);
    }
}

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
            const ALL: &'static [Self] = Self::ALL;
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

            /// The largest effect among the fields in which the two differ.
            pub(crate) fn change(&self, other: &Self) -> Option<$crate::experiment::Effect> {
                let mut change = None;
                $(if self.$field != other.$field {
                    change = change.max(Some($crate::experiment::Effect::$effect));
                })*
                change
            }
        }

        impl $crate::experiment::section::Section for $name {
            const NAME: &'static str = $section;
            const ROWS: &'static [$crate::experiment::section::Row] = &[$($crate::experiment::section::Row {
                path: concat!($section, ".", stringify!($field)),
                kind: $kind,
            },)*];

            fn slots(&self) -> alloc::vec::Vec<&dyn $crate::experiment::value::Slot> {
                alloc::vec![$(&self.$field),*]
            }

            #[cfg(feature = "serde")]
            fn slots_mut(&mut self) -> alloc::vec::Vec<&mut dyn $crate::experiment::value::Slot> {
                alloc::vec![$(&mut self.$field),*]
            }
        }

        #[cfg(feature = "serde")]
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serde::Serialize::serialize(&$crate::experiment::read::Written::of(self), serializer)
            }
        }
    };
}

pub(crate) use choice;
pub(crate) use section;
