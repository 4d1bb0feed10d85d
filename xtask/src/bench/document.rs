//! Putting results into `docs/performance.md`, whose other text is written by hand.

use std::fs;

use anyhow::{Context, Result};

use crate::paths;

const BEGIN: &str = "<!-- results: begin -->";
const END: &str = "<!-- results: end -->";

/// Replaces what stands between the document's marks.
pub(crate) fn write(results: &str) -> Result<()> {
    let path = paths::root().join("docs").join("performance.md");
    let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let text = between_marks(&text, results).with_context(|| format!("in {}", path.display()))?;
    fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
    println!("==> the results are in {}", path.display());
    Ok(())
}

fn between_marks(text: &str, results: &str) -> Result<String> {
    let (before, rest) = text.split_once(BEGIN).with_context(|| format!("there is no {BEGIN}"))?;
    let (_, after) = rest.split_once(END).with_context(|| format!("there is no {END} after {BEGIN}"))?;
    Ok(format!("{before}{BEGIN}\n\n{}\n\n{END}{after}", results.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_between_the_marks_changes() {
        let text = format!("by hand\n{BEGIN}\nold\n{END}\nby hand too\n");
        let once = between_marks(&text, "new\n").unwrap();
        assert_eq!(once, format!("by hand\n{BEGIN}\n\nnew\n\n{END}\nby hand too\n"));
        assert_eq!(between_marks(&once, "new").unwrap(), once);
        assert!(between_marks("no marks", "new").is_err());
    }
}
