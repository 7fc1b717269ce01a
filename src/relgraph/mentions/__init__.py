"""Mentions: who, what, where and when a sentence names, and the slots to which it reduces."""
