"""Attendance at the camp 智创营: lists, sign-in by the code on the wall, hours that count, and certificates."""
