"""Query parameters that say where a visitor came from and nothing about the page: two addresses that differ in them
only are one page."""

NAMES = frozenset(
    (
        "_ga", "_gl", "_hsenc", "_hsmi", "_ke", "_openstat", "dclid", "epik", "fb_action_ids", "fb_action_types",
        "fb_source", "fbclid", "gad_campaignid", "gad_source", "gbraid", "gclid", "gclsrc", "hsctatracking", "igshid",
        "igsh", "li_fat_id", "mc_cid", "mc_eid", "mkt_tok", "msclkid", "oly_anon_id", "oly_enc_id", "rb_clickid",
        "s_cid", "sc_cid", "srsltid", "ttclid", "twclid", "vero_conv", "vero_id", "wbraid", "wickedid", "yclid",
        "ysclid",
    )
)  # fmt: skip
"""In lower case: of the advertising, mail and analytics services that add them to links."""
PREFIXES = ("utm_", "mtm_", "pk_", "piwik_", "matomo_", "hsa_")
"""Families of such parameters (Google, Matomo and its predecessor, HubSpot)."""


def is_tracking(name: str) -> bool:
    """Whether a parameter of this name is one."""
    name = name.lower()
    return name in NAMES or name.startswith(PREFIXES)
