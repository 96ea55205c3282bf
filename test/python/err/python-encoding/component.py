# cafÃ©
name = "café"
