"""Addresses of the site: pages for people, JSON for programs, health for watchers."""
