"""Records as a table of typed columns, which other libraries take without a copy."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NamedTuple

from . import _core

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow


class Column(NamedTuple):
    """A column: its name, its type ("text", "day", "list of text", ...) and where its value stands in the record."""

    name: str
    type: str
    path: str


class Table:
    """Rows of one kind of record.

    Speaks the Arrow PyCapsule protocol (``__arrow_c_stream__``): ``pyarrow.table(t)``, ``polars.DataFrame(t)``,
    ``pandas.DataFrame.from_arrow(t)`` and whatever else takes Arrow read it as it lies in memory. May be read any number of times.
    """

    def __init__(self, core: _core.Table) -> None:
        self._core = core

    @property
    def kind(self) -> str:
        """The kind of record: "event", "statement", ..."""
        return self._core.kind

    @property
    def columns(self) -> list[Column]:
        """The columns in order."""
        return [Column(*column) for column in self._core.describe()]

    def __len__(self) -> int:
        return self._core.rows

    def __repr__(self) -> str:
        return f'<Table of {self.kind} records: {len(self)} rows, {len(self.columns)} columns>'

    def __arrow_c_stream__(self, requested_schema: object = None) -> Any:
        return self._core.arrow_stream()

    def __arrow_c_schema__(self) -> Any:
        return self._core.arrow_schema()

    def to_arrow(self) -> pyarrow.Table:
        """As a ``pyarrow.Table``, without a copy. Needs pyarrow."""
        import pyarrow

        return pyarrow.table(self)

    def to_pandas(self) -> pandas.DataFrame:
        """As a ``pandas.DataFrame``; days become ``datetime64``, lists object columns. Needs pandas and pyarrow."""
        return self.to_arrow().to_pandas(date_as_object=False)

    def to_polars(self) -> polars.DataFrame:
        """As a ``polars.DataFrame``, without a copy. Needs polars."""
        import polars

        return polars.DataFrame(self)

    def to_pylist(self) -> list[dict[str, Any]]:
        """As a list of dicts, one a row. Needs pyarrow."""
        return self.to_arrow().to_pylist()

    def to_parquet(self, path: str | os.PathLike[str], **options: Any) -> None:
        """Writes one Parquet file, batch by batch; ``options`` go to ``pyarrow.parquet.ParquetWriter``. Needs pyarrow."""
        import pyarrow
        import pyarrow.parquet

        reader = pyarrow.RecordBatchReader.from_stream(self)
        with pyarrow.parquet.ParquetWriter(os.fspath(path), reader.schema, **options) as writer:
            for batch in reader:
                writer.write_batch(batch)


def table_of(kind: str, jsonl: str | bytes) -> Table:
    """The records of one kind among lines that ``demarche code`` wrote, as a table. Lines of other kinds are passed over.

    ``kind``: "event", "statement", "article", "link", "office", "date", "reject", "relation" (a row a period) or "record" (every line).
    Raises UsageError for another.
    """
    return Table(_core.table_of(kind, jsonl.decode('utf-8') if isinstance(jsonl, bytes) else jsonl))
