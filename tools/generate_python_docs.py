#!/usr/bin/env python3
"""Writes docs/reference/python.md and docs/reference/columns.md from the package itself; --check fails when one is not current.

Run it with the environment that ./dev made and the built package: PYTHONPATH=build/release/python build/venv/bin/python
tools/generate_python_docs.py [--check]. The tests of the package do so.
"""
import dataclasses
import inspect
import pathlib
import re
import sys

import demarche
import demarche.spark
from demarche import _core

ROOT = pathlib.Path(__file__).resolve().parent.parent


def text_of(thing):
    text = inspect.cleandoc(thing.__doc__ or '')
    text = re.sub(r'``([^`]+)``', r'`\1`', re.sub(r':class:`([^`]+)`', r'`\1`', text))
    return re.sub(r'(?m)^>>> .*(\n(?!>>>|\n).*)*', lambda found: '    ' + found[0].replace('\n', '\n    '), text)


def signature_of(thing):
    try:
        text = str(inspect.signature(thing))
    except (TypeError, ValueError):
        return ''
    text = re.sub(r"(: |-> )'([^']+)'", r'\1\2', re.sub(r'\bself(, )?', '', text))
    return text.replace('typing.', '').replace('demarche.engine.', '').replace('_core.', '')


def comment_lines(kind):
    """The comments behind a dataclass's fields, which are their documentation."""
    source = inspect.getsource(kind)
    return dict(re.findall(r'^    (\w+): .*?#: (.*)$', source, re.M))


def class_page(name, kind):
    yield f'### {name}\n\n{text_of(kind)}\n'
    if dataclasses.is_dataclass(kind):
        notes = comment_lines(kind)
        yield '| field | type | |\n|---|---|---|\n' + ''.join(
            f'| `{field.name}` | `{str(field.type).replace("|", "or")}` | {notes.get(field.name, "")} |\n' for field in dataclasses.fields(kind))
        return
    if issubclass(kind, tuple) and hasattr(kind, '_fields'):
        yield f'Fields: {", ".join(f"`{field}`" for field in kind._fields)}.\n'
        return
    if inspect.isfunction(kind.__init__) and 'core' not in inspect.signature(kind.__init__).parameters:
        yield f'`{name}{signature_of(kind.__init__)}`\n'
    for member, value in vars(kind).items():
        if member.startswith('_'):
            continue
        if isinstance(value, property):
            yield f'* **`.{member}`** {text_of(value.fget)}'.rstrip() + '\n'
        elif inspect.isfunction(value):
            yield f'* **`.{member}{signature_of(value)}`**\n\n' + ''.join(f'  {line}\n' if line else '\n' for line in text_of(value).splitlines())


def python_page():
    yield '# Python\n\n<!-- Written by tools/generate_python_docs.py from the package\'s own documentation. -->\n'
    yield 'How to use it: [use-from-python](../howto/use-from-python.md). Records are those of [records](records.md), tables those of\n[columns](columns.md).\n'
    functions = [name for name in demarche.__all__ if inspect.isfunction(getattr(demarche, name))]
    yield '## Functions\n'
    for name in functions:
        yield f'### demarche.{name}\n\n`{name}{signature_of(getattr(demarche, name))}`\n\n{text_of(getattr(demarche, name))}\n'
    kinds = [name for name in demarche.__all__ if inspect.isclass(getattr(demarche, name))]
    yield '## Classes\n'
    for name in kinds:
        kind = getattr(demarche, name)
        if not issubclass(kind, BaseException) and kind.__module__ != 'demarche._core':
            yield from class_page(name, kind)
    yield '## Exceptions\n'
    yield ''.join(f'* `{name}`: {text_of(getattr(demarche, name)).splitlines()[0]}\n' for name in kinds
                  if issubclass(getattr(demarche, name), BaseException))
    yield '## demarche.spark\n\nNeeds pyspark. How to run it: [code-on-spark](../howto/code-on-spark.md).\n'
    for name in demarche.spark.__all__:
        thing = getattr(demarche.spark, name)
        if inspect.isfunction(thing):
            yield f'### demarche.spark.{name}\n\n`{name}{signature_of(thing)}`\n\n{text_of(thing)}\n'


def columns_page():
    yield '# Columns\n\n<!-- Written by tools/generate_python_docs.py from the program\'s own tables. -->\n'
    yield ('Records as tables: what Python, Spark and every program that takes Arrow see. Made from the [records](records.md); *path* is where the\n'
           'value stands in the record, `*` in every member of a list. Lists of one record are as long as each other, so that `actors` and\n'
           '`actor_names` belong together member by member. Offsets count Unicode code points, half-open. Types are Arrow\'s: text is `utf8`, day is\n'
           '`date32`. Tables made from a table of pages begin with `page`, the row that a record comes from.\n')
    for kind in _core.kinds():
        yield f'## {kind}\n\n| column | type | path |\n|---|---|---|\n' + ''.join(
            f'| `{name}` | {type_} | `{path}` |\n' for name, type_, path in _core.describe(kind))


def main():
    stale = 0
    for name, pieces in (('python.md', python_page()), ('columns.md', columns_page())):
        path = ROOT / 'docs' / 'reference' / name
        text = re.sub(r'\n{3,}', '\n\n', '\n'.join(pieces)).rstrip() + '\n'
        text = '\n'.join(line.rstrip() for line in text.split('\n'))
        if path.exists() and path.read_text('utf-8') == text:
            continue
        stale += 1
        if '--check' in sys.argv:
            print(f'{path.relative_to(ROOT)} is not current: run ./dev docs')
        else:
            path.write_text(text, 'utf-8')
            print(f'{path.relative_to(ROOT)} written')
    return 1 if stale and '--check' in sys.argv else 0


if __name__ == '__main__':
    sys.exit(main())
