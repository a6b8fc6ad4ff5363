"""What cue files are made of: what each says about itself, what several share, and the longer word lists."""
