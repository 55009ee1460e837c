"""The list (清单): stations, supervisors and trainees; when they cannot, and what supervisors wish."""
