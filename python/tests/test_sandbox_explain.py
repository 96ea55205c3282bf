"""The words of denials; no sandbox is needed for them."""

import os
import tempfile
import unittest

from bisheng._worker.sandbox.explain import Explainer, PermissionMissing


class Words(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.addCleanup(os.chdir, os.getcwd())
        self.folder = os.path.realpath(folder.name)
        os.mkdir(os.path.join(self.folder, "project"))
        os.chdir(os.path.join(self.folder, "project"))

    def missing(self, name: str) -> str:
        with open(name, "w", encoding="utf-8"):
            pass
        with self.assertRaises(PermissionMissing) as raised:
            Explainer("p", (), [], [], frozenset(), False)._reads(name)
        return raised.exception.permission

    def test_a_file_of_the_project_is_named_from_there(self) -> None:
        self.assertEqual(self.missing("data.csv"), "read:data.csv")
        self.assertEqual(self.missing(os.path.join(os.getcwd(), "more.csv")), "read:more.csv")

    def test_any_other_by_its_whole_path(self) -> None:
        self.assertEqual(self.missing("../outside.csv"), f"read:{self.folder}/outside.csv")
        self.assertEqual(self.missing("~home"), f"read:{self.folder}/project/~home")
