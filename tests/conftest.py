"""What every test may ask for: real search servers, each started when the first test wants it."""

pytest_plugins = ["servers.testing"]
