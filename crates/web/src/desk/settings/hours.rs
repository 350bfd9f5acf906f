//! Weekly hours as a form shows and reads them: a line of spans per day.

use std::collections::BTreeMap;

use words::Words;

/// One weekday's field.
pub(crate) struct Day {
    pub(crate) code: &'static str,
    pub(crate) name: String,
    /// `09:00-13:00, 14:00-18:00`; empty when nothing is written.
    pub(crate) spans: String,
    /// What holds where nothing is written.
    pub(crate) otherwise: String,
}

/// Monday to Sunday, as the settings name them.
pub(crate) const CODES: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// The fields for these hours.
pub(crate) fn days(w: &Words, hours: &BTreeMap<String, Vec<String>>) -> Vec<Day> {
    CODES
        .into_iter()
        .map(|code| Day {
            code,
            name: w.t1("weekday", "day", code),
            spans: line(hours, code),
            otherwise: w.t("page-settings-closed"),
        })
        .collect()
}

/// The fields of who keeps no hours of their own: the desk's stand behind them.
pub(crate) fn empty_days(w: &Words, desks: &BTreeMap<String, Vec<String>>) -> Vec<Day> {
    let mut days = days(w, &BTreeMap::new());
    for day in &mut days {
        let desks = line(desks, day.code);
        if !desks.is_empty() {
            day.otherwise = desks;
        }
    }
    days
}

fn line(hours: &BTreeMap<String, Vec<String>>, code: &str) -> String {
    hours.get(code).map(|spans| spans.join(", ")).unwrap_or_default()
}

/// The hours of these fields; what is wrong with a span, the rulebook says.
pub(crate) fn read<'a>(field: impl Fn(&str) -> Option<&'a str>) -> BTreeMap<String, Vec<String>> {
    CODES
        .into_iter()
        .filter_map(|code| {
            let spans: Vec<_> = field(code)?
                .split([',', ';'])
                .map(|span| span.replace(['–', '—'], "-").split_whitespace().collect::<String>())
                .filter(|span| !span.is_empty())
                .collect();
            (!spans.is_empty()).then(|| (code.to_owned(), spans))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_spans_a_day_are_read() {
        let hours =
            read(|day| (day == "mon").then_some("09:00 – 13:00, 14:00-18:00").or((day == "tue").then_some(" ")));
        assert_eq!(hours.len(), 1);
        assert_eq!(hours["mon"], ["09:00-13:00", "14:00-18:00"]);
    }
}
