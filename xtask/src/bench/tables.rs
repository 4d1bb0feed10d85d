//! The measurements as Markdown, for the terminal and for `docs/performance.md`.

use std::fmt::Write as _;

use anyhow::Result;

use super::measured::{Estimate, Group, Machine, Page, Spread, Turns};
use super::rows::rows;
use super::targets::{self, Bound, OURS, PEAK, Verdict, judge};

/// A table in which each column is as wide as it has to be, so that it reads in a terminal too.
#[derive(Debug)]
struct Table {
    lines: Vec<Vec<String>>,
}

impl Table {
    fn new(header: &[&str]) -> Self {
        Self { lines: vec![header.iter().map(|&cell| cell.to_owned()).collect()] }
    }

    fn line(&mut self, cells: &[&str]) {
        self.lines.push(cells.iter().map(|&cell| cell.to_owned()).collect());
    }

    fn markdown(&self) -> String {
        let columns = self.lines[0].len();
        let width = |column: usize| self.lines.iter().map(|line| line[column].chars().count()).max().unwrap_or(0);
        let widths: Vec<usize> = (0..columns).map(width).collect();
        let mut text = String::new();
        for (number, line) in self.lines.iter().enumerate() {
            for (cell, width) in line.iter().zip(&widths) {
                let _ = write!(text, "| {cell:<width$} ");
            }
            text.push_str("|\n");
            if number == 0 {
                widths.iter().for_each(|width| text.push_str(&format!("|{}", "-".repeat(width + 2))));
                text.push_str("|\n");
            }
        }
        text
    }
}

/// Three significant digits.
fn digits(value: f64) -> String {
    let decimals = match value.abs() {
        0.0..10.0 => 2,
        10.0..100.0 => 1,
        _ => 0,
    };
    format!("{value:.decimals$}")
}

/// Nanoseconds in the unit that suits them.
fn time(nanoseconds: f64) -> String {
    match nanoseconds {
        0.0..1e3 => format!("{} ns", digits(nanoseconds)),
        1e3..1e6 => format!("{} µs", digits(nanoseconds / 1e3)),
        1e6..1e9 => format!("{} ms", digits(nanoseconds / 1e6)),
        _ => format!("{} s", digits(nanoseconds / 1e9)),
    }
}

fn quartiles(spread: Spread, show: fn(f64) -> String) -> String {
    format!("{} … {}", show(spread.lower), show(spread.upper))
}

fn bound(bound: Bound, show: fn(f64) -> String) -> String {
    match bound {
        Bound::AtLeast(least) => format!("≥ {}", show(least)),
        Bound::AtMost(most) => format!("≤ {}", show(most)),
    }
}

const fn judged(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Reached => "yes",
        Verdict::Missed => "**no**",
        Verdict::Unclear => "unclear",
    }
}

const fn verdict(reached: bool) -> &'static str {
    if reached { "yes" } else { "**no**" }
}

/// When, where, with what.
pub(crate) fn machine(machine: &Machine, commit: &str, rustc: &str, browser: Option<&str>) -> String {
    let peers: Vec<String> = machine.packages.iter().map(|(name, version)| format!("{name} {version}")).collect();
    let browser = browser.map(|version| format!("Chromium {version}, ")).unwrap_or_default();
    format!(
        "{}; commit {commit}; {}, {} cores, {} GiB, {}; {browser}Node {}, {rustc}; {}. Load average when the measuring \
         began: {:.1}.\n",
        machine.date,
        machine.cpu,
        machine.cores,
        machine.gibibytes,
        machine.system,
        machine.node,
        peers.join(", "),
        machine.load
    )
}

