import json
import os
import tempfile
import unittest
from typing import Any, Dict
from unittest import mock

from bisheng.workflows import WorkflowTemplate
from bisheng.workflows.parameters import ParameterError

TEMPLATE: Dict[str, Any] = {
    "name": "t",
    "parameters": [
        {"name": "model", "type": "string", "required": True},
        {"name": "top_k", "type": "integer", "default": 5},
        {"name": "mode", "enum": ["a", "b"], "required": False},
    ],
    "nodes": [
        {"id": "n", "config": {"model": "${model}", "top_k": "${top_k}", "text": "k=${top_k} m=${model} $${x}"}},
        {"id": "${model}", "mode": "${mode}", "list": ["${top_k}", 1, None]},
    ],
}


class Template(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.write("t", json.dumps(TEMPLATE))

    def write(self, name: str, text: str) -> None:
        with open(os.path.join(self.folder, f"{name}.yaml"), "w", encoding="utf-8") as file:
            file.write(text)

    def test_fills_placeholders_with_typed_values(self) -> None:
        flow = WorkflowTemplate("t", self.folder).instantiate({"model": 'q"\n${top_k}'})
        self.assertNotIn("parameters", flow)
        config = flow["nodes"][0]["config"]
        self.assertEqual(config["top_k"], 5)
        self.assertEqual(config["model"], 'q"\n${top_k}')
        self.assertEqual(config["text"], 'k=5 m=q"\n${top_k} ${x}')
        self.assertEqual(flow["nodes"][1], {"id": 'q"\n${top_k}', "mode": None, "list": [5, 1, None]})

    def test_the_template_stays_as_it_is(self) -> None:
        template = WorkflowTemplate("t", self.folder)
        template.instantiate({"model": "a"})["nodes"].clear()
        self.assertEqual(template.template_config, TEMPLATE)

    def test_says_all_that_is_wrong_with_parameters(self) -> None:
        template = WorkflowTemplate("t", self.folder)
        with self.assertRaises(ParameterError) as caught:
            template.instantiate({"topk": 1, "top_k": "5", "mode": "c"})
        self.assertEqual(
            caught.exception.problems,
            [
                "there is no parameter 'topk'; did you mean 'top_k'?",
                "the parameter 'model' is required",
                "the parameter 'top_k' must be of type integer, not str",
                "the parameter 'mode' must be one of ['a', 'b'], not 'c'",
            ],
        )

    def test_placeholders_without_a_value(self) -> None:
        template = WorkflowTemplate("t", self.folder)
        with self.assertRaisesRegex(ParameterError, r"\$\{modle\} has no value"):
            template.replace_placeholders({"a": "x ${modle}"}, {"model": "m"})

    def test_names_stay_in_the_folder(self) -> None:
        for name in ("../t", "/etc/passwd", "a/../../t"):
            with self.subTest(name=name), self.assertRaisesRegex(ValueError, "no name of a template"):
                WorkflowTemplate(name, self.folder)

    def test_without_pyyaml_the_command_that_helps_is_named(self) -> None:
        self.write("y", "name: y\n")
        with mock.patch.dict("sys.modules", {"yaml": None}):
            with self.assertRaisesRegex(ModuleNotFoundError, "pip install pyyaml"):
                WorkflowTemplate("y", self.folder)


if __name__ == "__main__":
    unittest.main()
