import cv2_nowhere


class Sample(PluginInterface):
    name = "sample"
    version = "1.0.0"
    description = ""

    def initialize(self, config):
        pass

    def process(self, input_data):
        return cv2_nowhere.look(input_data)

    def cleanup(self):
        pass
