"""A sum of the code that a stage runs, worked out from its sources: what the code does, not how it is written.

The modules are found by following imports from a few roots, so none can be forgotten. Comments, docstrings and
layout do not count.
"""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
#: Records, faults and the package's own version: they carry what a stage gives and have no say in it.
VOCABULARY = frozenset({"observe", "observe.annotation", "observe.errors", "observe.observation"})


@cache
def digest(roots: tuple[str, ...], package: Path = PACKAGE) -> str:
    """The sum of the roots' code and of all that it imports from observe, in hexadecimal.

    Each file is read once in a process. The sum is the same on every machine with the same sources and the same
    minor version of Python.

    Args:
        roots: dotted names of modules.
        package: the folder of ``observe``.

    Raises:
        FileNotFoundError: a root is not in the package.
    """
    total = hashlib.sha256()
    for name in modules(roots, package):
        total.update(f"{name}\n{ast.unparse(_code(_file(name, package)))}\n".encode())
    return total.hexdigest()


def modules(roots: tuple[str, ...], package: Path = PACKAGE) -> tuple[str, ...]:
    """The modules of observe whose code counts, in alphabetical order: the roots and all that they import.

    What `VOCABULARY` names is left out, and not followed further.

    Args:
        roots: dotted names of modules.
        package: the folder of ``observe``.

    Raises:
        FileNotFoundError: a root is not in the package.
    """
    found: set[str] = set()
    waiting = list(roots)
    while waiting:
        name = waiting.pop()
        if name not in found and name not in VOCABULARY:
            found.add(name)
            imported = _imported(_code(_file(name, package)))
            waiting += [other for other in imported if _file(other, package).is_file()]
    return tuple(sorted(found))


def _file(name: str, package: Path) -> Path:
    place = package.joinpath(*name.split(".")[1:])
    return place / "__init__.py" if place.is_dir() else place.with_suffix(".py")


@cache
def _code(path: Path) -> ast.AST:
    code: ast.AST = _WithoutTexts().visit(ast.parse(path.read_bytes()))
    return code


def _imported(tree: ast.AST) -> Iterator[str]:
    """Names that may be modules of observe, wherever in the file they are imported."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        else:
            continue
        yield from (name for name in names if name.partition(".")[0] == "observe")


class _WithoutTexts(ast.NodeTransformer):
    """Takes out docstrings and other texts that stand alone; a body left empty passes."""

    def generic_visit(self, node: ast.AST) -> ast.AST:
        super().generic_visit(node)
        if getattr(node, "body", None) == [] and not isinstance(node, ast.Module):
            node.body = [ast.Pass()]  # type: ignore[attr-defined]
        return node

    def visit_Expr(self, node: ast.Expr) -> ast.Expr | None:
        is_text = isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        return None if is_text else node
