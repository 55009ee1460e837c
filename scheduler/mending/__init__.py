"""Mending what can no longer take place: after a leave, a closure or a typhoon, the visits that fall and what to do."""
