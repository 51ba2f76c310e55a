"""Sequences: whatever is done to a hub between builds, each gives what a build from nothing gives.

A state machine adds, changes, renames and deletes pages of every kind, with their images and files,
in folders of their own or not, layouts, static files and settings, moves the clock both ways, harms
what was published and what is remembered, and kills builds half-way. In between it builds, and
compares with a build without a cache to an empty folder: the same tree, or the same problems and
nothing published.

By default it takes some two minutes. To look further, with other sequences each time:

    HYPOTHESIS_PROFILE=long python -m pytest -rP tests/sequences

`SEQUENCES` sets how many sequences that is (400), and `SEQUENCE_STEPS` how long each one is (40).
"""
