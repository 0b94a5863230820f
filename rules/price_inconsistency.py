"""A price that cannot be read, or two prices of the page that cannot both hold.

Flags    a dollar or pound amount with one or two digits behind its last comma; two prices for the same unit or pack of
         one product; a price for one unit that, times the number in a pack or a day's use, is more than three times
         off the price of the pack or month
Why      a buyer cannot tell what is to be paid, and the price that is shown may not be the one that is charged
Remedy   write the amount in full, and show one price for one offer; or say what each is for (strength, pack, plan)
Limits   sizes and plans listed side by side, "from" beside an exact price, other terms (subscription, insurance, first
         month), former prices, savings, fees, other sellers and pages that compare prices pass, and so does what is
         unclear; pages are compared with one another by a scan only
See      FTC Act s. 5; 16 CFR Part 233~; CAP Code section 3~; docs/definitions.md
"""

from collections.abc import Iterator

from auditor.check import Flagged, NoOptions, Passed, Rule
from auditor.check.prices import Conflict, Subtype, amount_of, conflicts
from auditor.model import Document, Finding, Related, Severity
from auditor.model.price import Price

_BUTTON = "# Zelvane patch\n\n$40 a month\n\n## Ready?\n\nGet started - $65/month\n"
_TABLETS = "# Zelvane 20 mg tablets\n\n30 tablets: $45\n\n## Delivery\n\nZelvane, 30 tablets, for $54.\n"
_HEAD = """<title>Zelvane drops</title><meta name="description" content="Zelvane drops from $30 a month.">
<h1>Zelvane drops</h1><p>from $48 a month</p>"""
_DAILY = "# Zelvane\n\nTake one Zelvane tablet a day.\n\n$2 a tablet\n\n$400 a month\n"
_FOUR_A_DAY = "# Zelvane\n\nTake 4 tablets of Zelvane a day.\n\n$1 a tablet\n\nA 30-day supply: $125\n"
_PLANS = "# Zelvane gel\n\n- $60 a month\n- Yearly: $45 a month\n\n## Questions\n\nThe first month costs $20 a month.\n"
_STRENGTHS = "# Zelvane\n\n- Zelvane 10 mg, 30 tablets: $20\n\n## Zelvane 40 mg\n\n30 tablets: $40\n"
_SELLERS = "# Zelvane compared\n\n## Shop A\n\nZelvane, 30 tablets: $45\n\n## Shop B\n\nZelvane, 30 tablets: $90\n"
_FORMER = "# Zelvane\n\n$99 $59/month\n\n## Offer\n\nOrder now - $59/month\n"
_FEES = "# Zelvane\n\nGet started - $59/month\n\n## Delivery\n\nSave $20/month. Delivery is $9/month.\n"
_COVERED = "# Zelvane\n\n$2 a tablet without insurance\n\nWith insurance, 30 tablets: $10\n"
_FRENCH = '<html lang="fr"><h1>Zelvane</h1><p>Le flacon : $1,5</p></html>'
_MARKDOWN = "text/markdown"

rule = Rule(
    __name__,
    reads=("prices",),
    severity=Severity.WARNING,
    standards=("FTC Act s. 5", "16 CFR 233~", "CAP Code section 3~", "HealthNewsReview 1"),
    help="https://www.ecfr.gov/current/title-16/part-233",  # eCFR: 16 CFR 233, guides against deceptive pricing
    flags=(
        Flagged("Only $2,5 per capsule.", "$2,5 per capsule", Severity.WARNING),
        Flagged("Zelvane patches\n\n£3,2 a patch\n\nBuy now", "£3,2 a patch", Severity.ERROR),
        Flagged("A jar costs $1,250,5 here.", "$1,250,5"),
        Flagged("# Zelvane\n\n$1.20 a pill\n\nA 30-day supply of Zelvane costs $300.\n", "$300", None, _MARKDOWN),
        Flagged("# Zelvane\n\n$0.50 per tablet\n\nZelvane, 60 tablets: $240\n", "$240", None, _MARKDOWN),
        Flagged("# Zelvane\n\nZelvane, 100 capsules: $20\n\n$4 per capsule\n", "$4 per capsule", None, _MARKDOWN),
        Flagged(_DAILY, "$400 a month", None, _MARKDOWN),
        Flagged(_BUTTON, "$65/month", Severity.WARNING, _MARKDOWN),
        Flagged(_TABLETS, "$54", None, _MARKDOWN),
        Flagged(_HEAD, "from $48 a month", None, "text/html"),
    ),
    passes=(
        "1,20 EUR per pill.",
        "30 tablets for $36, 90 tablets for $95.",
        "It costs $1,200 or $1,250.50 a year.",
        Passed(_FRENCH, "text/html"),
        Passed("# Zelvane\n\n$1.20 a pill\n\n30 pills: $36\n\n90 pills: $95\n", _MARKDOWN),
        Passed("# Zelvane\n\n$4 a pill\n\n$20 a month\n", _MARKDOWN),
        *(Passed(each, _MARKDOWN) for each in (_FOUR_A_DAY, _PLANS, _STRENGTHS, _SELLERS, _FORMER, _FEES, _COVERED)),
    ),
)  # fmt: skip

_FIX = "Show one price for one offer, or say what each is for: strength, pack, plan, period."
_FIX_MALFORMED = "Write the amount in full: two digits behind a point, or three behind each comma."


@rule.check
def check(document: Document, _options: NoOptions) -> Iterator[Finding]:
    for price in document.prices:
        if price.malformed:
            yield _malformed(price, document)
    for found in conflicts(document):
        yield rule.finding(
            found.later.span,
            _message(found, document),
            fix=_FIX,
            related=(Related(found.earlier.span, f"the other price (= {amount_of(found.earlier)})"),),
            subtype=found.subtype,
        )


def _malformed(price: Price, document: Document) -> Finding:
    severity = Severity.ERROR if price.buyable else Severity.WARNING
    message = f'"{document.text(price.span)}" cannot be read for certain: a digit is missing, or the comma is a point.'
    return rule.finding(price.span, message, fix=_FIX_MALFORMED, severity=severity, subtype=Subtype.MALFORMED)


def _message(found: Conflict, document: Document) -> str:
    earlier, later = (
        f'ine {document.page.locate(each.span).start.line} says "{document.text(each.span)}" (= {amount_of(each)})'
        for each in (found.earlier, found.later)
    )
    shown = f" {found.reason}." if found.reason else ""
    return f"L{earlier}; l{later}; both for {found.later.product}.{shown}"
