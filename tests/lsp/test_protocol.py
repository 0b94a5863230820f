"""A scripted editor and the real server: documents, places, diagnostics, hover."""

from pathlib import Path

import pytest

from auditor.lsp import languages
from tests.lsp.client import GAP, SLOT, Client, command_line, edit, ranges


def test_what_is_open_is_told_and_what_is_corrected_is_not(client: Client, uri: str) -> None:
    client.open(uri, f"Well.\n{GAP}\n")
    (found,) = client.diagnostics(uri)
    assert ranges([found]) == [(1, SLOT[0], 1, SLOT[1])]
    assert (found["severity"], found["code"], found["source"]) == (1, "placeholder-figure", "auditor")
    assert "$XX billion" in found["message"]
    client.change(uri, 2, edit(1, SLOT[0] - len("pass "), SLOT[1], "grow"))
    assert client.diagnostics(uri, version=2) == []


def test_an_unsaved_page_has_the_fingerprint_of_the_saved_one(client: Client, folder: Path) -> None:
    page = folder / "site" / "leaflet.html"
    page.parent.mkdir()
    page.write_text(f"<p>{GAP}</p>", "utf-8")
    client.open(page.as_uri(), page.read_text("utf-8"), "html")
    (told,) = client.diagnostics(page.as_uri())
    (reported,) = command_line(folder, "site/leaflet.html")["pages"][0]["findings"]
    assert told["data"]["fingerprint"] == reported["fingerprint"]


def check_columns(client: Client, uri: str, before: int) -> None:
    """A finding and an edit behind characters that take this many units."""
    client.open(uri, f"e\u0301 👩\u200d⚕️\r\né😀 {GAP}")
    assert ranges(client.diagnostics(uri)) == [(1, SLOT[0] + before, 1, SLOT[1] + before)]
    client.change(uri, 2, edit(1, before, before + len("The market"), "It"))
    moved = before + len("It") - len("The market")
    assert ranges(client.diagnostics(uri, 2)) == [(1, SLOT[0] + moved, 1, SLOT[1] + moved)]


def test_columns_count_utf_16_where_nothing_is_offered(client: Client, uri: str) -> None:
    check_columns(client, uri, before=4)


@pytest.mark.parametrize(("offered", "before"), [(["utf-8", "utf-16"], 7), (["utf-9", "utf-32"], 3)])
def test_columns_count_what_is_offered_first(
    raw_client: Client, folder: Path, uri: str, offered: list[str], before: int
) -> None:
    answer = raw_client.initialize(folder, {"general": {"positionEncodings": offered}})
    assert answer["capabilities"]["positionEncoding"] in offered
    check_columns(raw_client, uri, before)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_counts(client: Client, uri: str, end: str) -> None:
    client.open(uri, f"One.{end}{end}Two.\u2028\x0cStill two.{end}{GAP}{end}")
    assert ranges(client.diagnostics(uri)) == [(3, SLOT[0], 3, SLOT[1])]
    client.change(uri, 2, edit(2, 4, 6, " "), edit(0, 0, 0, f"New.{end}"))
    assert ranges(client.diagnostics(uri, 2)) == [(4, SLOT[0], 4, SLOT[1])]


def test_a_byte_order_mark_shifts_nothing(client: Client, uri: str) -> None:
    client.open(uri, f"\ufeff{GAP}")
    assert ranges(client.diagnostics(uri)) == [(0, SLOT[0] + 1, 0, SLOT[1] + 1)]


def test_of_many_quick_edits_the_last_counts(client: Client, uri: str) -> None:
    client.open(uri, "")
    assert client.diagnostics(uri, 1) == []
    for version, letter in enumerate(GAP, 2):
        client.change(uri, version, edit(0, version - 2, version - 2, letter))
    last = len(GAP) + 1
    assert ranges(client.diagnostics(uri, last)) == [(0, SLOT[0], 0, SLOT[1])]
    assert len(client.pending("textDocument/publishDiagnostics", 0.5)) < 5


def test_what_is_told_last_is_of_the_newest_version(client: Client, uri: str) -> None:
    client.open(uri, GAP)
    for version in range(2, 30):
        client.change(uri, version, {"text": GAP if version % 2 else "Well."})
    messages = [client.said("textDocument/publishDiagnostics")]
    while messages[-1]["params"]["version"] < 29:
        messages.append(client.said("textDocument/publishDiagnostics"))
    messages += client.pending("textDocument/publishDiagnostics", 0.5)
    versions = [each["params"]["version"] for each in messages]
    assert versions == sorted(set(versions))
    assert (versions[-1], len(messages[-1]["params"]["diagnostics"])) == (29, 1)


def test_saving_audits_again(client: Client, uri: str) -> None:
    client.open(uri, GAP)
    first = client.diagnostics(uri)
    client.notify("textDocument/didSave", {"textDocument": {"uri": uri}})
    assert client.diagnostics(uri) == first


def test_closing_clears(client: Client, uri: str) -> None:
    client.open(uri, GAP)
    assert client.diagnostics(uri)
    client.close(uri)
    assert client.diagnostics(uri) == []
    assert client.pending("textDocument/publishDiagnostics", 0.5) == []


