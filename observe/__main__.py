"""``python -m observe`` is the ``observe`` command."""

from observe.cli import main

if __name__ == "__main__":
    main()
