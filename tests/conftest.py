"""What holds for all tests: nothing is remembered from one to the next."""

import os

os.environ["KVTOOL_CACHE"] = ""
