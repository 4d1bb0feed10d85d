//! The import rule: a module of the core may import only modules below it.
//!
//! The table in ARCHITECTURE.md is worth something only while it is true, and nothing in Rust stops `nn` from importing
//! `train`. The sources are read as tokens, so comments and strings cannot mislead and paths inside macros count.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};

use crate::{paths, stamp};

/// The modules of `src/`, bottom to top: the table of ARCHITECTURE.md.
const BOTTOM_TO_TOP: [&str; 10] =
    ["math", "rng", "experiment", "data", "nn", "train", "lens", "sweep", "export", "web"];

/// Names every import in `src/` that breaks the rule, as `file:line: why`.
pub(crate) fn violations() -> Result<Vec<String>> {
    let src = paths::root().join("src");
    let mut found = Vec::new();
    for file in stamp::files_below(&src)? {
        let relative = file.strip_prefix(&src)?;
        if relative == Path::new("lib.rs") || file.extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let source = fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
        let in_file = check(&module_of(relative), &source).with_context(|| format!("in {}", file.display()))?;
        let shown = Path::new("src").join(relative);
        found.extend(in_file.into_iter().map(|found| format!("{}:{found}", shown.display())));
    }
    Ok(found)
}

/// The module path of a file below `src/`: `nn/layer.rs` is `nn::layer`, `nn/mod.rs` is `nn`.
fn module_of(relative: &Path) -> Vec<String> {
    let path = if relative.ends_with("mod.rs") {
        relative.parent().map(PathBuf::from).unwrap_or_default()
    } else {
        relative.with_extension("")
    };
    path.iter().map(|part| part.to_string_lossy().into_owned()).collect()
}

/// Checks one file's source, given its module path.
fn check(module: &[String], source: &str) -> Result<Vec<String>> {
    let top = module.first().context("a file of src/ belongs to a module")?;
    let Some(rank) = rank(top) else {
        let list = BOTTOM_TO_TOP.join(", ");
        return Ok(vec![format!("1: the module `{top}` has no place in the import rule's list ({list})")]);
    };
    let tokens: TokenStream = source.parse().map_err(|error| anyhow!("not Rust tokens: {error}"))?;
    let mut scan = Scan { rank, module: module.to_vec(), found: Vec::new() };
    scan.tokens(tokens);
    Ok(scan.found)
}

fn rank(module: &str) -> Option<usize> {
    BOTTOM_TO_TOP.iter().position(|name| *name == module)
}

/// A walk through one file's tokens.
struct Scan {
    /// The place of the file's top-level module in the list.
    rank: usize,
    /// The module that the walk is in, inline modules included.
    module: Vec<String>,
    found: Vec<String>,
}

impl Scan {
    fn tokens(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        while at < tokens.len() {
            at += self.token(&tokens[at..]);
        }
    }

    /// Looks at the first of the tokens and returns how many were dealt with.
    fn token(&mut self, tokens: &[TokenTree]) -> usize {
        match tokens {
            // mod name { … }
            [TokenTree::Ident(keyword), TokenTree::Ident(name), TokenTree::Group(body), ..] if keyword == "mod" => {
                self.module.push(name.to_string());
                self.tokens(body.stream());
                self.module.pop();
                3
            }
            [TokenTree::Ident(start), ..] if start == "crate" || start == "super" => self.path(tokens),
            [TokenTree::Group(group), ..] => {
                self.tokens(group.stream());
                1
            }
            _ => 1,
        }
    }

    /// Follows a path that starts with `crate` or `super` as far as the crate's root, then judges what comes next.
    fn path(&mut self, tokens: &[TokenTree]) -> usize {
        let mut above = self.module.len();
        let mut at = 0;
        while let Some(TokenTree::Ident(part)) = tokens.get(at) {
            match part.to_string().as_str() {
                "crate" => above = 0,
                "super" => above = above.saturating_sub(1),
                _ => break,
            }
            at += 1;
            if !is_path_separator(&tokens[at..]) {
                return at;
            }
            at += 2;
        }
        // Within a module paths are free.
        if above == 0 {
            self.root_names(&tokens[at..]);
        }
        at
    }

