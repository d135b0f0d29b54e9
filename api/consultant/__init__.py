"""The console: pages for signed-in consultants, under /console."""
