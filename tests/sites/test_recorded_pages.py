"""Every recorded page of every site gives exactly what stands beside it."""

from pathlib import Path

from aggregator.sdk.testing import site_tests
from plugins import kafiil, khamsat, mostaql

HERE = Path(__file__).parent

TestKafiil = site_tests(kafiil.SITE, HERE / "kafiil")
TestKhamsat = site_tests(khamsat.SITE, HERE / "khamsat")
TestMostaql = site_tests(mostaql.SITE, HERE / "mostaql")
