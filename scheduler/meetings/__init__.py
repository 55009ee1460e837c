"""Meetings: fixed appointments of stations and supervisors, around which visits are planned."""
