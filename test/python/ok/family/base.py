from bisheng.components.base import BaseComponent
from bisheng.field_typing import Input, Output, Text, Integer, Dropdown


class Shared(BaseComponent):
    inputs = [Input(name="text", field_type=Text, required=True)]

    def get_state(self):
        return None

    def set_state(self, state):
        pass