    /// Judges the names that follow `crate::`: one, or a group in braces.
    fn root_names(&mut self, tokens: &[TokenTree]) {
        match tokens.first() {
            Some(TokenTree::Ident(name)) => self.judge(name),
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                let mut first = true;
                for token in group.stream() {
                    match &token {
                        TokenTree::Ident(name) if first => self.judge(name),
                        _ => {}
                    }
                    first = matches!(&token, TokenTree::Punct(mark) if mark.as_char() == ',');
                }
            }
            Some(token) => {
                let line = token.span().start().line;
                self.found.push(format!("{line}: `crate::{token}` hides which modules are imported: name them"));
            }
            None => {}
        }
    }

    fn judge(&mut self, name: &Ident) {
        let line = name.span().start().line;
        let own = BOTTOM_TO_TOP[self.rank];
        let problem = match rank(&name.to_string()) {
            Some(imported) if imported <= self.rank => return,
            Some(_) => format!("`{own}` imports `{name}`, which is above it"),
            None => format!("`crate::{name}` hides which module is imported: write the module's name"),
        };
        self.found.push(format!("{line}: {problem}"));
    }
}

fn is_path_separator(tokens: &[TokenTree]) -> bool {
    let colon = |token: &TokenTree| matches!(token, TokenTree::Punct(mark) if mark.as_char() == ':');
    tokens.len() >= 2 && tokens[..2].iter().all(colon)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(file: &str, source: &str) -> Vec<usize> {
        let found = check(&module_of(Path::new(file)), source).unwrap();
        found.iter().map(|text| text.split(':').next().unwrap().parse().unwrap()).collect()
    }

    #[test]
    fn a_module_may_import_itself_and_what_is_below() {
        let source =
            "use crate::math::exp;\nuse crate::{rng, nn::{self, Layer}};\nuse super::layer;\npub(crate) struct A;";
        assert!(lines("nn/network.rs", source).is_empty());
    }

    #[test]
    fn a_module_may_not_import_what_is_above() {
        assert_eq!(lines("nn/layer.rs", "\nuse crate::train::Trainer;"), [2]);
        assert_eq!(lines("math.rs", "fn f() -> u32 {\n    crate::rng::next()\n}"), [2]);
        assert_eq!(lines("math.rs", "use std::fmt;\nuse crate::{\n    math,\n    rng::{Stream, math},\n};"), [4]);
    }

    #[test]
    fn groups_are_judged_by_their_first_names_only() {
        assert!(lines("train/mod.rs", "use crate::{nn::{lens, web}, math as web};").is_empty());
    }

    #[test]
    fn super_that_leaves_the_module_counts() {
        assert_eq!(lines("nn/layer.rs", "use super::super::train::Trainer;"), [1]);
        assert_eq!(lines("nn/mod.rs", "use super::train;"), [1]);
        assert_eq!(lines("nn/mod.rs", "use super::{math,\nlens};"), [2]);
        assert!(lines("nn/layer.rs", "use super::train;").is_empty());
    }

    #[test]
    fn inline_modules_are_one_level_deeper() {
        assert!(lines("nn.rs", "mod tests {\n use super::*;\n use super::train;\n}").is_empty());
        assert_eq!(lines("nn.rs", "mod tests {\n use super::super::train;\n}\nuse super::web;"), [2, 4]);
    }

    #[test]
    fn comments_and_strings_do_not_count_and_macros_do() {
        assert!(
            lines("math.rs", "//! [`crate::train`]\n// crate::train::x\nconst A: &str = \"crate::train::x\";")
                .is_empty()
        );
        assert_eq!(lines("math.rs", "fn f() {\n    assert!(\n        crate::train::ok());\n}"), [3]);
    }

    #[test]
    fn the_root_does_not_hide_a_module() {
        assert_eq!(lines("nn.rs", "use crate::Trainer;"), [1]);
        assert_eq!(lines("nn.rs", "use crate::*;"), [1]);
    }

    #[test]
    fn every_module_has_a_place() {
        assert_eq!(lines("helpers.rs", "fn f() {}"), [1]);
        assert_eq!(lines("util/strings.rs", ""), [1]);
    }
}
