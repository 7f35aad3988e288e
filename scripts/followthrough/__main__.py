"""``python -m followthrough``: the one command."""

import sys

from follow_through import main

sys.exit(main())
