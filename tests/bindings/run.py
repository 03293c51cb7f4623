#!/usr/bin/env python3
"""Runs the tests of a binding in the environment that ./dev made: run.py PROGRAM FOLDER [MODULE...].

FOLDER holds unittest modules; without modules all test_*.py of it run. The interpreter is build/venv's, the package that of the
build tree. Status 77, which is a skip, where either is missing: the environment comes from PyPI, which not everybody reaches.
"""
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]


def main():
    program, folder, modules = pathlib.Path(sys.argv[1]).resolve(), ROOT / sys.argv[2], sys.argv[3:]
    python = pathlib.Path(os.environ.get('DEMARCHE_VENV', ROOT / 'build' / 'venv'), 'bin', 'python')
    package = program.parent / 'python'
    if not python.exists():
        print(f'skipped: no {python}; ./dev python makes it where PyPI can be reached')
        return 77
    if not list((package / 'demarche').glob('_core*.so')):
        print(f'skipped: {program.parent} was built without the Python package; ./dev python builds it')
        return 77
    environment = dict(os.environ, PYTHONPATH=os.pathsep.join((str(package), str(folder))), DEMARCHE_PROGRAM=str(program),
                       MPLBACKEND='Agg', PYTHONDONTWRITEBYTECODE='1')
    environment.pop('DEMARCHE_DATA', None)
    command = [str(python), '-W', 'ignore', '-m', 'unittest', *(['-v', *modules] if modules else ['discover', '-v', '-s', str(folder)])]
    return subprocess.run(command, env=environment, cwd=folder).returncode


if __name__ == '__main__':
    if len(sys.argv) < 3:
        sys.exit('usage: run.py PROGRAM FOLDER [MODULE...]')
    sys.exit(main())
