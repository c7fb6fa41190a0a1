"""Tells whatever watches over the service whether it can do its work."""

from fastapi import APIRouter, Response

from aggregator.services.health import HealthReport
from web.deps import TheDesk

router = APIRouter(tags=["health"])


@router.get("/healthz", responses={503: {"model": HealthReport, "description": "It cannot."}})
def show_health(response: Response, desk: TheDesk) -> HealthReport:
    """Look at store, index and plugins once."""
    report = desk.dalil.health.check()
    response.status_code = 200 if report.healthy else 503
    response.headers["Cache-Control"] = "no-store"
    return report