@pytest.mark.parametrize(
    ("uri", "language", "count"),
    [
        ("untitled:Untitled-1", "plaintext", 1),
        ("untitled:Untitled-2", "markdown", 1),
        ("vscode-vfs://host/a%20b/leaflet.txt", "plaintext", 1),
        ("file:///nowhere/at/all/leaflet.txt", "plaintext", 1),
        ("file:///nowhere/at/all/page", "html", 1),
        ("file:///nowhere/at/all/%C3%A9%20%5B1%5D.md", "markdown", 1),
    ],
)
def test_any_address_will_do(client: Client, uri: str, language: str, count: int) -> None:
    client.open(uri, GAP, language)
    assert len(client.diagnostics(uri)) == count


def test_a_program_is_no_page(client: Client, folder: Path) -> None:
    program, page = (folder / "tea.py").as_uri(), (folder / "tea.txt").as_uri()
    client.open(program, f'"""{GAP}"""', "python")
    client.open(page, GAP)
    assert client.diagnostics(page)
    assert client.pending("textDocument/publishDiagnostics", 0.5) == []


@pytest.mark.parametrize(
    ("language", "name", "expected"),
    [
        ("html", "a", "text/html"),
        ("markdown", "a.txt", "text/markdown"),
        ("mdx", "a.mdx", "text/markdown"),
        ("plaintext", "a.md", "text/markdown"),
        ("markdown", "a.html", "text/html"),
        ("plaintext", "a.html.j2", "text/html"),
        ("plaintext", "a", "text/plain"),
        ("text", "LICENSE", "text/plain"),
        ("unheard-of", "a.htm", "text/html"),
        ("python", "a.py", ""),
        ("toml", "auditor.toml", ""),
    ],
)
def test_what_a_document_is(language: str, name: str, expected: str) -> None:
    assert languages.media_type(language, f"file:///site/{name}") == expected


def test_a_page_that_cannot_be_read_is_one_diagnostic_on_its_first_line(client: Client, uri: str) -> None:
    client.open(uri, "%PDF-1.7 and so on\nmore")
    (found,) = client.diagnostics(uri)
    assert ranges([found]) == [(0, 0, 0, 18)]
    assert "PDF" in found["message"]
    assert "code" not in found
    client.change(uri, 2, {"text": GAP})
    assert [each["code"] for each in client.diagnostics(uri, 2)] == ["placeholder-figure"]


def test_hover_explains_the_rule(client: Client, uri: str) -> None:
    client.open(uri, GAP)
    client.diagnostics(uri)
    place = {"textDocument": {"uri": uri}, "position": {"line": 0, "character": SLOT[0] + 1}}
    told = client.request("textDocument/hover", place)
    assert told["contents"]["kind"] == "markdown"
    for words in ("**placeholder-figure** (error)", "**Why:**", "**Remedy:**", "**Standards:**", "FTC Act"):
        assert words in told["contents"]["value"]
    assert ranges([told]) == [(0, SLOT[0], 0, SLOT[1])]
    place["position"] = {"line": 0, "character": 3}
    assert client.request("textDocument/hover", place) is None


def test_hover_is_plain_for_a_client_without_markdown(bare_client: Client, uri: str) -> None:
    bare_client.open(uri, GAP)
    bare_client.diagnostics(uri)
    place = {"textDocument": {"uri": uri}, "position": {"line": 0, "character": SLOT[0]}}
    told = bare_client.request("textDocument/hover", place)["contents"]
    assert told["kind"] == "plaintext"
    assert "**" not in told["value"]
    assert "Remedy" in told["value"]


DOSES = """<h1>Zoltrexin tablets</h1>
<p>Adults take 10 mg of zoltrexin once daily.</p>
<p>The pharmacy is open all day.</p>
<p>😀 Adults take 40 mg of zoltrexin once daily.</p>
"""


def test_related_places_are_told_to_those_who_know_them(client: Client, bare_client: Client, folder: Path) -> None:
    page = (folder / "doses.html").as_uri()
    for each in (client, bare_client):
        each.open(page, DOSES.replace("zoltrexin", "ibuprofen"), "html")
    (told,) = [each for each in client.diagnostics(page) if each["code"] == "contradictory-dosage"]
    lines = {told["range"]["start"]["line"]}
    for place in told["relatedInformation"]:
        assert place["location"]["uri"] == page
        assert place["message"]
        lines.add(place["location"]["range"]["start"]["line"])
    assert lines == {1, 3}
    (same,) = [each for each in bare_client.diagnostics(page) if each["code"] == "contradictory-dosage"]
    assert "relatedInformation" not in same


def test_a_long_audit_holds_up_no_answer(client: Client, folder: Path, uri: str) -> None:
    client.open(uri, GAP)
    client.diagnostics(uri)
    long = (folder / "long.txt").as_uri()
    client.open(long, "Nine in ten adults (90%) took 5 mg of ibuprofen twice daily for a week.\n\n" * 400)
    place = {"textDocument": {"uri": uri}, "position": {"line": 0, "character": SLOT[0]}}
    number = client.ask("textDocument/hover", place)
    first = client.wait(lambda message: message.get("id") == number or message.get("params", {}).get("uri") == long)
    assert first.get("id") == number
    assert client.diagnostics(long)
