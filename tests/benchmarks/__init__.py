"""What things cost; of it the tests run only a little, to see that it works.

- `compare`: a whole build beside Hugo's and Eleventy's, for the README.
- `stages`: where the time of a cold build goes.
- `bench_stages.py`: each stage by itself, with pytest-benchmark.
- `checking`: what a check takes.

`hugo/` and `eleventy/` are the sites of the others, whose pages `corpus` makes up. After a change
of `eleventy/package.json` its lock file is made as `tests/tools/README.md` says.
"""
