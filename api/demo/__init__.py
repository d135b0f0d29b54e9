"""The example client: nine people of a company that pays for calls booked and for customers booked."""
