import json
import re
from dataclasses import fields

from auditor.export import write_jsonl
from auditor.model.scan import FindingRow, Record
from tests.export.examples import FINDINGS, NEW, UNCHECKED, WAIVED
from tests.samples import ROOT

DOC = (ROOT / "docs" / "export.md").read_text("utf-8")


def objects(*rows: FindingRow) -> list[dict[str, object]]:
    return [json.loads(line) for line in "".join(write_jsonl(rows)).splitlines()]


def test_a_finding_a_line() -> None:
    assert len(objects(*FINDINGS)) == len(FINDINGS)
    (found,) = objects(NEW)
    assert found["location"] == NEW.location
    assert (found["rule"], found["severity"], found["change"]) == ("unsourced-statistic", "error", "new")
    assert found["start"] == {"line": 12, "column": 5, "offset": 300}
    assert found["end"] == {"offset": 303}
    assert found["evidence"] == {
        "file": "evidence/0003/00001.warc.gz", "offset": 1_024, "length": 2_048, "digest": "d" * 64,
    }  # fmt: skip


def test_what_is_missing_is_null() -> None:
    assert objects(UNCHECKED)[0]["evidence"] is None
    assert objects(NEW)[0]["until"] is None
    assert objects(WAIVED)[0]["until"] == "2027-05-31"


def test_nothing_is_left_out() -> None:
    (found,) = objects(NEW)
    assert {each.name for each in fields(FindingRow)} - {"record", "line", "column"} <= {*found, "start", "end"}
    assert isinstance(found["evidence"], dict)
    assert set(found["evidence"]) == {each.name for each in fields(Record)}


def paths(value: object, path: str = "") -> list[str]:
    """The names of all fields as the document has them."""
    if not isinstance(value, dict):
        return [path]
    inner = [each for name, part in value.items() for each in paths(part, f"{path}.{name}".strip("."))]
    return [*([path] if path else []), *inner]


def test_every_field_is_documented() -> None:
    table = DOC.partition("## JSONL")[2].partition("\n## ")[0]
    assert set(paths(objects(NEW)[0])) == set(re.findall(r"^\| `([\w.]+)` \|", table, re.MULTILINE))


def test_names_are_those_of_the_json_report() -> None:
    report = (ROOT / "docs" / "json-report.md").read_text("utf-8")
    place = {"start.line", "start.column", "start.offset", "end.offset", "section"}
    shared = {"rule", "subtype", "severity", "confidence", "message", "fix", "quote", "context", *place}
    shared |= {"fingerprint", "claim_fingerprint"}
    assert [name for name in shared if f"`pages[].findings[].{name}`" not in report] == []
    assert shared <= set(paths(objects(NEW)[0]))
