"""Words that come before what is really said: "okay, so …", "right, well, …"."""

LEADS = frozenset(
    "okay right well so and but oh yes no now then sure all because like just lovely great perfect brilliant "
    "certainly thanks anyway fine please hello hi good also actually basically obviously absolutely first "
    "alternatively gosh wow or huh uhhuh wonderful excellent fantastic indeed cool nice grand super".split()
)
