"""What a browser tells the server about the widgets on its screen. Pure functions on Streamlit's own messages.

Learned from a recorded session of Chromium with Streamlit 1.67: each rerun carries the value of every widget that the last
run drew, whether it was touched or not; a button only when it was pressed. A value that the server set wins from what
the browser had; else what the browser had stays; else the default counts.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from streamlit.proto.Element_pb2 import Element
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates

Value = Any


@dataclass(frozen=True)
class Kind:
    """How one kind of widget tells its value: the field of its state, and where the element holds value and default."""

    field: str
    set_by_server: Callable[[Any], Value]
    default: Callable[[Any], Value]


def _one(box: Any) -> Value:
    return box.options[box.default] if box.HasField("default") else None


def _plain(box: Any) -> Value:
    return box.default if box.HasField("default") else None


KINDS = {
    "selectbox": Kind("string_value", lambda box: box.raw_value if box.HasField("raw_value") else None, _one),
    "radio": Kind("string_value", lambda box: box.raw_value if box.HasField("raw_value") else None, _one),
    "multiselect": Kind(
        "string_array_value",
        lambda box: list(box.raw_values),
        lambda box: [box.options[place] for place in box.default],
    ),
    "checkbox": Kind("bool_value", lambda box: box.value, lambda box: box.default),
    "text_input": Kind("string_value", lambda box: box.value, _plain),
    "text_area": Kind("string_value", lambda box: box.value, _plain),
    "date_input": Kind("string_array_value", lambda box: list(box.value), lambda box: list(box.default)),
}
"""The kinds that this app has and that hold a value before anybody touches them (sliders are sent when touched)."""


@dataclass
class Widget:
    """One widget on the screen of one visitor."""

    kind: str
    element: Any
    value: Value
    in_fragment: bool = False

    @property
    def key(self) -> str:
        """The key that the program gave it: what stands after the fingerprint in its id; empty when it has none."""
        return self.element.id.split("-", 2)[-1]


def widget(element: Element, before: Mapping[str, Widget], in_fragment: bool) -> Widget | None:
    """The widget in this element, with the value that the browser now holds for it; None when it is no widget."""
    name = element.WhichOneof("type")
    kind = KINDS.get(name)
    if kind is None:
        return None
    box = getattr(element, name)
    if box.set_value:
        value = kind.set_by_server(box)
    elif box.id in before:
        value = before[box.id].value
    else:
        value = kind.default(box)
    return Widget(name, box, value, in_fragment)


def states(widgets: Mapping[str, Widget]) -> WidgetStates:
    """The values of all widgets, as a browser sends them."""
    return WidgetStates(widgets=[_state(one.element.id, KINDS[one.kind].field, one.value) for one in widgets.values()])


def _state(identity: str, field: str, value: Value) -> WidgetState:
    state = WidgetState(id=identity)
    if value is None:
        pass  # a choice without a value is sent with its name only
    elif field == "string_array_value":
        state.string_array_value.data.extend(value)
    else:
        setattr(state, field, value)
    return state


def other_value(one: Widget, dice: random.Random) -> Value:
    """What a person clicks: another option, one option more or less, or the switch over."""
    if one.kind == "checkbox":
        return not one.value
    options: Sequence[str] = one.element.options
    if one.kind == "multiselect":
        picked = dice.choice(options)
        return [option for option in options if (option in one.value) != (option == picked)]
    return dice.choice([option for option in options if option != one.value] or [one.value])
