"""A whole call in words, written for the tests; nothing was fitted on it."""

SAID = (
    ("agent", "Good afternoon, Larkspur Heating, Dorota speaking, how can I help you?"),
    ("customer", "Hello, my boiler has stopped working and there's no hot water in the house."),
    ("agent", "Can I take your full name and your postcode, please?"),
    ("customer", "Wendy Marlow, but honestly this is the third time I've rung and I am really fed up with it."),
    ("agent", "I can hear how frustrating that must be for you. When did it first stop?"),
    ("customer", "On Sunday night, and nobody came on Monday although you promised."),
    ("agent", "I do apologise, we are very sorry that nobody came. I'm looking at your account now."),
    ("customer", "Right."),
    (
        "agent",
        "I can either send an engineer tomorrow morning or book you in for Saturday, whichever you prefer.",
    ),
    ("customer", "Tomorrow morning, please."),
    ("agent", "Then I will book that for you now, and he will ring you half an hour before he comes."),
    ("customer", "Thank you, that's fine."),
    ("agent", "Is there anything else I can help you with today?"),
    ("customer", "No, that's everything, thank you for sorting it out."),
)
