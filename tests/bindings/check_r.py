#!/usr/bin/env python3
"""R CMD check of the R package, its tests against the built program: check_r.py PROGRAM.

Takes a minute, so only where DEMARCHE_SLOW=1; status 77 is a skip. Passes when the check ends without error, warning or note.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
NEEDED = ('DBI', 'RSQLite', 'tibble', 'jsonlite', 'testthat')


def skip(why):
    print(f'skipped: {why}')
    return 77


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    if os.environ.get('DEMARCHE_SLOW') != '1':
        return skip('DEMARCHE_SLOW=1 runs it')
    if shutil.which('R') is None:
        return skip('no R: apt-get install r-base-core')
    have = subprocess.run(['Rscript', '-e', f'cat(all(c({", ".join(map(repr, NEEDED))}) %in% rownames(installed.packages())))'],
                          stdout=subprocess.PIPE, text=True).stdout
    if have.strip() != 'TRUE':
        return skip('R lacks one of ' + ', '.join(NEEDED) + ': apt-get install ' + ' '.join(f'r-cran-{name.lower()}' for name in NEEDED))
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder, 'demarche')
        shutil.copytree(ROOT / 'bindings' / 'r', source)
        # A check looks dependencies up in a repository: an empty one of our own.
        pathlib.Path(folder, 'none', 'src', 'contrib').mkdir(parents=True)
        pathlib.Path(folder, 'none', 'src', 'contrib', 'PACKAGES').touch()
        profile = pathlib.Path(folder, 'profile')
        profile.write_text(f'options(repos = c(CRAN = "file://{folder}/none"))\n')
        environment = dict(os.environ, DEMARCHE_PROGRAM=str(program), R_PROFILE_USER=str(profile), _R_CHECK_FORCE_SUGGESTS_='false',
                           LC_ALL='C.UTF-8', NOT_CRAN='true')
        subprocess.run(['R', 'CMD', 'build', 'demarche'], cwd=folder, env=environment, check=True)
        package = next(pathlib.Path(folder).glob('demarche_*.tar.gz'))
        run = subprocess.run(['R', 'CMD', 'check', '--no-manual', package.name], cwd=folder, env=environment, stdout=subprocess.PIPE,
                             stderr=subprocess.STDOUT, text=True)
        print(run.stdout)
        for log in pathlib.Path(folder, 'demarche.Rcheck', 'tests').glob('*.Rout*'):
            text = log.read_text('utf-8', 'replace')
            print(text[-3000:])
            skipped = re.search(r'SKIP (\d+)', text)
            if skipped and int(skipped[1]):
                print('tests were skipped although the program is there')
                return 1
        return 0 if run.returncode == 0 and re.search(r'^Status: OK$', run.stdout, re.M) else 1


if __name__ == '__main__':
    sys.exit(main())
