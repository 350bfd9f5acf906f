//! One measured figure and how it is printed.

/// A figure with its unit and, where there is one, its target.
#[derive(Debug)]
pub struct Figure {
    name: String,
    value: f64,
    unit: &'static str,
    target: Option<(Bound, f64)>,
}

#[derive(Debug, Clone, Copy)]
enum Bound {
    Most,
    Least,
}

impl Figure {
    pub fn new(name: &str, value: f64, unit: &'static str) -> Self {
        Self { name: name.to_owned(), value, unit, target: None }
    }

    pub fn at_most(mut self, target: f64) -> Self {
        self.target = Some((Bound::Most, target));
        self
    }

    pub fn at_least(mut self, target: f64) -> Self {
        self.target = Some((Bound::Least, target));
        self
    }

    /// `{"figure":"page_today_p50","value":1.82,"unit":"ms","target":"≤ 5","met":true}`
    pub fn print(&self) {
        let target = self.target.map_or_else(String::new, |(bound, target)| {
            let (sign, met) = match bound {
                Bound::Most => ("≤", self.value <= target),
                Bound::Least => ("≥", self.value >= target),
            };
            format!(",\"target\":\"{sign} {target}\",\"met\":{met}")
        });
        println!(
            "{{\"figure\":\"{}\",\"value\":{},\"unit\":\"{}\"{target}}}",
            self.name,
            rounded(self.value),
            self.unit
        );
    }
}

/// Three digits that mean something.
fn rounded(value: f64) -> String {
    match value.abs() {
        0.0..10.0 => format!("{value:.2}"),
        10.0..100.0 => format!("{value:.1}"),
        _ => format!("{value:.0}"),
    }
}

/// The value below which the share `q` of all lies. Sorts what it is given.
pub fn quantile(values: &mut [f64], q: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    let at = (values.len() as f64 * q).ceil() as usize;
    values.get(at.saturating_sub(1)).copied().unwrap_or(f64::NAN)
}
