"""Swaps 换班: two supervisors agree to exchange visits, checked against every rule before anybody says yes."""
