"""Loads plugins through their entry points; one that fails is named and left out, the others go on."""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.metadata import EntryPoint, entry_points
from types import MappingProxyType

import pluggy

from aggregator import hookspecs
from aggregator.errors import PluginFailed, UnknownSite
from aggregator.sdk.channels import Channel
from aggregator.sdk.hooks import PROJECT
from aggregator.sdk.sites import Site
from aggregator.settings import Settings

GROUP = "aggregator.plugins"
_CHANNEL_KEY = re.compile(r"[a-z][a-z0-9_]{0,30}")


@dataclass(frozen=True, slots=True)
class Plugins:
    """Sites and channels of all plugins that work, by key, and why the others do not."""

    sites: Mapping[str, Site]
    failures: tuple[PluginFailed, ...]
    channels: Mapping[str, Channel] = field(default_factory=dict)

    def site(self, key: str) -> Site:
        """Return the site called `key` (UnknownSite with the known ones otherwise)."""
        if key not in self.sites:
            raise UnknownSite(key, tuple(sorted(self.sites)))
        return self.sites[key]


def load_plugins(found: Iterable[EntryPoint] | None = None, *, settings: Settings | None = None) -> Plugins:
    """Load every plugin of the entry-point group `aggregator.plugins`, in the order of names.

    Channels are asked for with `settings` only: who sends nothing needs none.
    """
    points = entry_points(group=GROUP) if found is None else found
    loading = _Loading()
    for point in sorted(points, key=lambda point: point.name):
        loading.add(point, settings)
    sites, channels = MappingProxyType(loading.sites), MappingProxyType(loading.channels)
    return Plugins(sites, tuple(loading.failures), channels)


class _Loading:
    """What the plugins loaded so far offer."""

    def __init__(self) -> None:
        self.sites: dict[str, Site] = {}
        self.channels: dict[str, Channel] = {}
        self.failures: list[PluginFailed] = []

    def add(self, point: EntryPoint, settings: Settings | None) -> None:
        """Take what one plugin offers; a hook that fails leaves out what it would have offered."""
        try:
            hooks = _hooks_of(point)
        except PluginFailed as failure:
            self.failures.append(failure)
            return
        with self._keeping_failures():
            _add_sites(self.sites, _answers(hooks.sites, point.name), point.name)
        if settings is not None:
            with self._keeping_failures():
                offered = _answers(hooks.channels, point.name, settings=settings)
                _add_channels(self.channels, offered, point.name)

    @contextmanager
    def _keeping_failures(self) -> Iterator[None]:
        try:
            yield
        except PluginFailed as failure:
            self.failures.append(failure)


def _hooks_of(point: EntryPoint) -> pluggy.HookRelay:
    """Register one plugin in a manager of its own, so that its faults stay its own (PluginFailed)."""
    manager = pluggy.PluginManager(PROJECT)
    manager.add_hookspecs(hookspecs)
    with _faults_of(point.name):
        manager.register(point.load(), name=point.name)
        manager.check_pending()
    if not (manager.hook.sites.get_hookimpls() or manager.hook.channels.get_hookimpls()):
        raise PluginFailed(point.name, "implements no hook; expected sites() or channels(settings)")
    return manager.hook


def _answers(hook: pluggy.HookCaller, plugin: str, **given: object) -> list[object]:
    with _faults_of(plugin):
        answers = [list(answer) for answer in hook(**given)]
    if not answers and hook.get_hookimpls():
        raise PluginFailed(plugin, f"hook {hook.name}() gave None; an empty list means none")
    return [one for answer in answers for one in answer]


@contextmanager
def _faults_of(plugin: str) -> Iterator[None]:
    """Raise whatever a plugin's code raises as PluginFailed."""
    try:
        yield
    except (Exception, SystemExit) as error:
        # In one line: of a wrong hook pluggy says only in the last one what is wrong.
        raise PluginFailed(plugin, " ".join(f"{type(error).__name__}: {error}".split())) from error


def _add_sites(sites: dict[str, Site], new: list[object], plugin: str) -> None:
    for site in [_checked_site(site, plugin) for site in new]:
        if site.key in sites:
            raise PluginFailed(plugin, f"site {site.key!r} is offered by an earlier plugin")
        sites[site.key] = site


def _checked_site(site: object, plugin: str) -> Site:
    if not isinstance(site, Site):
        raise PluginFailed(plugin, f"hook sites() gave a {type(site).__name__}, not a Site")
    return site


def _add_channels(channels: dict[str, Channel], new: list[object], plugin: str) -> None:
    for channel in [_checked_channel(channel, plugin) for channel in new]:
        if channel.key in channels:
            raise PluginFailed(plugin, f"channel {channel.key!r} is offered by an earlier plugin")
        channels[channel.key] = channel


def _checked_channel(channel: object, plugin: str) -> Channel:
    if not isinstance(channel, Channel):
        raise PluginFailed(plugin, f"hook channels() gave a {type(channel).__name__}, not a Channel")
    if not (isinstance(channel.key, str) and _CHANNEL_KEY.fullmatch(channel.key)):
        raise PluginFailed(plugin, f"channel key {channel.key!r} is not lowercase letters, digits and _")
    return channel
