//! Skipping a step when neither what it reads nor what it wrote has changed.
//!
//! Contents are compared and not times: a checkout or another tool touches files without changing them.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha1_smol::Sha1;

use crate::paths;
use crate::step::Done;

/// A step's memory of when its outcome was last right.
#[derive(Debug)]
pub(crate) struct Stamp {
    file: PathBuf,
}

impl Stamp {
    /// The stamp of the step with this name.
    pub(crate) fn of(step: &str) -> Result<Self> {
        Ok(Self { file: paths::scratch()?.join(format!("{step}.stamp")) })
    }

    /// Does `work` unless it was done before with the same `inputs` and its `output` is as it left it.
    ///
    /// A path may be a folder, which stands for all files below it. `settings` is whatever else the outcome depends on.
    pub(crate) fn unless_unchanged(
        &self,
        settings: &[&str],
        inputs: &[PathBuf],
        output: &Path,
        work: impl FnOnce() -> Result<()>,
    ) -> Result<Done> {
        let read = digest(settings, inputs)?;
        let outcome = || -> Result<String> { Ok(format!("{read} {}", digest(&[], &[output.to_path_buf()])?)) };
        let last = fs::read_to_string(&self.file).unwrap_or_default();
        if output.exists() && last == outcome()? {
            return Ok(Done::Unchanged);
        }
        work()?;
        fs::write(&self.file, outcome()?).with_context(|| format!("cannot write {}", self.file.display()))?;
        Ok(Done::Worked)
    }
}

/// Writes a file only if it would change, so that whoever watches it is not woken for nothing.
pub(crate) fn write_if_changed(path: &Path, contents: &[u8]) -> Result<Done> {
    if fs::read(path).is_ok_and(|current| current == contents) {
        return Ok(Done::Unchanged);
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
    }
    fs::write(path, contents).with_context(|| format!("cannot write {}", path.display()))?;
    Ok(Done::Worked)
}

/// All files below a path in a fixed order; the path itself when it is a file, nothing when it does not exist.
pub(crate) fn files_below(path: &Path) -> Result<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(vec![path.to_path_buf()]);
    }
    let mut files = Vec::new();
    let mut folders = vec![path.to_path_buf()];
    while let Some(folder) = folders.pop().filter(|folder| folder.is_dir()) {
        for entry in fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

fn digest(settings: &[&str], paths: &[PathBuf]) -> Result<String> {
    let mut hash = Sha1::new();
    for setting in settings {
        hash.update(setting.as_bytes());
        hash.update(&[0]);
    }
    for path in paths {
        for file in files_below(path)? {
            let contents = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
            hash.update(file.to_string_lossy().as_bytes());
            hash.update(&[0]);
            hash.update(&contents.len().to_le_bytes());
            hash.update(&contents);
        }
    }
    Ok(hash.digest().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_is_done_again_when_anything_changed() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        let stamp = Stamp { file: path("stamp") };
        let make = |setting: &str| {
            let work = || Ok(fs::write(path("output"), fs::read(path("sources/input"))?)?);
            stamp.unless_unchanged(&[setting], &[path("sources")], &path("output"), work).unwrap()
        };
        fs::create_dir(path("sources")).unwrap();
        fs::write(path("sources/input"), "one").unwrap();
        assert_eq!(make("fast"), Done::Worked);
        assert_eq!(make("fast"), Done::Unchanged);
        assert_eq!(make("small"), Done::Worked, "another setting");
        fs::write(path("sources/input"), "two").unwrap();
        assert_eq!(make("small"), Done::Worked, "an input was edited");
        fs::write(path("sources/more"), "").unwrap();
        assert_eq!(make("small"), Done::Worked, "an input was added");
        fs::write(path("output"), "other").unwrap();
        assert_eq!(make("small"), Done::Worked, "the output was edited");
        fs::remove_file(path("output")).unwrap();
        assert_eq!(make("small"), Done::Worked, "the output was removed");
        assert_eq!(make("small"), Done::Unchanged);
    }
}
