"""@@say:schema|doc@@"""

SCHEMA = @@schema@@