/// Contenders beside trainscope, and what is claimed of trainscope's own variants.
pub(crate) fn turns(turns: &Turns) -> Result<String> {
    let times = "times trainscope's";
    let header = ["work", "contender", "median", "quartiles", times, "quartiles", "at best", "target", "reached"];
    let mut table = Table::new(&header);
    for row in rows(turns)? {
        let (ratio, spread) =
            row.times.map_or_else(Default::default, |times| (digits(times.median), quartiles(times, digits)));
        table.line(&[
            if row.contender == OURS { &row.group } else { "" },
            &row.contender,
            &time(row.nanoseconds.median),
            &quartiles(row.nanoseconds, time),
            &ratio,
            &spread,
            &row.at_best.map(digits).unwrap_or_default(),
            &row.target.map(|target| bound(target, digits)).unwrap_or_default(),
            row.verdict.map(judged).unwrap_or_default(),
        ]);
    }
    let mut text = table.markdown();
    let claims = judge(turns)?;
    if !claims.is_empty() {
        let header = ["of trainscope itself", "ratio", "quartiles", "at best", "target", "reached"];
        let mut table = Table::new(&header);
        for claim in claims {
            let (ratio, spread) = (digits(claim.ratio.median), quartiles(claim.ratio, digits));
            let (best, target) = (digits(claim.at_best), bound(claim.bound, digits));
            table.line(&[claim.what, &ratio, &spread, &best, &target, judged(claim.verdict)]);
        }
        let _ = write!(text, "\n{}", table.markdown());
    }
    let rates: Vec<String> = turns.groups.iter().filter_map(rate).collect();
    if !rates.is_empty() {
        let _ = writeln!(text, "\nBillions of floating-point operations a second: {}.", rates.join("; "));
    }
    Ok(text)
}

/// How much arithmetic a step does in its time, and the most that was reached in the same rounds.
fn rate(group: &Group) -> Option<String> {
    let rate = |name: &str| Some(group.operations? / group.contender(name)?.spread().ok()?.median);
    Some(format!("{} {:.1} of {:.1}", group.name, rate(OURS)?, rate(PEAK)?))
}

/// Whether everyone learns the same.
pub(crate) fn checks(turns: &Turns) -> String {
    let number = |value: Option<f64>| value.map_or_else(|| "not a number".into(), |value| format!("{value:.6}"));
    let mut table =
        Table::new(&["work", "contender", "steps", "first loss", "last loss", "apart by", "holds", "remark"]);
    for check in &turns.checks.training {
        table.line(&[
            &check.work,
            &check.contender,
            &check.steps.to_string(),
            &number(check.first),
            &number(check.loss),
            &check.relative.filter(|&apart| apart > 0.0).map(|apart| format!("{apart:.0e}")).unwrap_or_default(),
            verdict(check.ok),
            &check.note,
        ]);
    }
    let mut text = table.markdown();
    let mut table = Table::new(&["field of", "contender", "largest difference", "allowed", "holds"]);
    for check in &turns.checks.fields {
        let exact = |value: f64| if value == value.trunc() { format!("{value}") } else { format!("{value:.0e}") };
        let with_unit = |value: f64| format!("{} {}", exact(value), check.unit).trim_end().to_owned();
        table.line(&[
            &check.work,
            &check.contender,
            &check.difference.map_or_else(|| "none to compare".into(), with_unit),
            &with_unit(check.tolerance),
            verdict(check.ok),
        ]);
    }
    let _ = write!(text, "\n{}", table.markdown());
    text
}

/// Criterion's estimates of the native build.
pub(crate) fn native(estimates: &[Estimate]) -> String {
    let mut table = Table::new(&["native", "median", "95% confidence"]);
    for Estimate { name, median, lower, upper } in estimates {
        table.line(&[name, &time(*median), &format!("{} … {}", time(*lower), time(*upper))]);
    }
    table.markdown()
}

/// A target, the figure beside it, and how both are shown.
type Judgement = (Bound, f64, fn(f64) -> String);

