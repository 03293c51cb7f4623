#!/usr/bin/env python3
"""What others send, in reports and in requests, stays data: no script, no header, no path, no formula, no endless wait."""
import csv
import html.parser
import io
import json
import os
import pathlib
import random
import re
import socket
import subprocess
import tempfile
import threading
import time

from running_server import TOKEN, ServerCase, run

SCRIPT = '<script>alert(1)</script><img src=x onerror=alert(2)>'


class Elements(html.parser.HTMLParser):
    """Every element and attribute of a page."""

    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))


class HostileReports(ServerCase):
    TOKEN_FILE = True

    @classmethod
    def reports(cls, folder):
        lines = [
            {'id': 'plain"><script>alert(3)</script>', 'title': f'Russia and China {SCRIPT}', 'date': '2023-05-02',
             'publisher': f'The Gazette {SCRIPT}', 'url': 'javascript:alert(4)', 'category': SCRIPT,
             'sources': [{'n': 1, 'url': 'javascript:alert(5)'}, {'n': 2, 'url': 'https://a.example/"onmouseover="alert(6)'}],
             'text': f'Russia accused Ukraine of shelling the town of {SCRIPT} on Monday. "{SCRIPT}" said the minister of Russia.'},
            {'id': '=HYPERLINK("http://a.example","x")', 'title': '=1+1', 'date': '2023-05-03', 'publisher': '@SUM(A1)',
             'url': '+cmd|calc', 'text': 'Russia accused Ukraine of lying on Tuesday.'},
            {'id': '../../etc/passwd', 'title': '-2+3', 'date': '2023-05-04', 'publisher': 'Evening Post',
             'text': 'China criticized Japan on Wednesday over the islands.'},
            {'id': 'line\r\nbreak', 'title': 'line\r\nSet-Cookie: a=b', 'date': '2023-05-05', 'publisher': 'Evening Post',
             'text': 'France praised Germany on Thursday.'},
            {'id': 'ends.json', 'title': 'An id with an ending', 'date': '2023-05-06', 'publisher': 'Evening Post',
             'text': 'Italy thanked Spain on Friday.'}]
        (folder / 'hostile.jsonl').write_text('\n'.join(map(json.dumps, lines)) + '\n')
        return [folder / 'hostile.jsonl']

    def pages(self):
        seen, waiting = set(), ['/', '/events', '/statements', '/articles', '/dyads', '/actors', '/sources', '/methods', '/export',
                                '/relation/RUS/UKR', '/search?q=' + 'script', '/network', '/admin', '/requests', '/changes',
                                '/brief/RUS/UKR?date=2023-06-01', '/nothing<script>', '/events?type=<script>alert(1)</script>',
                                '/search?q=%3Cscript%3Ealert(1)%3C/script%3E']
        while waiting:
            target = waiting.pop()
            if target in seen or len(seen) > 150:
                continue
            seen.add(target)
            answer = self.get(target)
            if not answer.headers.get('content-type', '').startswith('text/html'):
                continue
            yield target, answer
            waiting += [a['href'] for tag, a in Elements(answer.text).found
                        if tag == 'a' and (a.get('href') or '').startswith('/') and '.' not in a['href'].split('?')[0].split('/')[-1]]

    def test_no_page_holds_what_a_report_brought(self):
        pages = 0
        for target, answer in self.pages():
            pages += 1
            with self.subTest(target=target):
                for tag, attributes in Elements(answer.text).found:
                    if tag == 'script':
                        self.assertEqual(attributes.get('src'), '/assets/app.js')
                    self.assertNotIn(tag, ('iframe', 'object', 'embed', 'base', 'style', 'img'))
                    for name, value in attributes.items():
                        self.assertFalse(name.startswith('on'), f'{tag} {name}')
                        self.assertNotEqual(name, 'style')
                        if name in ('href', 'src', 'action'):
                            self.assertRegex(value, r'^(https?://|/(?![/\\])|#|\?)')
                self.assertNotIn('<script>alert', answer.text)
                policy = answer.headers['content-security-policy']
                self.assertIn("default-src 'none'", policy)
                self.assertIn("frame-ancestors 'none'", policy)
                self.assertNotIn('unsafe', policy)
        self.assertGreater(pages, 20)

    def test_every_answer_carries_the_safety_headers(self):
        for target in ('/', '/events.json', '/events.csv', '/relation/RUS/UKR.svg', '/assets/app.css', '/nowhere', '/metrics',
                       '/events.json?type=x', '/relation/RUS/UKR.csv'):
            with self.subTest(target=target):
                headers = self.get(target).headers
                self.assertEqual(headers['x-content-type-options'], 'nosniff')
                self.assertIn("default-src 'none'", headers['content-security-policy'])
                self.assertIn('referrer-policy', headers)

    def test_names_with_slashes_and_endings_are_found(self):
        for one in self.items('/articles.json'):
            for form in ('', '.json'):
                target = '/article/' + re.sub(r'[^A-Za-z0-9]', lambda m: f'%{ord(m[0]):02X}', one['id']) + form
                answer = self.get(target)
                self.assertEqual(answer.status, 200, target)
        page = self.get('/articles').text
        link = next(a['href'] for tag, a in Elements(page).found if tag == 'a' and 'ends' in a.get('href', ''))
        self.assertTrue(self.get(link).headers['content-type'].startswith('text/html'))

    def test_nothing_outside_the_routes(self):
        for target in ('/../../etc/passwd', '/assets/../../../etc/passwd', '/assets/..%2f..%2fetc%2fpasswd', '/assets/%2e%2e/app.css',
                       '/assets/%2e%2e%2f%2e%2e%2ftest.archive', '//etc/passwd', '/assets//etc/passwd', '/article/..%2f..%2fetc%2fpasswd/x',
                       '/test.archive', '/assets/app.css%00', '/%00', '/%ff', '/%', '/%zz', '/events.json%00', '/..;/admin',
                       '/token', '/.git/config', '/assets/', '/article/', '/event/ev-1%27%20OR%201=1', '/assets/token'):
            with self.subTest(target=target):
                out = self.raw(f'GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n'.encode('latin-1'))
                self.assertRegex(out.split(b'\r\n')[0], rb'HTTP/1\.1 40[04]')
                self.assertNotIn(b'root:', out)
                self.assertNotIn(TOKEN.encode(), out)

    def test_no_header_comes_out_of_a_request(self):
        for target in ('/search?q=a%0d%0aSet-Cookie:%20x=y', '/relation/RUS/CHN%0d%0aX:%20y', '/events?source=%0d%0aX-Evil:%201',
                       '/article/line%0D%0Abreak'):
            with self.subTest(target=target):
                out = self.raw(f'GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n'.encode())
                head = out.split(b'\r\n\r\n')[0].lower()
                self.assertNotIn(b'\r\nx-evil', head)
                self.assertNotIn(b'\r\nset-cookie', head)
                self.assertNotIn(b'\r\nx:', head)

    def test_csv_holds_no_formula(self):
        for target in ('/articles.csv', '/events.csv', '/statements.csv', '/sources.csv', '/dyads.csv'):
            rows = list(csv.reader(io.StringIO(self.get(target).text)))
            self.assertGreater(len(rows), 1, target)
            for row in rows:
                for field in row:
                    with self.subTest(target=target, field=field):
                        if field[:1] in tuple('=+-@\t\r'):
                            self.assertRegex(field, r'^[-+][\d.]+$')
        text = self.get('/articles.csv').text
        for formula in ("'=1+1", "'@SUM(A1)", "'+cmd|calc", "'-2+3"):
            self.assertIn(formula, text)

    def test_unknown_hosts_get_nothing(self):
        for host in ('evil.example', 'evil.example:80', 'localhost.evil.example', '127.0.0.1.evil.example', ''):
            with self.subTest(host=host):
                answer = self.get('/events.json', host=host)
                self.assertIn(answer.status, (400, 421))
                self.assertNotIn('items', answer.text)
        self.assertEqual(self.get('/events.json', host='localhost:1').status, 200)
        out = self.raw(b'GET /events.json HTTP/1.1\r\nConnection: close\r\n\r\n')
        self.assertNotIn(b' 200 ', out.split(b'\r\n')[0])
        out = self.raw(b'GET /events.json HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n')
        self.assertNotIn(b' 200 ', out.split(b'\r\n')[0])

    def test_too_large(self):
        cases = ((b'GET /' + b'a' * 9000 + b' HTTP/1.1\r\nHost: localhost\r\n\r\n', b'414'),
                 (b'GET / HTTP/1.1\r\nHost: localhost\r\nX: ' + b'a' * 40_000 + b'\r\n\r\n', b'431'),
                 (b'POST /admin/sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9999999\r\n\r\n' + b'a' * 100_000, b'413'),
                 (b'POST /admin/sign-in HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n'
                  + b'10000\r\n' + b'a' * 0x10000 + b'\r\n10\r\n', b'413'),
                 (b'GET /search?q=' + b'a' * 600 + b' HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n', b'414'))
        for data, status in cases:
            with self.subTest(status=status):
                self.assertIn(status, self.raw(data).split(b'\r\n')[0])
        self.assertEqual(self.get('/health').status, 200)

    def test_not_http(self):
        chance = random.Random(7)
        for data in (b'\x16\x03\x01\x02\x00' + bytes(chance.randbytes(200)), b'\x00' * 100, b'GET\r\n\r\n', b'GET / HTTP/9.9\r\n\r\n',
                     b'GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n',
                     b'GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
                     b'GET / HTTP/1.1\r\nHost : localhost\r\n\r\n', b'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', b'CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n',
                     b'TRACE / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n', b'\r\n' * 50):
            with self.subTest(data=data[:30]):
                out = self.raw(data, wait=5, half_close=True)
                if out:
                    self.assertRegex(out.split(b'\r\n')[0], rb'HTTP/1\.[01] (4\d\d)')
        self.assertEqual(self.get('/health').status, 200)

    def test_methods(self):
        for method in ('PUT', 'DELETE', 'OPTIONS', 'PATCH', 'PROPFIND'):
            self.assertEqual(self.get('/events.json', method=method).status, 405)
        answer = self.get('/events', method='POST', body='')
        self.assertEqual((answer.status, answer.headers['allow']), (405, 'GET, HEAD'))

    def test_slow_requests_are_cut_off_and_hold_up_nobody(self):
        held = []
        for _ in range(60):
            s = socket.create_connection((self.host, self.port), timeout=40)
            s.sendall(b'GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ')
            held.append(s)
        begin = time.monotonic()
        self.assertEqual(self.get('/health').status, 200)
        self.assertLess(time.monotonic() - begin, 5)
        ends = time.monotonic() + 35
        for s in held:
            s.settimeout(max(1, ends - time.monotonic()))
            try:
                self.assertEqual(s.recv(1000)[:1] or b'', b'')
            except ConnectionResetError:
                pass
            s.close()

    def test_many_connections(self):
        held = []
        try:
            for _ in range(700):
                held.append(socket.create_connection((self.host, self.port), timeout=5))
        except OSError:
            pass
        time.sleep(0.3)
        for s in held:
            s.close()
        time.sleep(0.5)
        self.assertEqual(self.get('/health').status, 200)
        refused = re.search(r'demarche_connections_refused_total (\d+)', self.get('/metrics').text)
        self.assertGreater(int(refused[1]), 0)

    def test_random_targets_never_break_it(self):
        chance = random.Random(11)
        parts = ['events', 'relation', 'RUS', 'CHN', 'article', '%2F', '%00', '..', '.json', '.csv', '?', '&', '=', 'after=', '1.2.3',
                 '-.9.9', '%C3%A9', '%C3', 'limit=', '999999999999999999999', 'since=', '2022-01-01', "'", '"', '<', ';', '%25', '/', '//',
                 'as_of=', '2022-01-01T00:00:00Z', 'min_confidence=', '0.5', 'party=', 'document=', '-1', '#', '\\', '{', '%F0%9F%98%80']
        for _ in range(400):
            target = '/' + ''.join(chance.choice(parts) for _ in range(chance.randrange(1, 9)))
            out = self.raw(f'GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n'.encode(), wait=20)
            self.assertRegex(out.split(b'\r\n')[0], rb'HTTP/1\.1 (200|30\d|4\d\d)', target)

    # Acts.

    def sign_in(self):
        page = self.get('/admin')
        cookie = page.cookies[0].split(';')[0]
        csrf = re.search(r'name="csrf" value="([0-9a-f]+)"', page.text)[1]
        return page, cookie, csrf

    def test_signing_in(self):
        page, cookie, csrf = self.sign_in()
        for flag in ('HttpOnly', 'SameSite=Strict'):
            self.assertIn(flag, page.cookies[0])
        self.assertEqual(self.get('/admin.json', cookie=cookie).status, 401)
        answer = self.get('/admin/sign-in', method='POST', body=f'csrf={csrf}&token={TOKEN}', cookie=cookie)
        self.assertEqual(answer.status, 303)
        admin = answer.cookies[0].split(';')[0]
        self.assertNotEqual(admin, cookie)
        self.assertNotIn(TOKEN, answer.cookies[0])
        self.assertEqual(self.get('/admin.json', cookie=admin).json, {'signed_in': True})
        self.assertEqual(self.get('/admin.json', authorization=f'Bearer {TOKEN}').status, 200)
        csrf = re.search(r'name="csrf" value="([0-9a-f]+)"', self.get('/admin', cookie=admin).text)[1]
        self.assertEqual(self.get('/admin/sign-out', method='POST', body=f'csrf={csrf}', cookie=admin).status, 303)
        self.assertEqual(self.get('/admin.json', cookie=admin).status, 401)

    def test_forms_of_other_sites(self):
        _, cookie, csrf = self.sign_in()
        body = f'csrf={csrf}&token={TOKEN}'
        for why, sent, headers in (('no token', f'token={TOKEN}', {'cookie': cookie}), ('no cookie', body, {}),
                                   ('another session', body, {'cookie': 'demarche=' + '0' * 48}),
                                   ('another origin', body, {'cookie': cookie, 'origin': 'https://evil.example'}),
                                   ('cross-site', body, {'cookie': cookie, 'sec_fetch_site': 'cross-site'}),
                                   ('a broken token', f'csrf={csrf[:-1]}&token={TOKEN}', {'cookie': cookie})):
            with self.subTest(why=why):
                self.assertEqual(self.get('/admin/sign-in', method='POST', body=sent, **headers).status, 403)

    def test_the_token_is_nowhere(self):
        for target in ('/admin', '/metrics', '/openapi.json', '/methods.json', '/'):
            self.assertNotIn(TOKEN, self.get(target).text)


