"""The list (清单): stations and supervisors; when they cannot, and what supervisors wish."""
