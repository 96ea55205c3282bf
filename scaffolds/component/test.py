"""@@say:test|doc@@"""

@@test_imports@@

ROOT = Path(__file__).resolve().parents[@@depth|code@@]
sys.path[:0] = [str(ROOT / ".bisheng" / "python"), @@import_root@@]

from @@module|code@@ import @@class_name|code@@  # noqa: E402


class @@class_name|code@@Test(unittest.TestCase):
    def test_gives_its_outputs(self) -> None:
        result = @@call@@
        @@checks@@
@@more_tests@@


if __name__ == "__main__":
    unittest.main()
