"""Follow up on a job search from the worksheet somebody already keeps."""

__version__ = "0.1.0"
