import asyncio
import unittest

from bisheng import idempotency_key, use_idempotency_key


class Key(unittest.TestCase):
    def test_outside_of_a_call_there_is_none(self) -> None:
        with self.assertRaisesRegex(RuntimeError, "only during a call"):
            idempotency_key()

    def test_a_test_can_say_what_it_is(self) -> None:
        with use_idempotency_key("one"):
            with use_idempotency_key("two"):
                self.assertEqual(idempotency_key(), "two")
            self.assertEqual(idempotency_key(), "one")

            async def both() -> "tuple[str, str]":
                return idempotency_key(), await asyncio.to_thread(idempotency_key)

            self.assertEqual(asyncio.run(both()), ("one", "one"))
        self.assertRaises(RuntimeError, idempotency_key)
