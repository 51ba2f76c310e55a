"""Python-Markdown's inline patterns, each looked for only in text that can have it.

The tree is the same: a pattern whose own characters are nowhere in a text matches nothing there.
To find that out by its regular expression was half of the work of reading a text's lines.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from xml.etree.ElementTree import Element

from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

NEEDED: Mapping[str, Sequence[str]] = MappingProxyType(
    {
        "backtick": ("`",),
        "escape": ("\\",),
        "footnote": ("[^",),
        "reference": ("[",),
        "link": ("[",),
        "image_link": ("![",),
        "image_reference": ("![",),
        "short_reference": ("[",),
        "short_image_ref": ("![",),
        "autolink": ("://",),
        "automail": ("@",),
        "linebreak": ("  \n",),
        "html": ("<",),
        "entity": ("&",),
        "em_strong": ("*", "_"),
        "delimiter": ("~", "^", "="),
    }
)
"""What a text must have, one of these, for the pattern of that name to match anything in it."""
_ALWAYS = ("",)


class QuickInlineProcessor(InlineProcessor):
    """Applies the patterns as Python-Markdown does, but for those that cannot match."""

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """Apply the patterns to a tree."""
        registry = self.inlinePatterns
        needed = {id(registry[name]): some for name, some in NEEDED.items() if name in registry}
        self._order = [(pattern, needed.get(id(pattern), _ALWAYS)) for pattern in registry]
        return super().run(tree, ancestors)

    # The name that Python gives to what is private to the class that this one stands for.
    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        """Return a text with its elements replaced by what stands for them."""
        if isinstance(data, AtomicString):
            return data
        for index in range(patternIndex, len(self._order)):
            pattern, needed = self._order[index]
            for one in needed:
                if one in data:
                    break
            else:
                continue
            start, matched = 0, True
            while matched:
                data, matched, start = self._InlineProcessor__applyPattern(  # type: ignore[attr-defined] # as above
                    pattern, data, index, start
                )
        return data
