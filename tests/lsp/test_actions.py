"""What is offered on a finding, and whether it does what it says."""

from pathlib import Path

import pytest
from lsprotocol import types

from auditor.lsp.actions import wanted
from auditor.lsp.auditing import Draft
from auditor.lsp.preferences import Preferences, read_preferences
from auditor.lsp.suppressing import REASON, suppression
from auditor.lsp.texts import Text
from tests.lsp.client import Client, Json

RULE = "placeholder-figure"
SLOT = "$XX billion"


def actions(client: Client, uri: str, found: list[Json], only: list[str] | None = None) -> list[Json]:
    """The actions on these diagnostics."""
    context = {"diagnostics": found, **({"only": only} if only else {})}
    place = {"textDocument": {"uri": uri}, "range": found[0]["range"], "context": context}
    answer: list[Json] = client.request("textDocument/codeAction", place)
    return answer


def applied(text: str, action: Json) -> str:
    """The text after the action's edit."""
    (document,) = action["edit"]["documentChanges"]
    made = Text(text)
    for each in sorted(document["edits"], key=lambda each: tuple(each["range"]["start"].values()), reverse=True):
        start, end = (made.offset(types.Position(**each["range"][side])) for side in ("start", "end"))
        text = text[:start] + each["newText"] + text[end:]
    return text


PAGES = {
    "paragraph": ("html", f"<h1>Tea</h1>\n  <p>The market may pass {SLOT} soon.</p>\n"),
    "long paragraph": ("html", f"<p>The market\nis large and\nmay pass {SLOT} soon.</p>\n<p>And {SLOT} more.</p>"),
    "list": ("html", f"<ul>\n<li>One of ten</li>\n<li>It may pass {SLOT}</li>\n<li>Last</li></ul>"),
    "table on one line": ("html", f"<table><tr><td>Size</td><td>It may pass {SLOT}</td></tr></table>"),
    "one line": ("html", f"<p>Tea.</p><p>It may pass {SLOT} soon.</p><p>It did pass {SLOT}.</p>"),
    "carriage returns": ("html", f"<p>Tea.</p>\r\n<p>😀 It may pass {SLOT} soon.</p>\r\n"),
    "Markdown paragraph": ("markdown", f"# Tea\n\nIt is large.\nIt may pass {SLOT} soon.\n\nIt did pass {SLOT}.\n"),
    "Markdown heading": ("markdown", f"Tea.\n\n## It may pass {SLOT}\n\nMore.\n"),
    "Markdown list": ("markdown", f"Facts:\n\n- one\n- it may pass {SLOT}\n  - inner\n- last\n"),
    "Markdown numbers": ("markdown", f"1. one\n2. it may pass {SLOT}\n3. last\n"),
    "Markdown table": ("markdown", f"| a | b |\n|---|---|\n| one | it may pass {SLOT} |\n| two | three |\n"),
    "Markdown quote": ("markdown", f"> It is large.\n> It may pass {SLOT} soon.\n"),
    "MDX": ("mdx", f"# Tea\n\nIt may pass {SLOT} soon.\n\n- one\n- it did pass {SLOT}\n"),
    "description": ("html", f'<head>\n<meta name="description" content="It may pass {SLOT}">\n</head><p>Tea.</p>'),
}


@pytest.mark.parametrize("name", PAGES)
def test_the_comment_suppresses_this_finding_and_no_other(client: Client, folder: Path, name: str) -> None:
    language, text = PAGES[name]
    uri = (folder / f"suppress-{name.replace(' ', '-')}.{language}").as_uri()
    client.open(uri, text, language)
    found = client.diagnostics(uri)
    mine, others = found[0], [each["data"] for each in found[1:]]
    suppress, explain = actions(client, uri, [mine])
    assert suppress["title"] == f"Suppress {RULE} here, with a reason"
    assert explain["title"] == f"Explain {RULE}"
    after = applied(text, suppress)
    assert f"reason: {REASON}" in after
    assert ("\r\n" in after) == ("\r\n" in text)
    client.change(uri, 2, {"text": after})
    assert [each["data"] for each in client.diagnostics(uri, 2)] == others


