"""What Dalil can do, one module a use case; the web site, the commands and the jobs all come through here."""
