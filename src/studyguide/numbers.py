"""Expressions behind printed numbers: evaluated without running anybody's code."""

from __future__ import annotations

import ast
import math
import operator
import warnings
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

Value = Any

FUNCTIONS: Mapping[str, Callable[..., Value]] = {
    name: getattr(math, name)
    for name in ("log", "log2", "log10", "exp", "sqrt", "sin", "cos", "tan", "tanh", "atan", "factorial", "comb", "gamma", "lgamma", "erf", "floor", "ceil", "hypot", "fabs", "prod", "expm1", "log1p")
} | {"abs": abs, "min": min, "max": max, "sum": sum, "len": len, "round": round, "range": range, "sorted": sorted, "zip": zip, "float": float, "int": int}  # fmt: skip
CONSTANTS: Mapping[str, float] = {"pi": math.pi, "e": math.e, "inf": math.inf}
BINARY: Mapping[type[ast.operator], Callable[[Value, Value], Value]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: operator.pow,
}
COMPARE: Mapping[type[ast.cmpop], Callable[[Value, Value], bool]] = {
    ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt, ast.GtE: operator.ge, ast.Eq: operator.eq, ast.NotEq: operator.ne,
}  # fmt: skip
MOST_STEPS = 200_000
"""Nodes visited and items handed to functions; takes less than half a second."""
MOST_BITS = 100_000
"""Of a whole number; factorial(5000) has half of them."""
LONGEST = 5_000
"""Characters of an expression."""


class ExpressionError(ValueError):
    """The expression cannot be evaluated; the text says why."""


def evaluate(expression: str) -> float:
    """Value of an arithmetic expression with the functions of `FUNCTIONS`, lists and comprehensions over `range`.

    >>> round(evaluate("0.4*0.3 / (0.4*0.3 + 0.05*0.7)"), 4)
    0.7742
    """
    if len(expression) > LONGEST:
        raise ExpressionError(f"longer than {LONGEST:,} characters")
    try:
        with warnings.catch_warnings(action="ignore"):  # of things such as `1or 2`
            tree = ast.parse(expression.strip(), mode="eval")
        value = _Evaluator().visit(tree.body, {})
        if not isinstance(value, (int, float)) or not math.isfinite(value):
            raise ExpressionError("the result is not a number")
        return value
    except ExpressionError:
        raise
    except SyntaxError as error:
        raise ExpressionError(f"not an expression: {error.msg}") from None
    except (MemoryError, RecursionError):
        raise ExpressionError("nested too deeply") from None
    except (ArithmeticError, ValueError, TypeError, IndexError) as error:
        raise ExpressionError(str(error.args[-1]) if error.args else "cannot be computed") from None


def agrees(printed: str, value: float) -> bool:
    """Whether a number as printed (`0.7742`, `10^{6}`, `50,257`) is the value rounded to the digits that it shows."""
    plain = printed.strip().replace(",", "").replace("\u2212", "-").replace("_", "").rstrip("%")
    try:
        shown = Decimal(plain)
    except InvalidOperation:
        return False
    digits = shown.as_tuple().exponent
    if not isinstance(digits, int) or not math.isfinite(value):
        return False
    half_unit = 0.5 * 10.0**digits
    return abs(float(shown) - value) <= half_unit * (1 + 1e-9) + 1e-12 * abs(value)


