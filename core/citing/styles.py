"""References in words: our own suggestion, the APA style and GB/T 7714-2015."""

import datetime
import re

from django.utils import timezone
from django.utils.translation import gettext

from .dates import apa_date, english_day, gbt_date, plainly
from .reference import HAN, Name, Reference, one_line

MOST_GBT_AUTHORS = 3


def sentence(text: str) -> str:
    """``text`` with a full stop, unless it ends like a sentence already."""
    text = text.strip()
    return text if not text or text[-1] in ".?!。？！…" else f"{text}."


def _joined(*parts: str) -> str:
    return one_line(" ".join(part for part in parts if part))


def suggested(reference: Reference, *, accessed: datetime.date | None = None) -> str:
    """Who, what, where and when, our address, the source and the day of reading, in plain words."""
    accessed = accessed or timezone.localdate()
    who = reference.credit or "; ".join(author.whole for author in reference.authors)
    what = f"{reference.title} ({reference.genre})" if reference.genre else reference.title
    date = plainly(reference.start, reference.end) or gettext("date not stated")
    where = ", ".join(filter(None, [reference.event, reference.place, date]))
    published = ", ".join(filter(None, [reference.container, reference.address]))
    inferred = ", ".join(fact for fact, _reason in reference.inferred)
    return _joined(
        sentence(who),
        sentence(what),
        sentence(where),
        sentence(published),
        *(gettext("Source: %(source)s") % {"source": sentence(source)} for source in reference.sources),
        gettext("Inferred: %(facts)s.") % {"facts": inferred} if inferred else "",
        sentence(gettext("Read on %(date)s") % {"date": plainly(accessed.isoformat())}),
    )


# APA, 7th edition


def apa(reference: Reference, *, accessed: datetime.date | None = None) -> str:
    """Author (date). Title [genre]. Event, place. Site. Retrieved …; without an author the title leads."""
    accessed = accessed or timezone.localdate()
    date = f"({apa_date(reference.start, reference.end)})."
    genre = f" [{reference.genre[:1].upper()}{reference.genre[1:]}]" if reference.genre else ""
    title = sentence(f"{reference.title}{genre}")
    authors = _apa_authors(reference.authors)
    head = [sentence(authors), date, title] if authors else [title, date]
    site = reference.container if reference.container != authors else ""
    retrieved = f"Retrieved {english_day(accessed)}, from {reference.address}" if reference.address else ""
    occasion = ", ".join(filter(None, [reference.event, reference.place]))
    return _joined(*head, sentence(occasion), sentence(site), retrieved)


def _apa_authors(authors: tuple[Name, ...]) -> str:
    names = [_apa_name(author) for author in authors]
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])}, & {names[-1]}"


def _apa_name(name: Name) -> str:
    if not name.is_split or HAN.search(name.family):
        return name.whole
    words = [
        "-".join(f"{part[0].upper()}." for part in word.split("-") if part) for word in name.given.split()
    ]
    return f"{name.family}, {' '.join(words)}"


# GB/T 7714-2015, electronic resources [EB/OL]


def gbt(reference: Reference, *, accessed: datetime.date | None = None) -> str:
    """责任者. 题名: 其他题名信息[EB/OL]. 出版者, (更新日期)[引用日期]. 获取路径. Without an author the title leads."""
    accessed = accessed or timezone.localdate()
    date = gbt_date(reference.start, reference.end)
    if reference.kind == "webpage" and reference.url:  # published elsewhere: its date is that of publication
        occasion, updated = "", date
    else:
        occasion = ", ".join(filter(None, [reference.event, reference.place, date]))
        updated = reference.updated.isoformat() if reference.updated else ""
    title = f"{reference.title}: {occasion}" if occasion else reference.title
    days = f"({updated})[{accessed}]" if updated else f"[{accessed}]"
    published = f"{reference.container}, {days}" if reference.container else days
    return _joined(
        sentence(_gbt_authors(reference)),
        f"{title}[EB/OL].",
        sentence(published),
        sentence(reference.address),
    )


def _gbt_authors(reference: Reference) -> str:
    is_chinese = reference.language.lower().startswith("zh")
    names = [_gbt_name(author, native=is_chinese) for author in reference.authors[:MOST_GBT_AUTHORS]]
    if len(reference.authors) > MOST_GBT_AUTHORS:
        names.append("等" if is_chinese else "et al")
    return ", ".join(names)


def _gbt_name(name: Name, *, native: bool) -> str:
    if native and HAN.search(name.native):
        return name.native
    if not name.is_split or HAN.search(name.family):
        return name.whole
    initials = " ".join(part[0].upper() for part in re.split(r"[\s-]+", name.given) if part)
    return f"{name.family.upper()} {initials}"
