"""What the tests share: texts of their own, the demonstration's archive, the program beside the package."""

import functools
import os
import pathlib
import subprocess
import tempfile

import demarche

ROOT = pathlib.Path(__file__).resolve().parents[3]
REPORTS = ROOT / 'demo' / 'reports'
PROGRAM = os.environ.get('DEMARCHE_PROGRAM', str(ROOT / 'build' / 'release' / 'demarche'))

TEXTS = [
    {'id': 'a', 'title': 'Envoy called home', 'published': '2021-03-05', 'publisher': 'Test Wire',
     'text': 'France recalled its ambassador to Italy on Thursday. "We are not amused," the French foreign minister said.'},
    {'id': 'b', 'title': 'Talks in Ankara', 'published': '2021-03-06', 'publisher': 'Test Wire',
     'text': 'The Turkish president met the Greek prime minister in Ankara. They signed an agreement on fishing in the Ægean.'},
    {'id': 'c', 'title': None, 'published': None, 'publisher': None, 'text': ''},
    {'id': 'd', 'title': 'Ça va', 'published': '2021-03-07', 'publisher': 'Test Wire',
     'text': 'Après tout 😀: Japan imposed sanctions on North Korea on Friday, the Japanese government announced.'},
]


@functools.cache
def engine():
    return demarche.Engine()


@functools.cache
def archive_path():
    """The demonstration reports, coded; the folder lives as long as the process."""
    folder = tempfile.TemporaryDirectory()
    archive_path.folder = folder
    path = os.path.join(folder.name, 'demo.demarche')
    demarche.open(path, 'c').add(REPORTS, engine=engine())
    return path


def program(*arguments, stdin=None):
    """What the command line prints, as bytes."""
    run = subprocess.run([PROGRAM, *map(str, arguments)], input=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=300)
    if run.returncode not in (0, 1):
        raise AssertionError(run.stderr.decode('utf-8', 'replace'))
    return run.stdout