class Guessing(ServerCase):
    TOKEN_FILE = True

    @classmethod
    def reports(cls, folder):
        (folder / 'one.txt').write_text('Russia praised China.\n')
        return [folder / 'one.txt']

    def test_guessing_is_throttled(self):
        statuses = [self.get('/admin.json', authorization=f'Bearer guess-{i}').status for i in range(12)]
        self.assertEqual(set(statuses[:5]), {401})
        # Now the right one does not help either, for a while.
        page = self.get('/admin')
        cookie = page.cookies[0].split(';')[0]
        csrf = re.search(r'name="csrf" value="([0-9a-f]+)"', page.text)[1]
        answer = self.get('/admin/sign-in', method='POST', body=f'csrf={csrf}&token={TOKEN}', cookie=cookie)
        self.assertEqual(answer.status, 429)
        self.assertGreater(int(answer.headers['retry-after']), 0)
        self.assertEqual(self.get('/events.json').status, 200)


class Starting(ServerCase):
    @classmethod
    def reports(cls, folder):
        (folder / 'one.txt').write_text('Russia praised China.\n')
        return [folder / 'one.txt']

    def refused(self, *arguments):
        done = subprocess.run([self.PROGRAM, 'serve', '--archive', self.archive, *arguments], capture_output=True, text=True,
                              timeout=20, env={k: v for k, v in os.environ.items() if k != 'DEMARCHE_ADMIN_TOKEN'})
        self.assertEqual(len(done.stderr.strip().splitlines()), 1, done.stderr)
        return done.returncode, done.stderr

    def test_never_public_without_a_token(self):
        for arguments in (['--public'], ['--address', '0.0.0.0'], ['--address', '::'], ['--public', '--address', '127.0.0.1']):
            status, message = self.refused('--port', '0', *arguments)
            self.assertEqual(status, 2, message)
        short = self.place / 'short'
        short.write_text('abc\n')
        self.assertEqual(self.refused('--port', '0', '--public', '--admin-token', str(short))[0], 2)

    def test_wrong_use(self):
        self.assertEqual(self.refused('--port', str(self.port))[0], 3)
        self.assertEqual(self.refused('--port', '70000')[0], 2)
        self.assertEqual(self.refused('--origin', 'news.example.org')[0], 2)
        self.assertEqual(self.refused('--admin-token', str(self.place / 'none'))[0], 3)

    def test_stops_while_answering(self):
        with tempfile.TemporaryDirectory() as folder:
            log = pathlib.Path(folder, 'log')
            server = subprocess.Popen([self.PROGRAM, 'serve', '--archive', self.archive, '--port', '0', '--access-log', log],
                                      stderr=subprocess.PIPE, text=True)
            port = int(re.search(r':(\d+) ', server.stderr.readline())[1])
            idle = socket.create_connection(('127.0.0.1', port), timeout=10)
            with socket.create_connection(('127.0.0.1', port), timeout=10) as s:
                s.sendall(b'GET /events.json?q"\x01 HTTP/1.1\r\nHost: localhost\r\n\r\n')
                s.recv(100)
            with socket.create_connection(('127.0.0.1', port), timeout=10) as s:
                s.sendall(b'GET /events.json HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n')
                while s.recv(65536):
                    pass
            begin = time.monotonic()
            server.terminate()
            self.assertEqual(server.wait(timeout=15), 0)
            self.assertLess(time.monotonic() - begin, 5)
            idle.close()
            server.stderr.close()
            lines = log.read_text().splitlines()
            self.assertTrue(any('"GET /events.json HTTP/1.1" 200' in line for line in lines), lines)


if __name__ == '__main__':
    run('__main__')
