"""What makes the machine run both jobs by itself: cron, systemd, launchd, the Task Scheduler of Windows."""
