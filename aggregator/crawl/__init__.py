"""Fetches the sites' pages politely and hands what their plugins read to the store."""
