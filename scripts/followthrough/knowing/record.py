"""What is known and does not change: a record is what a frozen dataclass would be, made and filled in far less time."""

from msgspec import Struct, field, to_builtins
from msgspec.structs import astuple, replace

__all__ = ["Record", "astuple", "field", "replace", "to_builtins"]

Record = Struct
"""The base of each: ``class Lead(Record, frozen=True)``; ``dict=True`` where something is worked out once and kept."""
