"""What comes before the first night: the configuration, adoption of a tracker, and a check of it all."""
