"""Writes holidays.json: public holidays and moved working days per country, from the maintained package `holidays`.

Run it through bin/holidays, which brings the pinned version. The package is MIT licensed; only dates and names are taken.
"""

import json
import re
import sys
from importlib.metadata import version

import holidays

FIRST, LAST = 2000, 2036
COUNTRIES = (
    "PL RU UA DE GB US CZ LT KZ BY SK LV EE FR ES IT NL AT CH IE SE NO DK FI CA AU"
).split()
# Where regions differ so much that a desk wants to name its own (country code, hyphen, ISO 3166-2 code).
WITH_REGIONS = ("DE", "GB", "CH", "ES", "CA", "AU")
# The package gives only the days that all four nations share; most desks there are in England.
DEFAULT_REGION = {"GB": "ENG"}


def days_of(country, region=None):
    """{date: (local name, English name)} and the weekend days that were made working days."""
    years = range(FIRST, LAST + 1)
    own_language = holidays.country_holidays(country).default_language  # else the language of this machine is taken
    english_here = own_language if own_language.startswith("en") else "en_US"
    local = holidays.country_holidays(country, subdiv=region, years=years, language=own_language)
    english = holidays.country_holidays(country, subdiv=region, years=years, language=english_here)
    days = {day: (name, english.get(day, name)) for day, name in local.items() if FIRST <= day.year <= LAST}
    working = sorted(day for day in getattr(local, "weekend_workdays", ()) if FIRST <= day.year <= LAST)
    return days, working


def packed(days, names):
    """{"2026": "0101.0 0106.1 …"}: month, day, index into the names."""
    years = {}
    for day in sorted(days):
        index = names.setdefault(days[day], len(names))
        years.setdefault(str(day.year), []).append(f"{day:%m%d}.{index}")
    return {year: " ".join(entries) for year, entries in years.items()}


def entry(country):
    days, working = days_of(country, DEFAULT_REGION.get(country))
    names = {}
    made = {"days": packed(days, names)}
    if working:
        made["working"] = " ".join(str(day) for day in working)
    if country in WITH_REGIONS:
        made["regions"] = regions(country, days, names)
    made["names"] = [[local] if local == english else [local, english] for local, english in names]
    return made


def regions(country, days, names):
    """Per region only what differs from the country's own days: more of them, or fewer."""
    made = {}
    for region in sorted(holidays.country_holidays(country).subdivisions):
        if not re.fullmatch("[A-Z]{2,3}", region):
            continue  # single towns and districts have no ISO 3166-2 code
        own, _ = days_of(country, region)
        made[region] = {
            "more": packed({day: name for day, name in own.items() if day not in days}, names),
            "less": " ".join(str(day) for day in sorted(days) if day not in own),
        }
    return made


def main():
    """A country a line, so that a change of one reads as one in a diff."""
    head = {"source": f"holidays {version('holidays')} (MIT)", "first": FIRST, "last": LAST}
    print(compact(head)[:-1] + ',"countries":{')
    lines = [f"{compact(country)}:{compact(entry(country))}" for country in sorted(COUNTRIES)]
    print(",\n".join(lines))
    print("}}")


def compact(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


if __name__ == "__main__":
    main()