/// The page as a visitor has it.
pub(crate) fn page(page: &Page) -> Result<String> {
    #[expect(clippy::cast_precision_loss, reason = "far below 2⁵³ bytes")]
    let kilobytes = |bytes: u64| format!("{:.1} kB", bytes as f64 / 1e3);
    let milliseconds = |value: f64| format!("{value:.0} ms");
    let slow = page.slow_down;
    let sent = format!("sent after the document, {slow}× slow-down");
    let mut table = Table::new(&["file", "bytes", "Brotli 11", &sent]);
    for file in &page.files {
        let after = milliseconds(Spread::of(&file.after)?.median);
        table.line(&[&file.path, &kilobytes(file.raw), &kilobytes(file.brotli), &after]);
    }
    let mut text = table.markdown();
    let counted: u64 = page.files.iter().filter(|file| file.counted).map(|file| file.brotli).sum();
    let mut table = Table::new(&["page", "measured", "spread", "target", "reached"]);
    let mut line = |what: &str, measured: &str, spread: &str, judged: Option<Judgement>| {
        let target = judged.map(|(target, _, show)| bound(target, show)).unwrap_or_default();
        let reached = judged.map(|(target, value, _)| verdict(target.holds(value))).unwrap_or_default();
        table.line(&[what, measured, spread, &target, reached]);
    };
    #[expect(clippy::cast_precision_loss, reason = "far below 2⁵³ bytes")]
    let bytes = counted as f64;
    let shown = |bytes: f64| format!("{:.1} kB", bytes / 1e3);
    line("wasm, JavaScript and CSS under Brotli", &shown(bytes), "", Some((targets::PAGE_BYTES, bytes, shown)));
    for (what, times, target) in [
        (format!("first training step, {slow}× slow-down"), &page.first_step, Some(targets::FIRST_STEP)),
        (
            format!("first training step, {slow}× slow-down, the core on the page's thread"),
            &page.first_step_without_worker,
            None,
        ),
        ("first training step at full speed".into(), &page.first_step_at_full_speed, None),
    ] {
        let spread = Spread::of(times)?;
        let judged = target.map(|target| (target, spread.median, milliseconds as fn(f64) -> String));
        line(&what, &milliseconds(spread.median), &quartiles(spread, milliseconds), judged);
    }
    let training = &page.training;
    let beside = format!(
        "second {}, 99% below {}, {} of {} over 50 ms",
        milliseconds(training.second_longest),
        milliseconds(training.ninety_ninth),
        training.over_long,
        training.tasks
    );
    line(
        &format!("longest task of the page's thread, four lanes, {slow}× slow-down"),
        &milliseconds(training.longest),
        &beside,
        Some((targets::LONGEST_TASK, training.longest, milliseconds)),
    );
    line("the longest by the time on a core alone", &milliseconds(training.longest_on_cpu), "", None);
    let side = f64::from(training.field);
    let lattice = |side: f64| format!("{side:.0} × {side:.0}");
    line("points of a field meanwhile", &lattice(side), "", Some((targets::FIELD_SIDE, side, lattice)));
    #[expect(clippy::cast_precision_loss, reason = "a few thousand steps")]
    let pace = training.steps as f64 / (training.milliseconds / 1e3);
    line("steps a second meanwhile", &format!("{pace:.0}"), "", None);
    let inside = training.inside.iter().map(|inside| format!("{} {}", inside.name, milliseconds(inside.milliseconds)));
    let inside: Vec<String> = inside.collect();
    let _ = write!(text, "\n{}", table.markdown());
    let _ = writeln!(
        text,
        "\nUnder the {slow}× slow-down the same work took {:.1}× as long on the page's thread and {:.1}× in a worker. During \
         the longest task: {}.",
        page.reach.page,
        page.reach.worker,
        inside.join(", ")
    );
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_come_in_the_unit_that_suits_them() {
        assert_eq!(time(746.2), "746 ns");
        assert_eq!(time(2251.0), "2.25 µs");
        assert_eq!(time(4_550_000.0), "4.55 ms");
        assert_eq!(digits(0.87), "0.87");
        assert_eq!(digits(18.04), "18.0");
    }

    #[test]
    fn columns_line_up() {
        let mut table = Table::new(&["a", "long"]);
        table.line(&["wide", "µ"]);
        assert_eq!(table.markdown(), "| a    | long |\n|------|------|\n| wide | µ    |\n");
    }
}
