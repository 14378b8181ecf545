"""Messages that nobody has thought of, and what every reader must find in each of them."""

from __future__ import annotations

import base64
import quopri
import re
from collections.abc import Sequence
from email import message_from_bytes
from email.header import decode_header
from email.message import Message
from email.policy import compat32, default
from email.utils import getaddresses

from hypothesis import strategies as st

from diptych.errors import DiptychError
from diptych.publish import readback
from diptych.publish.letter import Attachment, Letter, written
from diptych.reader.addresses import Mailbox, mailbox

_FIELDS = (
    *("Subject", "To", "X-Unsent", "X-Mozilla-Draft-Info", "X-Uniform-Type-Identifier"),
    *("Content-Language", "MIME-Version", "Content-Type"),
)
_MANY = 45
"""So many bytes of a name stand in one encoded word."""

# --- an RFC 2047 decoder of our own ---------------------------------------------------

_ENCODED = r"=\?([!-~]+?)\?([bBqQ])\?([!->@-~]*)\?="


def decoded(field: str) -> str:
    """The text of an unstructured field as RFC 2047 has it read."""
    unfolded = re.sub(r"\r\n(?=[ \t])", "", field)
    joined = re.sub(rf"(?<={re.escape('?=')})[ \t]+(?={_ENCODED})", "", unfolded)
    return re.sub(_ENCODED, lambda word: _word(*word.groups()), joined)


def _word(charset: str, encoding: str, said: str) -> str:
    if encoding in "bB":
        return base64.b64decode(said, validate=True).decode(charset)
    return quopri.decodestring(said.replace("_", " ").encode()).decode(charset)


def raw(data: bytes) -> dict[str, list[str]]:
    """The fields of a message as they stand, found by nothing but their line ends."""
    head = data.partition(b"\r\n\r\n")[0].decode("ascii")
    found: dict[str, list[str]] = {}
    for line in re.split(r"\r\n(?![ \t])", head):
        assert not re.search(r"[\r\n](?![ \t\n])", line)
        name, _, value = line.partition(": ")
        found.setdefault(name, []).append(value)
    return found


# --- the law --------------------------------------------------------------------------


def letter(subject: str, to: Sequence[str] = ("a@example.org",), file: str = "a.pdf") -> Letter:
    """A message that says nothing but this."""
    return Letter(
        language="ru",
        subject=subject,
        to=[*map(mailbox, to)],
        text="Текст.\n",
        attachments=[Attachment(file, "application/pdf", b"%PDF")],
    )


def outcome(subject: str, to: Sequence[str], file: str) -> bool:
    """Whether such a message is written, and then every reader finds it as it was meant.

    What cannot be written is refused in words; any other exception fails the test.
    """
    try:
        meant = letter(subject, to, file)
        data = written(meant, "seed")
    except DiptychError as error:
        return _in_one_line(str(error))
    readback.check(data, meant)
    judged(data, meant)
    return True


def _in_one_line(said: str) -> bool:
    assert said
    assert "\n" not in said
    return False


def judged(data: bytes, meant: Letter) -> None:
    """Fail if three readers do not find ``meant``: two of the library's, and one of ours."""
    fields = raw(data)
    assert sorted(fields) == sorted(_FIELDS)
    assert all(len(values) == 1 for values in fields.values())
    for line in data.split(b"\r\n"):
        assert len(line) <= 998
        assert not re.search(rb"[\r\n]", line)
    assert all(len(word[0]) <= 75 for word in re.finditer(_ENCODED, data.decode("ascii")))
    assert decoded(fields["Subject"][0]) == meant.subject
    addressed = [
        Mailbox(decoded(name).strip(), address)
        for name, address in re.findall(
            r"(?:^|,)\s*([^<>,]*?)\s*<?([^<>,\s]+@[^<>,\s]+)>?(?=,|$)", fields["To"][0]
        )
    ]
    assert addressed == list(meant.to)

    old = message_from_bytes(data, policy=compat32)
    assert _simple(str(old["Subject"])) == meant.subject
    assert [
        Mailbox(_simple(name), address) for name, address in getaddresses([str(old["To"])])
    ] == [*meant.to]
    new = message_from_bytes(data, policy=default)
    assert sorted(new.keys()) == sorted(old.keys()) == sorted(_FIELDS)
    assert new["Subject"] == meant.subject
    assert not new["To"].defects
    assert len(new["To"].addresses) == len(meant.to)
    for box, found in zip(meant.to, new["To"].addresses, strict=True):
        assert found.addr_spec == box.address
        # It shows a space between the encoded words of a name, where RFC 2047 has none.
        one = len(box.name.encode()) < _MANY
        assert found.display_name == box.name if one else _close(found.display_name, box.name)
    for message in (old, new):
        assert _attached(message) == [(each.name, each.data) for each in meant.attachments]


