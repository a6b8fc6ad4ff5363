"""Where recordings, observations, jobs and decisions are kept."""
