"""The markers that tie a plugin's functions to the hooks of `aggregator.hookspecs`."""

import pluggy

PROJECT = "aggregator"

hookimpl = pluggy.HookimplMarker(PROJECT)
hookspec = pluggy.HookspecMarker(PROJECT)
