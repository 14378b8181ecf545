"""A message is to every reader what it was meant to be, whatever its title and recipients."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from xml.etree import ElementTree

import lxml.html
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import letters
from diptych.errors import ContentError, DiptychError, ValueProblem
from diptych.language import locale
from diptych.model import Recipients
from diptych.publish import headers, letter, mail, readback
from diptych.publish.listing import Meeting, PublishedDocument
from diptych.publish.record import BuildRecord
from diptych.publish.site import decisions, feeds, pages
from diptych.publish.site.translations import PageTranslations
from diptych.reader.addresses import Mailbox, mailbox
from diptych.reader.recipients import read_recipients
from publish.conftest import NEW, ROOT, TEMPLATES, Output, decided

pytestmark = pytest.mark.slow

BCC = "=?utf-8?q?Sammit=0D=0ABcc:_evil@evil.example?="
BODY = "=?utf-8?q?Sammit=0D=0A=0D=0A<b>Hello</b>?="
NAMED = "=?utf-8?q?a=0D=0ABcc:_evil@evil.example?= <x@example.org>"
TITLES = (
    *(
        BCC,
        BODY,
        "=?utf-8?b?CkJjYzogYUBi?= и",
        "Совет =?",
        "a" * 400,
        "ы" * 400,
        "Ўзбекистон " * 30,
    ),
    *(
        "Bcc: evil@evil.example",
        "Итоги: «Вода», 50 %; a@example.org",
        "👨‍👩‍👧 " * 20,
        "=?x?q?=?= =?=",
    ),
)


def sentences() -> list[str]:
    """Every headline of the shipped content, and the sentences of its texts in all languages."""
    found = []
    for path in sorted((ROOT / "content").glob("*/*.md")):
        for line in path.read_text("utf-8").splitlines():
            words = " ".join(re.sub(r"\{[{#][^}]*\}+|[*\\#>|]", " ", line).split())
            found += [each for each in re.split(r"(?<=[.;:]) ", words) if len(each) > 1]
    return found


def draft(output: Output, title: str, recipients: Recipients) -> bytes:
    """The draft about the press release of the newest meeting, if that had the ``title``."""
    (meeting,) = (each for each in output.listed() if each.name == NEW)
    documents = [
        msgspec.structs.replace(
            each, record=msgspec.structs.replace(each.record, titles={"ru": title, "kk": title})
        )
        for each in meeting.documents
    ]
    changed = msgspec.structs.replace(meeting, documents=tuple(documents))
    return mail.draft(changed, recipients, output.content)


def test_every_sentence_of_the_content_is_a_subject_that_is_read_back() -> None:
    subjects = sentences()
    assert len(subjects) > 300
    for subject in subjects:
        assert letters.outcome(subject, ["Редакция <a@example.org>"], "протокол.pdf")


@dataclass
class Reader:
    """A program in another language that reads the subjects of messages."""

    command: list[str]
    at_once: bool

    def read(self, messages: Sequence[bytes], folder: Path) -> list[str]:
        """The subjects of ``messages``, which are put into ``folder``."""
        if not self.at_once:
            return [self._said(message) for message in messages]
        files = [folder / f"{number}.eml" for number in range(len(messages))]
        for file, message in zip(files, messages, strict=True):
            file.write_bytes(message)
        return self._said(b"", *map(str, files)).split("\n")

    def _said(self, message: bytes, *files: str) -> str:
        ran = subprocess.run(
            [*self.command, *files], input=message, capture_output=True, check=True
        )
        said = ran.stdout.decode().rstrip("\n")
        return said if files else re.sub(r"^Subject: ", "", said.split("\n")[0])


_PERL = r"""
use Encode; binmode STDOUT, ":utf8"; local $/ = undef;
for my $name (@ARGV) {
  open my $file, "<:raw", $name or die; my $all = <$file>;
  my ($head) = split /\r\n\r\n/, $all; $head =~ s/\r\n(?=[ \t])//g;
  my ($subject) = $head =~ /^Subject: ([^\r\n]*)/m; print decode("MIME-Header", $subject), "\n";
}
"""
_NODE = r"""
for (const name of process.argv.slice(1)) {
  const head = require("fs").readFileSync(name, "latin1").split("\r\n\r\n")[0];
  const field = head.replace(/\r\n(?=[ \t])/g, "").match(/^Subject: (.*)$/m)[1];
  const joined = field.replace(/\?=\s+=\?/g, "?==?");
  console.log(joined.replace(/=\?([^?]+)\?b\?([^?]*)\?=/gi, (_, charset, data) =>
    new TextDecoder(charset, { fatal: true }).decode(Buffer.from(data, "base64"))));
}
"""
OTHERS = {
    "perl": Reader(["perl", "-e", _PERL], at_once=True),
    "node": Reader(["node", "-e", _NODE], at_once=True),
    "git": Reader(["git", "mailinfo", "-k", "-u", "/dev/null", "/dev/null"], at_once=False),
}


@pytest.mark.parametrize("program", OTHERS)
def test_readers_in_other_languages_read_the_same_subjects(program: str, tmp_path: Path) -> None:
    if not shutil.which(program):
        pytest.skip(f"{program} is not installed")
    subjects = [*sentences()[::4], *(title for title in TITLES if title.strip() == title)]
    assert len(subjects) > 100
    messages = [letter.written(letters.letter(subject), "seed") for subject in subjects]
    assert OTHERS[program].read(messages, tmp_path) == subjects


@pytest.mark.parametrize("title", TITLES)
def test_a_title_is_a_subject_and_nothing_else(output: Output, title: str) -> None:
    to = Recipients(language="ru", to=("Редакции <a@example.org>", "b@example.org"))
    data = draft(output, title, to)
    subject = " ".join(title.split())
    assert letters.decoded(letters.raw(data)["Subject"][0]) == subject
    message = message_from_bytes(data, policy=default)
    assert message["subject"] == subject
    assert "bcc" not in message
    assert [each.addr_spec for each in message["to"].addresses] == [
        "a@example.org",
        "b@example.org",
    ]
    assert message.is_multipart()


@pytest.mark.parametrize("char", ["\0", "\x1b", "\x7f", "\ud800"])
def test_a_title_that_no_message_can_hold_is_refused_in_words(output: Output, char: str) -> None:
    to = Recipients(language="ru", to=("a@example.org",))
    with pytest.raises(DiptychError, match="may not stand in a message"):
        draft(output, f"Совет{char}", to)


@settings(deadline=None, max_examples=150)
@given(letters.SUBJECTS, letters.SOUND)
def test_whatever_the_title_and_recipients_a_message_is_read_as_meant(
    subject: str, to: list[str]
) -> None:
    letters.outcome(" ".join(subject.split()), to, "press-release.ru.pdf")


@settings(deadline=None, max_examples=150)
@given(letters.RECIPIENTS, letters.FILES)
def test_whatever_a_recipient_is_called_he_is_one_or_refused(to: list[str], file: str) -> None:
    letters.outcome("Итоги", to, file)


@pytest.mark.parametrize(
    ("file", "shown"),
    [
        ("протокол.ru-kk.pdf", "UTF-8''"),
        ("press release.pdf", "UTF-8''"),
        ("=?utf-8?q?a=0D=0A?=.pdf".replace("?", "_"), "UTF-8''"),
        ("ў" * 120 + ".docx", "UTF-8''"),
        ("press-release.uz-Cyrl.pdf", '"'),
    ],
)
def test_an_attachment_keeps_its_name(file: str, shown: str) -> None:
    assert letters.outcome("Итоги", ["a@example.org"], file)
    assert shown in headers.disposition(file).replace("utf-8''", "UTF-8''")


@pytest.mark.parametrize(
    "file", ["a\r\nBcc: b@example.org", 'a".pdf', "a/b.pdf", "<a>", "", "ы" * 200]
)
def test_what_no_attachment_can_be_called_is_refused(file: str) -> None:
    with pytest.raises(DiptychError):
        headers.disposition(file)


# --- recipients -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "box"),
    [
        ("a@example.org", Mailbox("", "a@example.org")),
        ("<a@example.org>", Mailbox("", "a@example.org")),
        ("Редакция <a@example.org>", Mailbox("Редакция", "a@example.org")),
        (
            "Пресс-служба (МИД) № 2 <a+b@sub.example.org>",
            Mailbox("Пресс-служба (МИД) № 2", "a+b@sub.example.org"),
        ),
        ("O'Brien & Co. <a@example.org>", Mailbox("O'Brien & Co.", "a@example.org")),
        ("a@пример.қаз", Mailbox("", "a@xn--e1afmkfd.xn--80ao21a")),
    ],
)
def test_a_recipient_is_a_name_and_an_address(text: str, box: Mailbox) -> None:
    assert mailbox(text) == box


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("Иванов, Пресс <x@example.org>", "«Иванов Пресс <x@example.org>», or each address"),
        ("a,b@example.org", "an item of its own"),
        ("a@example.org, b@example.org", "an item of its own"),
        ("a@example.org; b@example.org", "an item of its own"),
        ("Группа: a@example.org;", "an item of its own"),
        ("a@example.org <x@example.org>", "an item of its own"),
        (NAMED, "plain letters"),
        ("=?utf-8?q?a?=@example.org", "plain letters"),
        ("a@example.org\r\nBcc: b", "ordinary spaces"),
        ("Пресс\u00a0служба <a@example.org>", "ordinary spaces"),
        ('"Пресс" <a@example.org>', "without it"),
        ("пресс@example.org", "every mail program"),
        ("a@example", "press@example.org"),
        ("a@127.0.0.1", "press@example.org"),
        ("a b@example.org", "press@example.org"),
        (".a@example.org", "press@example.org"),
        ("a@-example.org", "press@example.org"),
        ("a@xn--.пример", "press@example.org"),
        ("x" * 65 + "@example.org", "press@example.org"),
        ("Пресс <a@example.org", "press@example.org"),
        ("Пресс", "press@example.org"),
        ("", "press@example.org"),
    ],
)
def test_what_is_no_single_address_is_refused_with_what_to_write(text: str, remedy: str) -> None:
    with pytest.raises(ValueProblem) as caught:
        mailbox(text)
    assert remedy in caught.value.remedy


def test_a_recipient_is_refused_at_his_place(tmp_path: Path) -> None:
    folder = tmp_path / "registry" / "recipients"
    folder.mkdir(parents=True)
    text = f"language: ru\nto: [a@example.org, 'Иванов, Пресс <x@example.org>']\ncc:\n- '{NAMED}'\n"
    (folder / "press.yaml").write_text(text, "utf-8")
    with pytest.raises(ContentError) as caught:
        read_recipients(tmp_path)
    places = [(each.position.line, each.position.column) for each in caught.value.problems]
    assert places == [(2, 21), (4, 3)]
    assert read_recipients(tmp_path, strict=False) == {}


def test_a_message_is_refused_to_whom_no_list_could_name(output: Output) -> None:
    for each in (NAMED, "Иванов, Пресс <x@example.org>", "a,b@example.org"):
        with pytest.raises(DiptychError):
            draft(output, "Итоги", Recipients(language="ru", to=(each,)))


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.replace(b"Subject: ", b"Subject: Re: "),
        lambda data: data.replace(b"\r\nTo: ", b"\r\nTo: c@example.org, "),
        lambda data: data.replace(b"\r\nTo: ", b"\r\nBcc: c@example.org\r\nTo: "),
        lambda data: data.replace(b"a.pdf", b"b.pdf"),
        lambda data: data.replace(b"JVBERg==", b"JVBERi0="),
    ],
)
def test_a_draft_that_is_read_otherwise_than_meant_is_refused(change) -> None:
    meant = letters.letter("Итоги")
    data = letter.written(meant, "seed")
    readback.check(data, meant)
    assert change(data) != data
    with pytest.raises(DiptychError, match="otherwise than it was meant"):
        readback.check(change(data), meant)


# --- the same kind elsewhere ----------------------------------------------------------

_TODAY = date(2024, 9, 2)
TRANSLATIONS = PageTranslations([locale.load(code, ROOT / "templates/locale") for code in ("ru",)])
WORDS = st.lists(
    st.one_of(
        st.sampled_from(
            [
                *("</title>", "</script>", "<script>alert(1)</script>", "]]>", "&amp;", '"', "'"),
                *("=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", ";=1+1", '";=1', "＝1", ";", ","),
                *(
                    "\\n",
                    "\\N",
                    "\\,",
                    "\\",
                    "END:VEVENT",
                    "Ўзбекистон " * 20,
                    "Заседание",
                    " ",
                    "🏔️" * 30,
                    BCC,
                ),
            ]
        ),
        st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cn"))),
    ),
    min_size=1,
    max_size=5,
).map(lambda pieces: " ".join("".join(pieces).split()) or "x")


def listed(title: str) -> tuple[Meeting, ...]:
    kept = BuildRecord(
        date="2024-08-28",
        names={"ru": title},
        titles={"ru": title},
        authors={"ru": title},
        leads={"ru": title},
        states={"ru": "source"},
        decisions={"ru": [decided("ru", title, due_date="2024-09-01", responsible=title)]},
    )
    return (Meeting(NEW, "2024-08-28", (PublishedDocument(NEW, "minutes", "final", kept),)),)


def events(data: bytes) -> list[dict[str, str]]:
    """The events of a calendar as RFC 5545 has it read, the library having no say."""
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    lines = data.decode().replace("\r\n ", "").split("\r\n")
    found: list[dict[str, str]] = []
    for line in lines:
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found and ":" in line:
            name, _, value = line.partition(":")
            said = re.sub(
                r"\\(.)", lambda char: {"n": "\n", "N": "\n"}.get(char[1], char[1]), value
            )
            assert found[-1].setdefault(name.split(";")[0], said) == said or name == "END"
    return found


@settings(deadline=None, max_examples=100)
@given(WORDS)
def test_feeds_calendars_and_pages_say_a_title_and_nothing_else(title: str) -> None:
    meetings = listed(title)
    ru = TRANSLATIONS.locales["ru"]
    atom = ElementTree.fromstring(feeds.atom(meetings, ru))
    ns = "{http://www.w3.org/2005/Atom}"
    (entry,) = atom.iter(f"{ns}entry")
    assert entry.findtext(f"{ns}title") == entry.findtext(f"{ns}summary") == title

    session, due = events(feeds.calendar(meetings, ru, _TODAY))
    assert session["DESCRIPTION"] == title
    assert due["DESCRIPTION"] == title
    assert due["SUMMARY"] == ru.label("Due: {decision}", decision=title)

    made = pages(meetings, TRANSLATIONS, TEMPLATES, {}, _TODAY)
    for name, tag in (("index.html", "article"), ("decisions.html", "tbody")):
        parsed = lxml.html.fromstring(made[name].decode())
        assert len(parsed.xpath("//script")) == 1
        (shown,) = parsed.iter(tag)
        assert title in [span.text_content() for span in shown.iter("span")]


@settings(deadline=None, max_examples=200)
@given(WORDS)
def test_no_cell_of_the_register_is_a_formula_to_any_spreadsheet(title: str) -> None:
    data = decisions.csv_file(decisions.rows(listed(title), _TODAY), TRANSLATIONS.locales["ru"])
    text = data.decode("utf-8-sig")
    (_, row) = csv.reader(io.StringIO(text))
    assert row[3].replace("'", "") == title.replace("'", "")
    for divider in ",;\t":  # programs of some languages part cells by another sign
        for cells in csv.reader(io.StringIO(text), delimiter=divider):
            for cell in cells:
                assert not re.match(r'"*[=+\-@＝＋－＠\t\r]', cell), (divider, cell)


def test_a_formula_stays_readable_as_text() -> None:
    for title, shown in (
        ("=1+1", "'=1+1"),
        ("a;=1+1", "a;'=1+1"),
        ("－1", "'－1"),
        ("от 1; -5 и a@b", "от 1; -5 и a@b"),
        ("a-b", "a-b"),
    ):
        data = decisions.csv_file(decisions.rows(listed(title), _TODAY), TRANSLATIONS.locales["ru"])
        (_, row) = csv.reader(io.StringIO(data.decode("utf-8-sig")))
        assert row[3] == shown
