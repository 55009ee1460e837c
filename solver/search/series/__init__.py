"""The cheapest series of visits of one engagement, given what each visit costs in each slot: shortest paths.

Nodes are (visit, choice of panel, open slot), edges keep the order and the gaps of H9 and pay for spacing. Limits per
day and week of somebody who makes several of the visits are kept between neighbours in the path; what breaks them
further apart is rare, and found when the series stands (`cheapest`). `lone` is for one panel throughout, `mixed` for
any choice of panels, `visits` prices the nodes, `gaps` says what may follow what.
"""
