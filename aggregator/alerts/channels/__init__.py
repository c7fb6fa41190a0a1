"""The channels that come with Dalil; each module is a plugin, loaded through the door of strangers' ones."""
