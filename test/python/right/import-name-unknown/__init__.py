from .component import Sample
