"""What happened: visits recorded by supervisors and confirmed by stations, and the advice given there."""
