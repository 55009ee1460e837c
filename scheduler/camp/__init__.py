"""The training camp 智创营: venues, tracks and courses; of a term, its cohorts, classes and enrolments."""
