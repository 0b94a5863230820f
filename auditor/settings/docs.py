"""What declared types say of their fields: the string below each, which Python itself does not keep."""

import ast
import inspect
import textwrap


def field_docs(declared: type) -> dict[str, str]:
    """Field name to the string that stands below it, on one line."""
    (body,) = ast.parse(textwrap.dedent(inspect.getsource(declared))).body
    found: dict[str, str] = {}
    name = ""
    for node in getattr(body, "body", ()):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            name = node.target.id
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and name:
            found[name] = " ".join(str(node.value.value).split())
    return found
