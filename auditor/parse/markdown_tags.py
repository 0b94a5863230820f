"""Stretches of Markdown that are no text: tags, comments, and the marks of template languages."""

import re

_VALUE = r"""(?:"[^"]*"|'[^']*'|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}|[^\s"'=<>`{]+)"""
_ATTRIBUTE = rf"\s+(?:[A-Za-z_:@][\w.:@-]*(?:\s*=\s*{_VALUE})?|\{{[^{{}}]*\}})"
_TAG = re.compile(rf"</?>|</[A-Za-z][\w.:-]*\s*>|<[A-Za-z][\w.:-]*(?:{_ATTRIBUTE})*\s*/?>")
_LETTER = re.compile(r"[A-Za-z]")
_LONGEST_TAG = 20_000
_CLOSERS = (
    ("<!-->", ">"),
    ("<!--->", ">"),
    ("<!--", "-->"),
    ("<![CDATA[", "]]>"),
    ("<!", ">"),
    ("<?", "?>"),
)
_TEMPLATES = (("{{<", ">}}"), ("{{%", "%}}"), ("{%", "%}"), ("{/*", "*/}"))
"""Shortcodes, template tags and comments of Hugo, Jekyll and MDX. What they print is not in the source."""
_ATTRIBUTES = re.compile(r"\{:[^{}\n]*\}|\{[#.][A-Za-z][^{}\n]*\}[ \t]*$")
"""Attributes of the block in the manner of kramdown and Pandoc."""
_ADDRESS = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>\x00-\x1f]*)>")
_MAIL = re.compile(r"<([A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})*)>")


def tag_end(text: str, at: int) -> int | None:
    """The index behind the tag that begins at text[at]; None where none does. Values in braces may hold ">"."""
    tag = _TAG.match(text, at, at + _LONGEST_TAG)
    return tag.end() if tag else None


class Tags:
    """Finds where tags and comments of one text end."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._absent: dict[str, int] = {}

    def html_end(self, at: int) -> int | None:
        """The index behind the tag or comment that begins at text[at]; None where none does."""
        end = self._closed(at, _CLOSERS)
        if end is not None:
            return end
        return tag_end(self.text, at)

    def template_end(self, at: int) -> int | None:
        """The index behind the shortcode or template tag that begins at text[at]; None where none does."""
        attributes = _ATTRIBUTES.match(self.text, at)
        return attributes.end() if attributes else self._closed(at, _TEMPLATES)

    def address(self, at: int) -> re.Match[str] | None:
        """An address in pointed brackets at text[at], as group 1."""
        return _ADDRESS.match(self.text, at) or _MAIL.match(self.text, at, at + 400)

    def _closed(self, at: int, pairs: tuple[tuple[str, str], ...]) -> int | None:
        for opener, closer in pairs:
            if self.text.startswith(opener, at):
                if opener == "<!" and not _LETTER.match(self.text, at + 2):
                    return None
                overlap = 1 if opener.startswith("<!--") and closer == ">" else 0
                end = self._find(closer, at + len(opener) - overlap)
                return end + len(closer) if end >= 0 else None
        return None

    def _find(self, closer: str, at: int) -> int:
        """Where the closer stands next; what is known to be absent is not sought again."""
        if at >= self._absent.get(closer, len(self.text) + 1):
            return -1
        found = self.text.find(closer, at)
        if found < 0:
            self._absent[closer] = at
        return found
