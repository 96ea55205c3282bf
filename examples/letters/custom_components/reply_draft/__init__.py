from .component import ReplyDraft

__all__ = ["ReplyDraft"]
