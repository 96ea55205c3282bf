"""@@say:processors|doc@@"""
