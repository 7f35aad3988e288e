"""Many people's workbooks in one run: which there are, each alone and within limits, and what their coach is told."""
