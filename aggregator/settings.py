"""All settings in one typed tree: DALIL_* variables, then `dalil.toml`; nothing is read at import time."""

from decimal import Decimal
from pathlib import Path
from typing import Annotated, Self

from platformdirs import user_data_path
from pydantic import Field, HttpUrl, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict
from pydantic_settings import TomlConfigSettingsSource as TomlSource

from aggregator.errors import SettingsInvalid

TOML_FILE = "dalil.toml"

USD_PER_UNIT = {
    "USD": Decimal(1),
    "SAR": Decimal("0.2667"),  # pegged
    "AED": Decimal("0.2723"),  # pegged
    "EGP": Decimal("0.021"),
    "EUR": Decimal("1.15"),
    "GBP": Decimal("1.32"),
}
"""Good enough to sort by; set `rates` to be exact."""

Rate = Annotated[Decimal, Field(gt=0, allow_inf_nan=False)]


class Settings(BaseSettings):
    """Everything an operator may set; each field's description is its help text."""

    model_config = SettingsConfigDict(env_prefix="DALIL_", toml_file=TOML_FILE, extra="forbid", frozen=True)

    data_dir: Path = Field(
        default_factory=lambda: user_data_path("dalil"),
        description="Folder for the store, the index and caches.",
    )
    database_url: str = Field(
        "", description="SQLAlchemy URL of the store. Default: SQLite in the data folder."
    )
    search_url: str = Field(
        "",
        description="URL of the search engine: `tantivy:/folder`, or `elasticsearch+` or `opensearch+` "
        "before `http(s)://[user:password@]host[:port][,host...][/name]"
        "[?api_key=&ca=FILE&timeout=SECONDS&shards=&replicas=]`. Default: tantivy in the data folder.",
    )
    contact_url: HttpUrl | None = Field(
        None,
        description="Page about this installation; goes into the user agent. Needed to crawl live sites.",
    )
    rates: dict[str, Rate] = Field(
        default_factory=lambda: dict(USD_PER_UNIT),
        description="US dollars per unit of a currency, by its code.",
    )
    public_url: HttpUrl | None = Field(
        None,
        description="Address of this site as people reach it; messages link to it. "
        "Default: the host and port of `dalil serve`.",
    )
    mail_url: SecretStr = Field(
        SecretStr(""),
        description="Mail server that takes alerts: `smtp://[user:password@]host[:port]`, `smtps://` for TLS "
        "from the start; `?starttls=required|never` (default: where offered). Empty: no mail can be sent.",
    )
    mail_from: str = Field("", description="Sender of alerts, `Dalil <alerts@example.com>`.")
    telegram_token: SecretStr = Field(
        SecretStr(""), description="Token of the Telegram bot that sends alerts. Empty: no Telegram."
    )
    apprise_schemes: tuple[str, ...] = Field(
        ("discord", "slack", "pover", "gchat", "pbul", "wxteams"),
        description="Schemes of Apprise addresses that people may have alerts sent to. Those that lead to "
        "any server are never taken.",
    )
    private_targets: bool = Field(
        default=False,
        description="Let people have alerts sent to webhooks and ntfy servers in private networks "
        "(10.0.0.0/8 and the like), which this machine may reach and they may not.",
    )
    secret: SecretStr = Field(
        SecretStr(""),
        description="What links to people are signed with, at least 32 characters; the same for all "
        "machines of one store. Default: made once, in the file `secret` of the data folder.",
    )
    host: str = Field("127.0.0.1", description="Address on which `dalil serve` listens.")
    port: int = Field(8000, ge=0, le=65_535, description="Port on which `dalil serve` listens.")

    @model_validator(mode="after")
    def _fill_urls(self) -> Self:
        folder = self.data_dir.expanduser().absolute()
        filled = {
            "data_dir": folder,
            "database_url": self.database_url or f"sqlite:///{folder / 'dalil.db'}",
            "search_url": self.search_url or f"tantivy:{folder / 'index'}",
        }
        for name, value in filled.items():
            object.__setattr__(self, name, value)
        return self

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003  not used: secrets stay out of the tree
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003  as above
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What is given in code wins over the environment, that over the file."""
        return init_settings, env_settings, TomlSource(settings_cls)


def load_settings(**given: object) -> Settings:
    """Read the settings of this process; raises SettingsInvalid that names the setting and the fault."""
    try:
        return Settings(**given)  # type: ignore[arg-type]  # pydantic checks what is given
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        name = ".".join(str(part) for part in first["loc"]) or "settings"
        raise SettingsInvalid(f"setting {name} (DALIL_{name.upper()}): {first['msg']}") from error
    except ValueError as error:
        raise SettingsInvalid(f"{TOML_FILE}: {error}") from error
