"""Bundles and drafts of messages hold what may leave, and are the same each time."""

from __future__ import annotations

import io
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from zipfile import ZipFile

import pytest

from diptych.cli import main
from diptych.model import Recipients
from diptych.publish import bundle, mail, manifest
from publish.conftest import NEW, NOW, OLD, RECORDS, ROOT, SECRET, Output


def files_of(output: Output, meeting: str) -> list[manifest.File]:
    files = [file for file in output.manifest.files if file.meeting == meeting]
    return bundle.chosen(files, NOW)


def bundled(output: Output) -> bytes:
    found = bundle.members(
        output.manifest,
        files_of(output, NEW),
        output.content,
        lambda file: RECORDS[file.meeting, file.kind],
    )
    return bundle.zipped(found)


def test_a_bundle_holds_the_final_files_the_sheets_and_the_text_of_a_message(
    output: Output,
) -> None:
    with ZipFile(io.BytesIO(bundled(output))) as archive:
        names = set(archive.namelist())
        listed = manifest.decoded(archive.read("manifest.json")).files
        text = archive.read("mail/press-release.kk.txt").decode()
    documents = {
        f"{NEW}/{kind}.{edition}.{each}"
        for kind in ("press-release", "minutes")
        for edition in ("ru", "kk", "ru-kk", "conformity")
        for each in ("pdf", "docx")
    }
    messages = {
        f"mail/press-release.{code}.{each}" for code in ("ru", "kk") for each in ("txt", "html")
    }
    assert names == documents | messages | {"manifest.json", "SHA256SUMS"}
    assert {file.path for file in listed} == documents
    assert text == "Мәтін.\n"


def test_a_bundle_has_the_same_bytes_each_time(output: Output) -> None:
    assert bundled(output) == bundled(output)


@pytest.mark.parametrize("meeting", [OLD, SECRET])
def test_nothing_of_a_draft_or_under_embargo_is_bundled_or_mailed(
    output: Output, meeting: str
) -> None:
    assert files_of(output, meeting) == []
    (shown,) = (each for each in output.listed() if each.name == meeting)
    every = Recipients(language="ru", to=("a@example.org",), documents=("press-release", "minutes"))
    assert mail.wanted(shown, every) == ()


def draft(output: Output, recipients: Recipients) -> bytes:
    (meeting,) = (each for each in output.listed() if each.name == NEW)
    return mail.draft(meeting, recipients, output.content)


def test_a_draft_can_be_sent_as_it_is(output: Output) -> None:
    to = Recipients(
        language="kk", to=("Редакция <a@example.org>", "b@example.org"), bcc=("c@example.org",)
    )
    data = draft(output, to)
    assert data == draft(output, to)
    message = message_from_bytes(data, policy=default)
    assert message["subject"] == "Отырыс өтті"
    assert [str(each) for each in message["to"].addresses] == [
        "Редакция <a@example.org>",
        "b@example.org",
    ]
    assert message["bcc"].addresses[0].addr_spec == "c@example.org"
    assert message["x-unsent"] == "1"
    assert message["content-language"] == "kk"
    assert "date" not in message
    assert "from" not in message
    assert message.get_body(("plain",)).get_content().split() == ["Мәтін."]
    page = message.get_body(("html",)).get_content()
    assert page.startswith(f"{NEW}/press-release.kk.html")
    attached = {part.get_filename(): part.get_content() for part in message.iter_attachments()}
    assert set(attached) == {"press-release.kk.pdf", "press-release.kk.docx"}
    assert (
        attached["press-release.kk.pdf"]
        == output.root.joinpath(NEW, "press-release.kk.pdf").read_bytes()
    )


def test_a_document_without_a_text_for_a_message_is_named_in_it(output: Output) -> None:
    to = Recipients(language="ru", to=("a@example.org",), documents=("minutes",), formats=("pdf",))
    message = message_from_bytes(draft(output, to), policy=default)
    assert message.get_body(("plain",)).get_content().strip() == "Протокол заседания"
    assert [part.get_filename() for part in message.iter_attachments()] == ["minutes.ru.pdf"]


def test_what_has_not_been_built_is_named(tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(ROOT)
    assert main(["publish", "--output", str(tmp_path), "--records", str(tmp_path)]) == 1
    assert "this document is not of the content as it stands now" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_an_embargo_that_has_ended_lets_the_document_out(output: Output) -> None:
    later = NOW + timedelta(hours=1)
    files = [file for file in output.manifest.files if file.meeting == OLD]
    assert len(bundle.chosen(files, later)) == len(files)
