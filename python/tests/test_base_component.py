import unittest
from typing import Any, List, Optional, Tuple

from bisheng.components.base import BaseComponent, listen


class Heard:
    def __init__(self) -> None:
        self.all: List[Tuple[Any, ...]] = []

    def log(self, level: str, text: str) -> None:
        self.all.append((level, text))

    def progress(self, done: float, total: Optional[float], text: str) -> None:
        self.all.append((done, total, text))


class Saying(unittest.TestCase):
    def tearDown(self) -> None:
        listen(None)

    def test_the_listener_hears_it(self) -> None:
        heard = Heard()
        listen(heard)
        component = BaseComponent()
        component.log(5)
        component.log("bad", "error")
        component.progress(1, 2, "half")
        component.progress(3)
        self.assertEqual(heard.all, [("info", "5"), ("error", "bad"), (1, 2, "half"), (3, None, "")])

    def test_without_one_it_goes_to_logging(self) -> None:
        component = BaseComponent()
        component.progress(1)
        with self.assertLogs("bisheng.components.base", "WARNING") as logs:
            component.log("50 % %s", "warning")
        self.assertEqual(logs.records[0].getMessage(), "50 % %s")

    def test_levels_are_checked(self) -> None:
        with self.assertRaisesRegex(ValueError, "debug, info, warning, error"):
            BaseComponent().log("a", "loud")  # type: ignore[arg-type]

    def test_without_a_build_it_says_so(self) -> None:
        class Empty(BaseComponent):
            pass

        with self.assertRaisesRegex(NotImplementedError, "Empty"):
            Empty().build()
        self.assertEqual(Empty().build_config(), {})


if __name__ == "__main__":
    unittest.main()
