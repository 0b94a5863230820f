"""Which documents are pages: by what the editor calls their language, then by their name."""

from auditor.fetch import media

HTML, MARKDOWN, PLAIN = "text/html", "text/markdown", "text/plain"

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


def media_type(language: str, name: str) -> str:
    """The media type of a document; "" for one that is no page, such as a program."""
    known = _LANGUAGES.get(language.lower()) or media.media_type(name)
    return known or (PLAIN if language.lower() in _PLAIN else "")


def is_mdx(language: str, name: str) -> bool:
    """Whether comments are written in braces."""
    return language.lower().endswith("mdx") or name.lower().endswith(".mdx")
