"""From a worksheet as a person keeps it to leads, and from advice back into its five columns."""
