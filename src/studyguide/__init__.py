"""Studyguide: Markdown and YAML in, a study guide that people learn from out."""

__version__ = "0.1.0"
