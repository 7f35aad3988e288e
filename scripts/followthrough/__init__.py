"""Follow up on a job search from the worksheet somebody already keeps."""

import sys
from importlib.util import find_spec

__version__ = "0.3.0"

_NEEDED = ("filelock", "msgspec", "pandas", "platformdirs", "python_calamine", "rich")
_MISSING = [name for name in _NEEDED if find_spec(name) is None]
if _MISSING:
    # The first thing a newcomer meets who runs a script from the folder: a sentence, and no traceback.
    raise SystemExit(
        f"followthrough needs packages that are not installed here: {', '.join(_MISSING)}. "
        f"In its folder type: {sys.executable} -m pip install ."
    )
