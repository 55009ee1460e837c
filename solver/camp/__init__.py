"""The training camp: course sessions to slots, venues and lecturers, trainees to cohorts."""
