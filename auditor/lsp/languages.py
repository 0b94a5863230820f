"""Which documents are pages: by their name, then by what the editor calls their language.

A name that tells goes first: eglot 1.9 gives every document of a server the language of the one that was opened first.
"""

from auditor.model import RawPage
from auditor.parse import media
from auditor.parse.media import HTML, MARKDOWN, TEXT

_LANGUAGES = {
    "html": HTML,
    "mhtml": HTML,
    "web": HTML,
    "xhtml": HTML,
    "django-html": HTML,
    "htmldjango": HTML,
    "jinja": HTML,
    "jinja-html": HTML,
    "liquid": HTML,
    "handlebars": HTML,
    "html.handlebars": HTML,
    "nunjucks": HTML,
    "njk": HTML,
    "twig": HTML,
    "erb": HTML,
    "eruby": HTML,
    "markdown": MARKDOWN,
    "gfm": MARKDOWN,
    "mdx": MARKDOWN,
    "markdown.mdx": MARKDOWN,
    "quarto": MARKDOWN,
    "rmd": MARKDOWN,
}
"""Language ids of VS Code, Neovim, Helix and Emacs."""
_PLAIN = frozenset(("plaintext", "text", "txt"))
"""What editors call a document whose language they do not know; its name may tell more."""
_TEXTS = (".txt", ".text")


def media_type(language: str, uri: str) -> str:
    """The media type of a document; "" for one that is no page, such as a program."""
    language = language.lower()
    by_name = media.media_type(RawPage(uri, b""))
    named = _LANGUAGES.get(language, TEXT) if by_name == TEXT else by_name
    is_text = language in _PLAIN or uri.lower().endswith(_TEXTS)
    return named if named != TEXT or is_text else ""


def is_mdx(language: str, uri: str) -> bool:
    """Whether comments are written in braces."""
    return language.lower().endswith("mdx") or uri.lower().endswith(".mdx")
