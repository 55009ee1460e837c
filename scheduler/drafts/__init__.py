"""Drafts (排班草案): any number per term, made from nothing, a run, a copy or a release, and edited by hand.

Every edit answers at once with the rules it breaks and what it costs. Broken rules block publishing, not editing.
"""
