import typing
import unittest

from bisheng import field_typing
from bisheng.field_typing import Any, Dict, FieldType, Float, Input, Integer, List, Output, Text, field_type_of


class FieldTypes(unittest.TestCase):
    def test_each_has_a_kind(self) -> None:
        kinds = {"string", "integer", "float", "number", "boolean", "list", "object", "any"}
        for name in field_typing.__all__:
            value = getattr(field_typing, name)
            if isinstance(value, type) and issubclass(value, FieldType):
                self.assertIn(value.kind, kinds, name)

    def test_pythons_own_types_mean_ours(self) -> None:
        for given, meant in (
            (str, Text),
            (int, Integer),
            (float, Float),
            (list, List),
            (typing.List[int], List),
            (typing.Dict[str, int], Dict),
            (typing.Any, Any),
            (None, Any),
            ("text", Text),
            ("MultilineText", field_typing.MultilineText),
        ):
            with self.subTest(given=given):
                self.assertIs(field_type_of(given), meant)

    def test_all_others_are_refused(self) -> None:
        for given in ("Txt", 5, bytes, FieldTypes):
            with self.subTest(given=given), self.assertRaisesRegex(TypeError, "no field type"):
                field_type_of(given)

    def test_they_may_stand_in_annotations(self) -> None:
        self.assertIs(List[str], List)
        self.assertIs(Dict[str, Any], Dict)


class Ports(unittest.TestCase):
    def test_an_input_as_the_guide_writes_it(self) -> None:
        one = Input(display_name="文本", name="text", field_type=Text, required=True, placeholder="…", info="i")
        self.assertEqual(
            (one.name, one.display_name, one.field_type, one.required, one.placeholder, one.info, one.has_value),
            ("text", "文本", Text, True, "…", "i", False),
        )

    def test_none_is_a_value(self) -> None:
        self.assertTrue(Input("a", value=None).has_value)
        self.assertFalse(Input("a").has_value)
        self.assertIsNone(Input("a").value)

    def test_names_are_identifiers(self) -> None:
        for name in ("", "a b", "1a", None):
            with self.subTest(name=name), self.assertRaisesRegex(TypeError, "identifier"):
                Input(name=typing.cast(str, name))
        self.assertEqual(Output("名称").display_name, "名称")

    def test_options_are_a_list_of_its_own(self) -> None:
        options = ["a"]
        one = Input("a", options=options)
        options.append("b")
        self.assertEqual(one.options, ["a"])


if __name__ == "__main__":
    unittest.main()
