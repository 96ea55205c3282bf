"""@@say:frontend|doc@@"""

FRONTEND = @@frontend@@
