"""Training of the part that hears meaning: ``make train`` does it all, the same way each time.

lines → fit (the encoder's adapter, once for each fold and once on everything) → decisions (how far the adapter
and the rules are each trusted, and from which probability on a cue counts).
"""
