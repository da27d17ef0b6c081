"""Parts: what their annotations say, what their instances hold, and that Pydantic takes them for types like others."""

import os
import subprocess
import sys
from typing import Annotated, Any

import pytest
from pydantic import TypeAdapter, ValidationError

from kvtool.model import KINDS, kind
from kvtool.model.part import Part
from kvtool.model.schema import validator
from kvtool.model.values import BadValueError, Called, Line, Listed, Many


class Dish(Part):
    """A dish."""

    name: Line
    from_: Annotated[Line | None, Called("from")] = None
    with_: Annotated[list[Line], Listed(2), Called("with")]


class Menu(Dish):
    """Dishes, of which the first is named."""

    from_: Annotated[Line, Called("from")]
    dishes: Many[Dish]

    def check(self) -> None:
        super().check()
        if any(dish.name == self.name for dish in self.dishes):
            raise BadValueError("KV102", "a dish is no menu")


def test_a_part_reads_its_fields_off_its_annotations_and_those_of_its_bases() -> None:
    assert [
        ("name", "name", True),
        ("from", "from_", True),
        ("with", "with_", False),
        ("dishes", "dishes", False),
    ] == [(field.name, field.attribute, field.required) for field in Menu.fields.values()]
    assert [("name", True), ("from", False), ("with", False)] == [
        (field.name, field.required) for field in Dish.fields.values()
    ]


def test_an_instance_holds_what_is_given_and_has_defaults_for_the_rest() -> None:
    menu: Menu = validator(Menu).validate_python({"name": "Lunch", "from": "11", "dishes": [{"name": "Soup"}]})
    assert ("Lunch", "11", (), "Soup", None) == (
        menu.name,
        menu.from_,
        menu.with_,
        menu.dishes[0].name,
        menu.dishes[0].from_,
    )
    assert ["name", "from_", "dishes"] == list(vars(menu))
    assert "Menu(name='Lunch', from_='11', dishes=[Dish(name='Soup')])" == repr(menu)


def test_a_part_does_not_change() -> None:
    dish: Dish = validator(Dish).validate_python({"name": "Soup"})
    with pytest.raises(AttributeError, match=r"^Dish\.name does not change$"):
        dish.name = "Stew"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"name": "A", "from_": "11", "from": "1"}, [(("from_",), "extra_forbidden")]),
        ({"name": "A"}, [(("from",), "missing")]),
        ({"name": "A", "from": "1", "with": ["a", "b", "c"]}, [(("with",), "too_long")]),
        ({"name": "A", "from": "1", "dishes": [{"name": ""}]}, [(("dishes", 0, "name"), "string_too_short")]),
        ({"name": "A", "from": "1", "dishes": [{"name": "A"}]}, [((), "value_error")]),
        ({"name": 1, "from": None}, [(("name",), "string_type"), (("from",), "string_type")]),
    ],
)  # fmt: skip
def test_pydantic_says_all_that_is_wrong_at_its_place(given: dict[str, object], said: list[object]) -> None:
    with pytest.raises(ValidationError) as raised:
        TypeAdapter(Menu).validate_python(given)
    assert said == [(problem["loc"], problem["type"]) for problem in raised.value.errors()]


@pytest.mark.parametrize("name", KINDS)
def test_pydantic_makes_a_json_schema_of_the_fields_of_a_kind(name: str) -> None:
    made: Any = TypeAdapter(kind(name)).core_schema
    while "fields" not in made:
        made = made["schema"]
    assert [field.name for field in kind(name).fields.values()] == [
        field["validation_alias"] for field in made["fields"].values()
    ]


def test_a_command_that_checks_records_needs_no_more_of_pydantic_than_its_core() -> None:
    code = "import sys; sys.argv = ['kvtool', 'lint']\nfrom kvtool.cli.app import run\nrun(['lint'])\n"
    done = subprocess.run(
        [sys.executable, "-c", f"{code}print(*sys.modules, file=sys.stderr)"],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "KVTOOL_ROOT": os.getcwd()},
    )
    loaded = set(done.stderr.split())
    core = ("pydantic_core", "pydantic_core.core_schema", "pydantic")
    assert [name in loaded for name in core] == [True, False, False]


@pytest.mark.parametrize("first", ["kvtool.model.core, pydantic", "pydantic, kvtool.model.core"])
def test_who_asks_for_the_types_of_pydantic_gets_them_all(first: str) -> None:
    code = f"""
import {first}
from pydantic_core import SchemaValidator, ValidationError, core_schema
class Dish(pydantic.BaseModel):
    pieces: int
print(Dish(pieces=2), SchemaValidator(core_schema.int_schema()).validate_python(3), core_schema.__file__ is not None)
print(kvtool.model.core.ValidationError is ValidationError is pydantic.ValidationError)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "pieces=2 3 True\nTrue\n"
