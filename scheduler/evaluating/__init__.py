"""Evaluation visits 绩效评估: forms of weighted criteria, each panel member's scores, the joint score, and ratings."""
