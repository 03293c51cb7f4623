"""Documentation of the package is a test: its pages are current, and their code runs."""

import contextlib
import io
import os
import re
import subprocess
import sys
import tempfile
import unittest

from support import ROOT


class Pages(unittest.TestCase):
    def test_the_reference_is_current(self):
        run = subprocess.run([sys.executable, ROOT / 'tools' / 'generate_python_docs.py', '--check'], stdout=subprocess.PIPE,
                             stderr=subprocess.STDOUT, timeout=120)
        self.assertEqual(run.returncode, 0, run.stdout.decode())

    def test_the_code_of_the_pages_runs(self):
        page = (ROOT / 'docs' / 'howto' / 'use-from-python.md').read_text('utf-8')
        blocks = re.findall(r'^```python\n(.*?)^```', page, re.S | re.M)
        self.assertGreater(len(blocks), 4)
        names, printed, before = {}, io.StringIO(), os.getcwd()
        with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(printed):
            os.symlink(ROOT / 'demo', os.path.join(folder, 'demo'))
            os.chdir(folder)
            try:
                for number, block in enumerate(blocks):
                    exec(compile(block, f'use-from-python.md, block {number}', 'exec'), names)
            finally:
                os.chdir(before)
        self.assertIn('no column "text" for text in the table, which has key, day, body', printed.getvalue())
        self.assertIn('We are not amused', printed.getvalue())
        self.assertEqual(len(names['frame']), 2)


if __name__ == '__main__':
    unittest.main()
