from auditor.check.identity import fingerprints, page_key
from auditor.check.repeats import normalise

CLAIMS = [("a", "Half of users agree."), ("a", "Half of users agree."), ("b", "Half of users agree."), ("a", "Else.")]


def test_a_fingerprint_is_32_hexadecimal_digits_and_the_same_everywhere() -> None:
    ((first, claim),) = fingerprints([("unsourced-statistic", "Half of users agree.")], "site/page.html")
    assert first == "67f2f19783bcbe0fbc1e6eae13ec9480"
    assert claim == "1b16e93c3591ce3e9d447f8d33f66633"


def test_equal_claims_are_told_apart_by_their_ordinal() -> None:
    keys = [key for key, _ in fingerprints(CLAIMS, "p")]
    assert len(set(keys)) == len(CLAIMS)


def test_order_of_other_claims_does_not_matter() -> None:
    forwards = {claim: key for claim, (key, _) in zip(CLAIMS[2:], fingerprints(CLAIMS[2:], "p"), strict=True)}
    backwards = CLAIMS[:1:-1]
    assert {claim: key for claim, (key, _) in zip(backwards, fingerprints(backwards, "p"), strict=True)} == forwards


def test_the_page_is_in_the_fingerprint_but_not_in_that_of_the_claim() -> None:
    ((one, same), (other, also)) = (next(fingerprints(CLAIMS[:1], page)) for page in ("one.md", "two.md"))
    assert one != other
    assert same == also


def test_a_page_is_the_same_however_its_path_is_written() -> None:
    assert page_key(".\\site\\page.md") == page_key("./site/page.md") == page_key("site/page.md") == "site/page.md"


def test_spacing_case_and_punctuation_do_not_make_another_claim_but_a_word_does() -> None:
    said = normalise("Half  of users\n agree!")
    assert said == normalise("half of users agree")
    assert said != normalise("a half of users agree")
    assert normalise("5.0 mg") != normalise("50 mg")
    assert normalise("5%") != normalise("5")
