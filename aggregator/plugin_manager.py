"""Loads plugins through their entry points; one that fails is named and left out, the others go on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from types import MappingProxyType

import pluggy

from aggregator import hookspecs
from aggregator.errors import PluginFailed, UnknownSite
from aggregator.sdk.hooks import PROJECT
from aggregator.sdk.sites import Site

GROUP = "aggregator.plugins"


@dataclass(frozen=True, slots=True)
class Plugins:
    """The sites of all plugins that work, and why the others do not."""

    sites: Mapping[str, Site]
    failures: tuple[PluginFailed, ...]

    def site(self, key: str) -> Site:
        """Return the site called `key` (UnknownSite with the known ones otherwise)."""
        if key not in self.sites:
            raise UnknownSite(key, tuple(sorted(self.sites)))
        return self.sites[key]


def load_plugins(found: Iterable[EntryPoint] | None = None) -> Plugins:
    """Load every plugin of the entry-point group `aggregator.plugins`, in the order of names."""
    points = entry_points(group=GROUP) if found is None else found
    sites: dict[str, Site] = {}
    failures: list[PluginFailed] = []
    for point in sorted(points, key=lambda point: point.name):
        try:
            _add_sites(sites, _sites_of(point), point.name)
        except PluginFailed as failure:
            failures.append(failure)
    return Plugins(MappingProxyType(sites), tuple(failures))


def _sites_of(point: EntryPoint) -> list[Site]:
    """Ask one plugin in a manager of its own, so that its faults stay its own (PluginFailed)."""
    manager = pluggy.PluginManager(PROJECT)
    manager.add_hookspecs(hookspecs)
    try:
        manager.register(point.load(), name=point.name)
        manager.check_pending()
        answers = [list(answer) for answer in manager.hook.sites()]
    except (Exception, SystemExit) as error:
        reason = f"{type(error).__name__}: {error}".splitlines()[0]
        raise PluginFailed(point.name, reason) from error
    if not answers:
        raise PluginFailed(point.name, "implements no hook; expected sites()")
    return [_checked(site, point.name) for answer in answers for site in answer]


def _checked(site: object, plugin: str) -> Site:
    if not isinstance(site, Site):
        raise PluginFailed(plugin, f"hook sites() gave a {type(site).__name__}, not a Site")
    return site


def _add_sites(sites: dict[str, Site], new: list[Site], plugin: str) -> None:
    for site in new:
        if site.key in sites:
            raise PluginFailed(plugin, f"site {site.key!r} is offered by an earlier plugin")
        sites[site.key] = site
