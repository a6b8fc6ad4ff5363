"""Analysis: a recording through every stage and into the store, by whichever way it comes in."""
