"""Pages of all sorts for the prefilter, drawn by hypothesis, and the texts they are made of."""

import html
import random
from collections.abc import Callable

from hypothesis import strategies as st

from auditor.check import rules
from auditor.extract.dosages.units import form_words, unit_words
from auditor.extract.quantities.surroundings import counted
from tests.quality.labels import read_all

EXAMPLES = tuple(
    dict.fromkeys(
        text
        for rule in rules()
        for text in (*(each.text for each in rule.flags), *(each.text for each in rule.silent_examples))
    )
)
LABELLED = tuple(dict.fromkeys(datum.text for datum in read_all()))
WORDS = (
    *sorted(form_words() | unit_words()),
    *sorted(counted()),
    *(
        "five",
        "half",
        "twice",
        "doubled",
        "12",
        "5%",
        "$3 million",
        "2,000 people",
        "XX",
        "[AMOUNT]",
        "{{ price }}",
        "??",
    ),
    *("studies show", "Roe et al. (2016)", "daily", "20 mg", "p = 0.02", "TBD%", "NaN kg", "1 in 5"),
)
TAGS = (
    "<b>{}</b>", "<i>{}</i>", "<span>{}</span>", "<a href='/x?a=1&b=2'>{}</a>", "<sup>{}</sup>",
    "<em class='x>y'>{}</em>",
    "<span class='d-flex'>{}</span>", "<span style='display:none'>{}</span>", "<span class=sr-only>{}</span>",
    "<a class='btn'>{}</a>", "<p>{}</p>", "<div hidden>{}</div>", "<li>{}", "<td>{}</td>",
    "<table><tr><th>{}</th></tr></table>",
    "<h1>{}</h1>", "<h2>{}</h2>", "<br>{}", "{}<br/><br>", "<hr>{}", "<q>{}</q>", "<!-- x -->{}",
    "{}<!-- a > b -->",
    "<script>var a = '<b>';</script>{}", "<style>p {{ }}</style>{}", "<noscript>{}</noscript>",
    "<svg><title>{}</title></svg>",
    "<svg><path d='M0'/></svg>{}", "<template><p>{}</p></template>", "<textarea>{}</textarea>", "<title>{}</title>",
    "<img alt=\"{}\">", "<img class=emoji alt='{}'>", "<meta name=description content=\"{}\">",
    "<input value='{}'>",
    "<input placeholder='{}' type=text>", "<select><option>{}</option></select>", "<button>{}</button>", "<wbr>{}",
    "<blockquote>{}</blockquote>", "<code>{}</code>", "<pre>{}</pre>", "<nav>{}</nav>", "<footer>{}</footer>",
    "<figure><figcaption>{}</figcaption></figure>", "<iframe>x</iframe>{}", "<object>{}</object>",
    "<ruby>{}<rp>(</rp></ruby>",
    "<math><mi>{}</mi></math>", "</p>{}", "</div>{}", "</b>{}", "<? php ?>{}", "</ x>{}", "<![CDATA[x]]>{}",
    "< {}", "{} <",
    '<script type="application/ld+json">{{"description": "{}"}}</script>', "<details><summary>{}</summary></details>",
)  # fmt: skip
GLUE = (
    "&shy;", "\u00ad", "\u200b", "<b></b>", "<!-- -->", "</span><span>", "<wbr>", "<span hidden>x</span>",
    "&nbsp;", "<i>", "</i>",
    "<span class='flex'>", "<svg></svg>", "<img alt='5%'>", "<br>", "&#8203;", "&zwnj;", "<p>", "<sub>2</sub>",
    "\x00", "&#0;",
)  # fmt: skip
ENCODINGS = ("utf-8", "utf-16", "latin-1", "cp1252", "utf-8-sig")


def _entities(text: str, dice: random.Random) -> str:
    return "".join(f"&#{ord(each)};" if dice.random() < 0.2 else each for each in text)


def _glued(text: str, dice: random.Random) -> str:
    at = dice.randrange(len(text) + 1)
    return text[:at] + dice.choice(GLUE) + text[at:]


def _nested(text: str, dice: random.Random) -> str:
    return dice.choice(TAGS).format(text)


def _odd_letters(text: str, _dice: random.Random) -> str:
    return text.replace("s", "\u017f").replace("k", "\u212a")


CHANGES: tuple[Callable[[str, random.Random], str], ...] = (
    _nested, _nested, _nested, _glued, _glued, _entities, _odd_letters,
    lambda text, _: text.upper(), lambda text, _: text.capitalize(),
    lambda text, _: html.escape(text), lambda text, _: text.replace(" ", "\n  "),
)  # fmt: skip


@st.composite
def sources(draw: st.DrawFn) -> str:
    """The source of a page in HTML: texts and words in mark-up of all sorts, right and wrong."""
    dice = random.Random(draw(st.integers(0, 2**32)))
    texts = draw(st.lists(st.one_of(*(st.sampled_from(each) for each in (EXAMPLES, LABELLED, WORDS))), max_size=4))
    parts = []
    for text in texts:
        for _ in range(dice.randrange(5)):
            text = dice.choice(CHANGES)(text, dice)
        parts.append(text)
    return dice.choice(("", " ", "\n", "<br>")).join(parts)
