"""Layouts to Python: as jinja2 compiles them, without what a hub's layouts have no use for.

jinja2 looks at each call whether what is called wants the context, wraps each value that is
printed in a string of its own type, and checks each macro's arguments anew. No function that
layouts know wants the context, and a value that is printed is joined with others at once. What a
layout says is what jinja2 makes of it, in less time.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

import markupsafe
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.nodes import EvalContext
from jinja2.utils import missing
from markupsafe import Markup as SafeHtml

# What compiled layouts call. They import it by these names.
_IMPORTED = ("as_macro", "call_by_name", "printed", "safe")

safe: Callable[[str], SafeHtml] = partial(str.__new__, SafeHtml)
"""Takes a string as HTML, without a look at what it is: what was joined is a string."""

# In C, and a plain string, where markupsafe has it; else the same with a type of its own.
_escaped: Callable[[str], str] = getattr(markupsafe, "_escape_inner", markupsafe.escape)


def printed(value: object) -> str:
    """Return a value as a layout prints it: escaped, unless it is HTML."""
    kind = type(value)
    if kind is str:
        return _escaped(value)  # type: ignore[arg-type] # that is what its type is
    if kind is SafeHtml:
        return value  # type: ignore[return-value] # so is this
    return str(value) if kind is int else markupsafe.escape(value)


def as_macro(made: Any, name: str, parameters: tuple[str, ...]) -> Any:
    """Return the function of a macro, to be called by position; what is left out is `missing`."""
    made.__name__ = made.__qualname__ = name
    made.__defaults__ = (missing,) * len(parameters)
    made.parameters = parameters
    return made


def call_by_name(called: Any, /, *values: object, **named: object) -> Any:
    """Return what a function or a macro makes of values, some of them with the parameter's name."""
    parameters = getattr(called, "parameters", None)
    if parameters is None:
        return called(*values, **named)
    values += tuple(named.pop(name, missing) for name in parameters[len(values) :])
    if named:
        raise TypeError(f"macro {called.__name__!r} takes no {next(iter(named))!r}")
    return called(*values)


class Compiler(CodeGenerator):
    """Writes the Python of a layout. Its methods have the names that jinja2 calls them by."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 - jinja2's name
        """Begin with what is called below."""
        self.writeline(f"from {__name__} import {', '.join(_IMPORTED)}")
        super().visit_Template(node, frame)

    def visit_Call(  # noqa: N802 - jinja2's name
        self, node: nodes.Call, frame: Frame, forward_caller: bool = False
    ) -> None:
        """Call what is called, and not the context with it."""
        plain = not (node.kwargs or node.dyn_args or node.dyn_kwargs or forward_caller)
        if plain:
            self.visit(node.node, frame)
            self.write("(")
            for value in node.args:
                self.visit(value, frame)
                self.write(", ")
        else:
            self.write("call_by_name(")
            self.visit(node.node, frame)
            self.signature(node, frame, {"caller": "caller"} if forward_caller else None)
        self.write(")")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - jinja2's name
        """Ask for an attribute; a mapping that has it as a key is the rarer case."""
        whole, found = self.temporary_identifier(), self.temporary_identifier()
        self.write(f"({found} if ({found} := getattr(({whole} := ")
        self.visit(node.node, frame)
        self.write(f"), {node.attr!r}, missing)) is not missing")
        self.write(f" else environment.getattr({whole}, {node.attr!r}))")

    def visit_Block(self, node: nodes.Block, frame: Frame) -> None:  # noqa: N802 - jinja2's name
        """Take a block at once where its text is kept and not handed on."""
        in_child = frame.toplevel and (self.has_known_extends or self.extends_so_far > 0)
        if in_child or frame.buffer is None or node.scoped or node.required:
            super().visit_Block(node, frame)
            return
        context = self.get_context_ref()
        self.writeline(f"{frame.buffer}.extend(context.blocks[{node.name!r}][0]({context}))", node)

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """Make a macro a function, unless it takes what is not among its parameters."""
        if macro_ref.accesses_caller or macro_ref.accesses_kwargs or macro_ref.accesses_varargs:
            super().macro_def(macro_ref, frame)
            return
        name = getattr(macro_ref.node, "name", "caller")
        parameters = tuple(one.name for one in macro_ref.node.args)
        self.write(f"as_macro(macro, {name!r}, {parameters!r})")

    def return_buffer_contents(self, frame: Frame, force_unescaped: bool = False) -> None:
        """Return what a macro printed as the HTML that it is."""
        if force_unescaped:
            self.writeline(f"return safe(concat({frame.buffer}))")
        else:
            super().return_buffer_contents(frame)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        """Print a value as a plain string, since it is joined with others at once."""
        if _escapes(frame.eval_ctx) and finalize.src is None:
            self.write("printed(")
        else:
            super()._output_child_pre(node, frame, finalize)


def _escapes(context: EvalContext) -> bool:
    """Tell whether what is printed is escaped, in any case."""
    return bool(context.autoescape) and not context.volatile
