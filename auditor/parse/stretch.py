"""A text under reading, taken out of the source piece by piece, and where each of its characters stands."""

import re
from bisect import bisect_right

from auditor.model import Run
from auditor.parse.blocks import TextBuilder

_LINE_END = re.compile(r"\r\n|\r|\n")


class Stretch:
    """Text cut out of the source without what belongs to its surroundings: quote marks, indentation, cell borders."""

    def __init__(self, source: str) -> None:
        self.source = source
        self._pieces: list[str] = []
        self._runs: list[Run] = []
        self._starts: list[int] = []
        self._length = 0
        self._text: str | None = ""

    @property
    def text(self) -> str:
        if self._text is None:
            self._text = "".join(self._pieces)
        return self._text

    def verbatim(self, start: int, end: int) -> None:
        """Adds source[start:end] as it stands."""
        if start < end:
            self.stand_in(self.source[start:end], start, end)

    def stand_in(self, text: str, start: int, end: int) -> None:
        """Adds characters that source[start:end] stands for as a whole."""
        self._starts.append(self._length)
        self._runs.append(Run(self._length, self._length + len(text), start, end))
        self._pieces.append(text)
        self._length += len(text)
        self._text = None

    def without(self, count: int) -> "Stretch":
        """The same without its first characters."""
        rest = Stretch(self.source)
        for run in self._runs:
            skipped = max(0, min(count - run.text_start, run.text_end - run.text_start))
            if skipped and not run.verbatim:
                continue
            text = self.text[run.text_start + skipped : run.text_end]
            if text:
                rest.stand_in(text, run.source_start + skipped, run.source_end)
        return rest

    def start(self, index: int) -> int:
        """The source offset at which the character at `index` begins."""
        if not self._runs:
            return 0
        run = self._run_at(index)
        return run.source_start + min(index, run.text_end) - run.text_start if run.verbatim else run.source_start

    def end(self, index: int) -> int:
        """The source offset at which the characters before `index` end."""
        if not self._runs or index <= 0:
            return self.start(0)
        run = self._run_at(index - 1)
        return run.source_start + index - run.text_start if run.verbatim else run.source_end

    def copy(self, start: int, end: int, builder: TextBuilder) -> None:
        """Adds text[start:end] to a block's text, each character with its place."""
        if start >= end:
            return
        for number in range(bisect_right(self._starts, start) - 1, len(self._runs)):
            run = self._runs[number]
            if run.text_start >= end:
                return
            first, last = max(start, run.text_start), min(end, run.text_end)
            if run.verbatim:
                offset = run.source_start - run.text_start
                builder.verbatim(self.source[first + offset : last + offset], first + offset)
            else:
                builder.stand_in(self._pieces[number], run.source_start, run.source_end)

    def _run_at(self, index: int) -> Run:
        return self._runs[max(bisect_right(self._starts, index) - 1, 0)]


class Lines:
    """The lines of a source, as Markdown counts them: ended by LF, CRLF or a lone CR; numbers from 0."""

    def __init__(self, source: str) -> None:
        self.source = source
        ends = [each.span() for each in _LINE_END.finditer(source)]
        self.starts = [0, *(end for _, end in ends)]
        self.ends = [*(start for start, _ in ends), len(source)]

    def __len__(self) -> int:
        return len(self.starts)

    def __getitem__(self, number: int) -> str:
        """A line without its end."""
        return self.source[self.starts[number] : self.ends[number]]
