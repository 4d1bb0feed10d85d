//! The wasm tests once more, marked for a browser: a runner that has not been told otherwise takes unmarked ones to Node.

#![cfg(target_arch = "wasm32")]

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

#[path = "bits.rs"]
mod bits;
#[path = "web.rs"]
mod web;
