"""Inline HTML over one block of text: what its tags single out, and what its references stand for."""

from auditor.parse.blocks import Marks, TextBuilder


class Inline:
    """The text of one block under way, and the inline elements open in it.

    HTML blocks and the inline HTML of Markdown both go through here.
    """

    def __init__(self, source: str, builder: TextBuilder, marks: Marks) -> None:
        self.source, self.builder, self.marks = source, builder, marks

    def html(self, start: int, end: int) -> None:
        """Reads source[start:end] as HTML inside a sentence: text, references, comments and inline tags.

        An element may be opened by one call and closed by a later one.
        """
        raise NotImplementedError

    def finish(self) -> None:
        """Ends what is still open; the marks are then complete."""
        raise NotImplementedError
