"""Drafts the answer to a letter, line by line."""

from typing import Iterator

from bisheng.components.base import BaseComponent
from bisheng.field_typing import Dropdown, Input, Output, Text

OPENINGS = {
    ("en", "negative"): "We are sorry that we have let you down.",
    ("en", "positive"): "Thank you for your kind words.",
    ("en", "neutral"): "Thank you for your letter.",
    ("zh", "negative"): "很抱歉让您失望了。",
    ("zh", "positive"): "感谢您的肯定。",
    ("zh", "neutral"): "感谢您的来信。",
}


class ReplyDraft(BaseComponent):
    display_name = "Reply draft"
    description = "Drafts the answer to a letter in its language."
    icon = "✉️"

    inputs = [
        Input(name="text", display_name="Letter", field_type=Text, required=True),
        Input(name="language", display_name="Language", field_type=Text, value="en"),
        Input(
            name="mood",
            display_name="Mood",
            field_type=Dropdown,
            options=["positive", "neutral", "negative"],
            value="neutral",
        ),
    ]
    outputs = [Output(name="reply", display_name="Reply", field_type=Text)]

    def build(self, text: str, language: str = "en", mood: str = "neutral") -> Iterator[str]:
        language = language if language in ("en", "zh") else "en"
        yield OPENINGS[(language, mood)] + "\n"
        yield "You wrote:\n" if language == "en" else "您在信中写道：\n"
        for line in text.strip().splitlines():
            yield f"> {line}\n"
        yield "We will come back to you." if language == "en" else "我们会尽快答复您。"
