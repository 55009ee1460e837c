"""The fairness ledger 公平台账: what each supervisor carried, term after term, and what the next term owes them."""
