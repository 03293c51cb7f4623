#!/usr/bin/env python3
"""An installed copy works from elsewhere: test_install.py PROGRAM.

Installs the build tree into a folder, moves the folder, and codes with it, without the build tree's data; builds a small program against
the installed headers and library. With DEMARCHE_SLOW=1 also the Debian package (cpack), and the wheel where build/venv can make one.
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = None
SLOW = os.environ.get('DEMARCHE_SLOW') == '1'
LINE = '{"id":"a","date":"2021-03-05","text":"France recalled its ambassador to Italy on Thursday."}\n'

EXAMPLE = r'''
#include <cstdio>
#include "demarche/columns.h"
#include "demarche/pages.h"
#include "demarche/relation_records.h"
int main(int, char** argv) {
  auto engine = demarche::Engine::open({.data_folder = argv[1], .tier = {}});
  if (!engine) return std::fprintf(stderr, "%s\n", engine.error().message.c_str()), 3;
  const demarche::Page page{.content = "France recalled its ambassador to Italy on Thursday.", .id = "a", .published = "2021-03-05"};
  auto events = demarche::Columns::of("event");
  auto summary = demarche::code_pages(*engine, {}, {&page, 1}, [&](std::size_t, std::string_view jsonl) {
    events->append(jsonl);
    return demarche::Status();
  });
  std::printf("%lld %zu\n", static_cast<long long>(events->rows()), demarche::relation_csv({}).size());
  return summary ? 0 : 3;
}
'''


def run(*command, **options):
    done = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=1800, **options)
    if done.returncode != 0:
        raise AssertionError(f'{command}: {done.returncode}\n{done.stdout.decode()[-3000:]}\n{done.stderr.decode()[-3000:]}')
    return done.stdout


def bare():
    """An environment that knows nothing of the build tree."""
    return {'PATH': '/usr/bin:/bin', 'HOME': '/nonexistent', 'LANG': 'C.UTF-8'}


class Installed(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        first = pathlib.Path(cls.folder.name, 'first')
        run('cmake', '--install', PROGRAM.parent, '--prefix', first)
        cls.prefix = pathlib.Path(cls.folder.name, 'second', 'place')
        cls.prefix.parent.mkdir()
        first.rename(cls.prefix)
        cls.expected = run(PROGRAM, 'code', '-', input=LINE.encode())

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_the_program_finds_its_data(self):
        self.assertEqual(run(self.prefix / 'bin' / 'demarche', 'code', '-', input=LINE.encode(), env=bare(), cwd='/'), self.expected)
        self.assertEqual(run(self.prefix / 'bin' / 'demarche', 'version', env=bare(), cwd='/'), run(PROGRAM, 'version'))

    def test_manual_and_completions(self):
        manual = run('gzip', '-dc', self.prefix / 'share' / 'man' / 'man1' / 'demarche.1.gz')
        self.assertEqual(manual, run(PROGRAM, 'help', '--man'))
        for path in ('bash-completion/completions/demarche', 'zsh/vendor-completions/_demarche', 'fish/vendor_completions.d/demarche.fish',
                     'doc/demarche/copyright'):
            self.assertGreater((self.prefix / 'share' / path).stat().st_size, 100, path)

    def test_the_library(self):
        library = next(self.prefix.rglob('libdemarche.so'))
        source = pathlib.Path(self.folder.name, 'example.cpp')
        source.write_text(EXAMPLE)
        compiler = next(name for name in ('g++-12', 'g++', 'c++') if shutil.which(name))
        environment = dict(os.environ, PKG_CONFIG_PATH=str(library.parent / 'pkgconfig'))
        flags = run('pkg-config', '--cflags', '--libs', 'demarche', env=environment).decode().split()
        binary = source.with_suffix('')
        run(compiler, source, '-o', binary, *flags)
        printed = run(binary, self.prefix / 'share' / 'demarche', env=dict(bare(), LD_LIBRARY_PATH=str(library.parent)))
        events = sum(json.loads(line)['kind'] == 'event' for line in self.expected.splitlines())
        self.assertEqual(printed.decode().split()[0], str(events))

    def test_nothing_of_the_build_tree_is_named(self):
        here = str(ROOT).encode()
        for path in self.prefix.rglob('*'):
            if path.is_file() and path.suffix != '.model' and path.name != 'codebook.pack':
                self.assertNotIn(here + b'/build', path.read_bytes(), path)


@unittest.skipUnless(SLOW, 'DEMARCHE_SLOW=1 makes the packages')
class Packaged(unittest.TestCase):
    def test_the_debian_package(self):
        if shutil.which('dpkg-shlibdeps') is None or shutil.which('file') is None:
            self.skipTest('apt-get install dpkg-dev file')
        with tempfile.TemporaryDirectory() as folder:
            run('cpack', '-G', 'DEB', '-B', folder, cwd=PROGRAM.parent)
            package = next(pathlib.Path(folder).rglob('demarche_*.deb'))
            depends = run('dpkg-deb', '-f', package, 'Depends').decode()
            for library in ('libfmt', 'libc6'):
                self.assertIn(library, depends)
            run('dpkg-deb', '-x', package, pathlib.Path(folder, 'root'))
            installed = pathlib.Path(folder, 'root', 'usr', 'bin', 'demarche')
            self.assertEqual(run(installed, 'code', '-', input=LINE.encode(), env=bare(), cwd='/'),
                             run(PROGRAM, 'code', '-', input=LINE.encode()))

    def test_the_wheel(self):
        venv = ROOT / 'build' / 'venv' / 'bin'
        if not (venv / 'auditwheel').exists():
            self.skipTest('no build/venv: ./dev python makes it where PyPI can be reached')
        with tempfile.TemporaryDirectory() as folder:
            run('./dev', 'wheel', cwd=ROOT)
            wheel = next((ROOT / 'build' / 'wheels').glob('demarche-*manylinux*.whl'))
            run(venv / 'pip', 'install', '-q', '--no-deps', '--no-index', '--target', folder, wheel)
            script = ('import demarche, sys; e = demarche.Engine(); '
                      'sys.stdout.write(e.code("France recalled its ambassador to Italy on Thursday.", id="a", origin="-:1", '
                      'published="2021-03-05").jsonl)')
            self.assertEqual(run(venv / 'python', '-c', script, env=dict(bare(), PYTHONPATH=folder), cwd='/'),
                             run(PROGRAM, 'code', '-', input=LINE.encode()))
            self.assertTrue((pathlib.Path(folder) / 'demarche' / '_core.pyi').exists())
            self.assertTrue((pathlib.Path(folder) / 'demarche' / 'spark' / 'job.py').exists())


if __name__ == '__main__':
    if len(sys.argv) < 2:
        sys.exit('usage: test_install.py PROGRAM')
    PROGRAM = pathlib.Path(sys.argv.pop(1)).resolve()
    unittest.main(verbosity=2)