USELESS = "<!-- auditor: ignore vague-citation; reason: 😀 known -->"
UNUSED = {
    "HTML": ("html", f"<p>😀 Tea.</p>\n  {USELESS}\n<p>Soup.</p>\n", "<p>😀 Tea.</p>\n<p>Soup.</p>\n"),
    "behind text": ("html", f"<p>😀 Tea. {USELESS}</p>\n", "<p>😀 Tea. </p>\n"),
    "carriage returns": ("markdown", f"😀 Tea\r\n\r\n{USELESS}\r\n\r\nSoup\r\n", "😀 Tea\r\n\r\nSoup\r\n"),
    "mark": ("html", f"\ufeff<p>Tea.</p>\n{USELESS}\n", "\ufeff<p>Tea.</p>\n"),
}


@pytest.mark.parametrize("name", UNUSED)
def test_a_useless_suppression_is_taken_out(client: Client, folder: Path, name: str) -> None:
    language, text, after = UNUSED[name]
    uri = (folder / f"remove-{name.replace(' ', '-')}.{language}").as_uri()
    client.open(uri, text, language)
    (found,) = client.diagnostics(uri)
    remove, explain = actions(client, uri, [found])
    assert (remove["title"], explain["title"]) == ("Remove this suppression", "Explain unused-suppression")
    assert remove["edit"]["documentChanges"][0]["textDocument"]["version"] == 1
    assert applied(text, remove) == after
    client.change(uri, 2, {"text": after})
    assert client.diagnostics(uri, 2) == []


def test_an_edit_for_an_older_version_is_not_offered(client: Client, folder: Path) -> None:
    uri = (folder / "older.html").as_uri()
    client.open(uri, f"<p>Tea.</p>\n{USELESS}\n", "html")
    found = client.diagnostics(uri)
    client.change(uri, 2, {"text": f"<p>Much more tea.</p>\n{USELESS}\n"})
    assert [each["title"] for each in actions(client, uri, found)] == ["Explain unused-suppression"]


def test_the_words_for_the_reason_are_selected(client: Client, folder: Path) -> None:
    uri = (folder / "reason.html").as_uri()
    text = f"<p>Tea 😀.</p>\n<p>It may pass {SLOT} soon.</p>\n"
    client.open(uri, text, "html")
    suppress = actions(client, uri, client.diagnostics(uri))[0]
    after = Text(applied(text, suppress))
    number = client.ask("workspace/executeCommand", {key: suppress["command"][key] for key in ("command", "arguments")})
    shown = client.said("window/showDocument")
    selection = shown["params"]["selection"]
    start, end = (after.offset(types.Position(**selection[side])) for side in ("start", "end"))
    assert after.content[start:end] == REASON
    assert shown["params"]["uri"] == uri
    client.reply(shown, {"success": True})
    assert client.answer(number) is None


def test_in_plain_text_nothing_can_be_suppressed(client: Client, uri: str) -> None:
    client.open(uri, f"It may pass {SLOT} soon.")
    (explain,) = actions(client, uri, client.diagnostics(uri))
    assert explain["title"] == f"Explain {RULE}"


def test_a_client_without_document_changes_gets_plain_ones(bare_client: Client, folder: Path) -> None:
    uri = (folder / "plain.html").as_uri()
    bare_client.open(uri, f"<p>It may pass {SLOT} soon.</p>", "html")
    suppress = actions(bare_client, uri, bare_client.diagnostics(uri))[0]
    assert list(suppress["edit"]["changes"]) == [uri]
    assert "command" not in suppress


