"""`python -m tests.lively DIR [SEED]`: writes the site folder of the lively hub."""

import sys
from pathlib import Path

from tests.hub import write_site
from tests.lively import NOW, files

folder = Path(sys.argv[1])
write_site(folder, files(int(sys.argv[2]) if len(sys.argv) > 2 else 1))
print(f"build.py build --site {folder} --now {NOW.isoformat()}")  # noqa: T201 - the command's answer
