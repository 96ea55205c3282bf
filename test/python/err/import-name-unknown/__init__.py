from .component import Sampel