class _Evaluator:
    """Walks the few kinds of node that arithmetic needs; everything else is refused."""

    def __init__(self) -> None:
        self.steps = 0

    def visit(self, node: ast.expr, names: Mapping[str, Value]) -> Value:
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise ExpressionError("takes too many steps")
        method = getattr(self, f"_{type(node).__name__.lower()}", None)
        if method is None:
            raise ExpressionError(f"{type(node).__name__} is not allowed in an expression")
        return method(node, names)

    def _constant(self, node: ast.Constant, names: Mapping[str, Value]) -> Value:
        if isinstance(node.value, (int, float)):
            return node.value
        raise ExpressionError("only numbers are allowed")

    def _name(self, node: ast.Name, names: Mapping[str, Value]) -> Value:
        for table in (names, CONSTANTS):
            if node.id in table:
                return table[node.id]
        raise ExpressionError(f'unknown name "{node.id}"')

    def _unaryop(self, node: ast.UnaryOp, names: Mapping[str, Value]) -> Value:
        if not isinstance(node.op, (ast.USub, ast.UAdd)):
            raise ExpressionError(f"{type(node.op).__name__} is not allowed in an expression")
        value = self.visit(node.operand, names)
        return -value if isinstance(node.op, ast.USub) else +value

    def _binop(self, node: ast.BinOp, names: Mapping[str, Value]) -> Value:
        left, right = self.visit(node.left, names), self.visit(node.right, names)
        if isinstance(node.op, ast.BitXor):
            raise ExpressionError("^ is not a power here; write **")
        if type(node.op) not in BINARY:
            raise ExpressionError(f"{type(node.op).__name__} is not allowed in an expression")
        if isinstance(node.op, ast.Pow) and isinstance(left, int) and isinstance(right, int):
            _bounded(left.bit_length() * abs(right), "the power is too large")
        if isinstance(node.op, ast.Mult) and (isinstance(left, list) or isinstance(right, list)):
            raise ExpressionError("lists are not repeated")
        return _checked(BINARY[type(node.op)](left, right))

    def _compare(self, node: ast.Compare, names: Mapping[str, Value]) -> Value:
        if len(node.ops) != 1 or type(node.ops[0]) not in COMPARE:
            raise ExpressionError("only one plain comparison at a time")
        return COMPARE[type(node.ops[0])](self.visit(node.left, names), self.visit(node.comparators[0], names))

    def _list(self, node: ast.List | ast.Tuple, names: Mapping[str, Value]) -> Value:
        return [self.visit(item, names) for item in node.elts]

    _tuple = _list

    def _subscript(self, node: ast.Subscript, names: Mapping[str, Value]) -> Value:
        return self.visit(node.value, names)[self.visit(node.slice, names)]

    def _ifexp(self, node: ast.IfExp, names: Mapping[str, Value]) -> Value:
        return self.visit(node.body if self.visit(node.test, names) else node.orelse, names)

    def _call(self, node: ast.Call, names: Mapping[str, Value]) -> Value:
        if not isinstance(node.func, ast.Name) or node.func.id not in FUNCTIONS or node.keywords:
            raise ExpressionError(f'unknown function "{ast.unparse(node.func)}"')
        arguments = [self.visit(argument, names) for argument in node.args]
        self.steps += sum(len(argument) for argument in arguments if isinstance(argument, (list, range)))
        if self.steps > MOST_STEPS:
            raise ExpressionError("takes too many steps")
        _bounded(_bits_of_result(node.func.id, arguments))
        return _checked(FUNCTIONS[node.func.id](*arguments))

    def _listcomp(self, node: ast.ListComp | ast.GeneratorExp, names: Mapping[str, Value]) -> Value:
        if len(node.generators) != 1:
            raise ExpressionError("only one loop at a time")
        loop = node.generators[0]
        values = []
        for item in self.visit(loop.iter, names):
            inner = {**names, **_bind(loop.target, item)}
            if all(self.visit(test, inner) for test in loop.ifs):
                values.append(self.visit(node.elt, inner))
        return values

    _generatorexp = _listcomp


def _bits_of_result(function: str, arguments: Sequence[Value]) -> int:
    """About how long the whole number will be that a function makes; functions that make no long ones have 0."""
    whole = [a for a in arguments if isinstance(a, int)]
    if function == "factorial" and whole:
        return whole[0] * whole[0].bit_length()
    if function == "comb" and len(whole) == 2:
        return min(whole[1], whole[0] - whole[1]) * whole[0].bit_length()
    if function == "prod":
        return sum(
            a.bit_length()
            for items in arguments
            if isinstance(items, (list, range))
            for a in items
            if isinstance(a, int)
        )
    if function == "round" and len(arguments) == 2 and len(whole) >= 1 and isinstance(arguments[1], int):
        return abs(arguments[1])  # of digits, which is near enough
    return 0


def _bounded(bits: int, message: str = "the number is too large") -> None:
    if bits > MOST_BITS:
        raise ExpressionError(message)


def _checked(value: Value) -> Value:
    if isinstance(value, int):
        _bounded(value.bit_length())
    return value


def _bind(target: ast.expr, item: Value) -> dict[str, Value]:
    if isinstance(target, ast.Name):
        return {target.id: item}
    if isinstance(target, ast.Tuple) and all(isinstance(name, ast.Name) for name in target.elts):
        return {name.id: part for name, part in zip(target.elts, item, strict=True) if isinstance(name, ast.Name)}
    raise ExpressionError("a loop needs a plain name")
