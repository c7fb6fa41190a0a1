"""One worker that makes and sends what is due until it is killed."""

import sys
import time
from pathlib import Path

from aggregator.composition import dalil
from aggregator.settings import load_settings
from bench.deliver_messages import LEASE


def main(folder: str, port: str) -> None:
    """Work on the store in a folder, and hand over to a mail server on a port of this machine."""
    settings = load_settings(
        data_dir=Path(folder), mail_url=f"smtp://127.0.0.1:{port}", mail_from="a@b.example"
    )
    with dalil(settings) as app:
        worker = app.alert_running.worker(lease=LEASE)
        while True:
            app.alert_running.compose_some()
            if not worker.step().tried:
                time.sleep(0.1)


if __name__ == "__main__":
    main(*sys.argv[1:])