def test_the_explanation_is_shown_where_no_address_is_known(client: Client, uri: str) -> None:
    client.open(uri, f"It may pass {SLOT} soon.")
    (explain,) = actions(client, uri, client.diagnostics(uri))
    command = {key: explain["command"][key] for key in ("command", "arguments")}
    assert client.request("workspace/executeCommand", command) is None
    shown = client.said("window/showMessage")["params"]["message"]
    for words in (RULE, "Why: ", "Remedy: "):
        assert words in shown


def test_a_known_address_is_opened(raw_client: Client, folder: Path, uri: str) -> None:
    raw_client.initialize(folder, options={"documentation": "https://wiki.example/rules#{rule}"})
    address = f"https://wiki.example/rules#{RULE}"
    raw_client.open(uri, f"It may pass {SLOT} soon.")
    (told,) = raw_client.diagnostics(uri)
    assert told["codeDescription"] == {"href": address}
    for opens in (True, False):
        number = raw_client.ask("workspace/executeCommand", {"command": "auditor.explain", "arguments": [RULE]})
        shown = raw_client.said("window/showDocument")
        assert (shown["params"]["uri"], shown["params"]["external"]) == (address, True)
        raw_client.reply(shown, {"success": opens})
        raw_client.answer(number)
        messages = raw_client.pending("window/showMessage", 0.3)
        assert [address in each["params"]["message"] for each in messages] == ([] if opens else [True])


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (None, Preferences()),
        ("nonsense", Preferences()),
        ({"documentation": "javascript:1", "delay": "soon", "packs": 1, "other": [1]}, Preferences()),
        ({"documentation": 7, "delay": -1}, Preferences()),
        ({"delay": True}, Preferences()),
        ({"delay": 0, "packs": True}, Preferences(delay=0, packs=True)),
        ({"documentation": "http://wiki/{rule}"}, Preferences(documentation="http://wiki/{rule}")),
    ],
)
def test_what_is_wrong_with_the_options_leaves_the_defaults(given: object, expected: Preferences) -> None:
    assert read_preferences(given) == expected


def test_options_that_are_misspelt_are_logged(caplog: pytest.LogCaptureFixture) -> None:
    read_preferences({"dely": 3, "packs": "yes"})
    assert [each.getMessage() for each in caplog.records] == [
        "packs must be true or false, not 'yes'",
        "there is no option 'dely'; there are delay, documentation, packs",
    ]


def test_diagnostics_of_others_are_left_alone(client: Client, uri: str) -> None:
    client.open(uri, f"It may pass {SLOT} soon.")
    (mine,) = client.diagnostics(uri)
    assert actions(client, uri, [{**mine, "source": "speller"}]) == []
    assert actions(client, uri, [mine], only=["refactor"]) == []
    assert len(actions(client, uri, [mine], only=["quickfix"])) == 1


def test_which_kinds_are_offered() -> None:
    kind = types.CodeActionKind
    assert [wanted(each) for each in (None, [], [kind.QuickFix], ["quickfix"], [kind.Refactor], [""])] == [
        True, False, True, True, False, True,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        f'<script type="application/ld+json">\n{{"@type": "Article",\n"description": "Past {SLOT}"}}\n</script><p>Tea',
        f'<head><meta\nname="description"\ncontent="Past {SLOT}"\n></head><p>Tea',
        f"<p>Tea</p><img src='a.png'\nalt='Past {SLOT}'\n>",
    ],
)
def test_no_comment_stands_where_markup_has_none(text: str) -> None:
    draft = Draft("", 0, Text(text), "text/html")
    made = suppression(draft, "a.html", RULE, text.index(SLOT))
    assert made is None or text[: made.pieces[0][0]].count("<") == text[: made.pieces[0][0]].count(">")


def test_the_finding_of_no_block_cannot_be_suppressed() -> None:
    assert suppression(Draft("", 0, Text("<p>Tea.</p>   "), "text/html"), "a.html", RULE, 13) is None
    assert suppression(Draft("", 0, Text(""), "text/html"), "a.html", RULE, 0) is None