def _simple(value: str) -> str:
    return "".join(
        part.decode(charset or "ascii") if isinstance(part, bytes) else part
        for part, charset in decode_header(value)
    )


def _close(one: str, other: str) -> bool:
    return one.replace(" ", "") == other.replace(" ", "")


def _attached(message: Message) -> list[tuple[str | None, bytes]]:
    return [
        (part.get_filename(), part.get_payload(decode=True))
        for part in message.walk()
        if part.get_content_disposition() == "attachment"
    ]


# --- strategies -----------------------------------------------------------------------

_TRAPS = (
    *("=?utf-8?q?Sammit=0D=0ABcc:_evil@evil.example?=", "=?utf-8?b?Cg==?=", "=?", "?=", "=?utf-8?"),
    *("\r\n", "\n", "\r", "\0", "\x1b", "\x85", "\u2028", "\ud800", "\r\nBcc: evil@evil.example"),
    *(",", ";", ":", "<", ">", '"', "\\", "(", ")", "@", "%", "'", "*", "=", "_", " ", "  ", "\t"),
    *(
        "a@example.org",
        "<b@example.org>",
        "группа: a@example.org;",
        "Ё",
        "ў",
        "қ",
        "ʻ",
        "👨‍👩‍👧",
        "\u00a0",
    ),
    *(
        "Заседание",
        "совета",
        "и",
        "Kengash",
        "Құрылтай",
        "Council",
        "–",
        "«Вода»",
        "x" * 80,
        "ы" * 80,
    ),
)
_PIECES = st.one_of(st.sampled_from(_TRAPS), st.text(max_size=4))
SUBJECTS = st.lists(_PIECES, min_size=1, max_size=12).map("".join)
_NAMES = st.one_of(SUBJECTS, st.lists(st.sampled_from(_TRAPS[-12:]), max_size=6).map(" ".join))
_ADDRESSES = st.one_of(
    st.just("a@example.org"),
    st.sampled_from(("пресс@example.org", "a@пример.рф", "a@b", "a@1.2.3.4", "=?x?=@example.org")),
    st.emails(),
    st.tuples(_PIECES, _PIECES).map(lambda pair: f"{pair[0]}@{pair[1]}.org"),
)
RECIPIENTS = st.lists(
    st.one_of(
        _ADDRESSES,
        st.tuples(_NAMES, _ADDRESSES).map(lambda pair: f"{pair[0]} <{pair[1]}>"),
        SUBJECTS,
    ),
    min_size=1,
    max_size=3,
)
#: Those that are sound, so that messages are written as well as refused.
SOUND = st.lists(
    st.tuples(
        st.lists(st.sampled_from([*_TRAPS[-10:], "O'Brien", "(МИД)", "&", "№"]), max_size=9),
        st.sampled_from(["a@example.org", "b.c+d@xn--80ao21a.example", "a@пример.рф"]),
    ).map(lambda pair: f"{' '.join(pair[0])} <{pair[1]}>"),
    min_size=1,
    max_size=4,
)
FILES = st.one_of(
    st.just("press-release.ru.pdf"),
    st.lists(_PIECES, min_size=1, max_size=6).map("".join),
)
