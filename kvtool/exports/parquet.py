"""The tables as a folder of Parquet files, described by `datapackage.json`; needs the extra `parquet`.

Text is a string, a whole number an integer of 64 bits, an amount a decimal with four decimals. Each file bears the day,
the commit and the audience in its metadata under `kvtool`.
"""

import json
from decimal import Decimal
from functools import partial
from io import BytesIO
from typing import Any, Final

from kvtool.errors import KvtoolError
from kvtool.export import Asked, packed
from kvtool.queries.keys import Filled

DIGITS: Final = (19, 4)
"""How many digits an amount has at most, and how many of them are decimals."""


def files(asked: Asked) -> dict[str, bytes]:
    """The files of the folder; raises KvtoolError where the extra is not installed."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise KvtoolError("the export parquet needs pyarrow", remedy="'pip install kvtool[parquet]'") from None
    about = {"kvtool": json.dumps(asked.about, ensure_ascii=False)}
    return packed(asked, "parquet", "application/vnd.apache.parquet", partial(_written, pyarrow, about))


def _written(arrow: Any, about: dict[str, str], table: Filled) -> bytes:
    types = {"TEXT": arrow.string(), "INTEGER": arrow.int64(), "NUMERIC": arrow.decimal128(*DIGITS)}
    schema = arrow.schema([(one.name, types[one.type]) for one in table.sheet.columns], metadata=about)
    amounts = [one.name for one in table.sheet.columns if one.type == "NUMERIC"]
    rows = [{**row, **{name: Decimal(row[name]) for name in amounts if name in row}} for row in table.rows]
    file = BytesIO()
    arrow.parquet.write_table(arrow.Table.from_pylist(rows, schema=schema), file)
    return file.getvalue()
