//! What the lessons say, held to account: each claim is a seeded experiment, and `docs/claims.md` holds what was found.
//!
//! `cargo xtask claims` tries them on seeds and settings that nothing was chosen by; with `--write` it renews the document.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

/// The module's claims: each is worked out once, whoever asks for it, and has a test of its own.
macro_rules! claims {
    ($($name:ident),* $(,)?) => {
        pub(super) fn all() -> Vec<&'static super::support::Claim> {
            vec![$(&*$name::CLAIM),*]
        }
        $(mod $name {
            use std::sync::LazyLock;

            use crate::claims::support::{Claim, Trial};

            pub(super) static CLAIM: LazyLock<Claim> = LazyLock::new(|| super::$name(Trial::DOCUMENT));

            #[test]
            fn holds() {
                LazyLock::force(&CLAIM);
            }

            #[test]
            #[ignore = "the same on other seeds and in settings nearby: cargo xtask claims"]
            fn holds_elsewhere() {
                super::$name(Trial::HELD_OUT);
            }
        })*
    };
}

mod claims {
    mod data;
    mod document;
    mod dropout;
    mod initialization;
    mod practice;
    mod regularization;
    mod statistics;
    mod support;
}
