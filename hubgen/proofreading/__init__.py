"""Proofreading: what a page's text says against its fields, and what is better said otherwise.

A reading (`readings`) looks at one page and yields problems; `judging` puts the check's name on
each, weighs it as the site does, and leaves out what the page silences. A new check is a line in
`checklist`, a sentence for each of its messages, and a reading, or a function in `checks` where it
needs the present or other pages.
"""
