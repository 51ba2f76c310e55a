"""hubgen turns a folder of Markdown into a hub of events, people and examples, with its feeds."""

__version__ = "0.1.0"
