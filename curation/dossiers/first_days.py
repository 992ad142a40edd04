"""The days of an event of the first generation, as far as they are dates here."""

from django.utils.translation import gettext as _


def days_of(row: dict, remarks: list[str]) -> dict[str, str]:
    """First and last day. A last day alone becomes an interval whose beginning is open."""
    days = {}
    for name in ("start", "end"):
        day = row.get(name)
        if day and "-XX-" in day:
            remarks.append(
                _("%(day)s is kept as its year: a day without its month is no date here.") % {"day": day}
            )
            day = day.partition("-XX-")[0]
        if day:
            days[name] = day
    if days.get("end") and not days.get("start"):
        return _until(days["end"], remarks)
    if days.get("end") == days.get("start"):
        days.pop("end", None)
    return days


def _until(day: str, remarks: list[str]) -> dict[str, str]:
    if day.startswith("XXXX"):
        remarks.append(
            _("The last day %(day)s is kept only as printed: neither year nor first day is known.")
            % {"day": day}
        )
        return {}
    return {"start": f"../{day}"}
