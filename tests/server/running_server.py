"""A server over an archive of its own, for tests: started once a class, stopped at its end."""
import http.client
import json
import os
import pathlib
import re
import socket
import subprocess
import tempfile
import threading
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
TOKEN = 'a-token-that-only-the-test-knows'


class Answer:
    def __init__(self, response):
        self.status = response.status
        self.headers = {k.lower(): v for k, v in response.getheaders()}
        self.cookies = [v for k, v in response.getheaders() if k.lower() == 'set-cookie']
        self.body = response.read()

    @property
    def text(self):
        return self.body.decode('utf-8')

    @property
    def json(self):
        return json.loads(self.body)


class ServerCase(unittest.TestCase):
    PROGRAM = None
    ARGUMENTS = []
    TOKEN_FILE = False

    @classmethod
    def reports(cls, folder):
        """Paths to code; a subclass may write some into the folder."""
        return [ROOT / 'demo' / 'reports']

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.place = pathlib.Path(cls.folder.name)
        cls.archive = cls.place / 'test.archive'
        paths = cls.reports(cls.place)
        subprocess.run([cls.PROGRAM, 'add', *paths, '--archive', cls.archive, '--quiet'], timeout=300, capture_output=True)
        cls.start()

    @classmethod
    def start(cls):
        arguments = [cls.PROGRAM, 'serve', '--archive', cls.archive, '--port', '0', '--workers', '3', *cls.ARGUMENTS]
        if cls.TOKEN_FILE:
            (cls.place / 'token').write_text(TOKEN + '\n')
            arguments += ['--admin-token', cls.place / 'token']
        env = {k: v for k, v in os.environ.items() if k != 'DEMARCHE_ADMIN_TOKEN'}
        cls.server = subprocess.Popen(arguments, stderr=subprocess.PIPE, text=True, env=env)
        line = cls.server.stderr.readline()
        found = re.search(r'http://([\d.]+):(\d+)', line)
        assert found, f'no address: {line}'
        cls.host, cls.port = found[1], int(found[2])
        threading.Thread(target=cls.server.stderr.read, daemon=True).start()

    @classmethod
    def tearDownClass(cls):
        cls.server.terminate()
        assert cls.server.wait(timeout=20) == 0, 'the server did not stop well'
        cls.folder.cleanup()

    def get(self, target, method='GET', body=None, host=None, **headers):
        """Headers by keyword: if_none_match='...'."""
        connection = http.client.HTTPConnection(self.host, self.port, timeout=30)
        sent = {k.replace('_', '-'): v for k, v in headers.items()}
        if host is not None:
            sent['Host'] = host
        connection.request(method, target, body=body, headers=sent)
        answer = Answer(connection.getresponse())
        connection.close()
        return answer

    def raw(self, data, wait=10, half_close=False):
        """Everything that comes back for these bytes."""
        with socket.create_connection((self.host, self.port), timeout=wait) as s:
            s.sendall(data)
            if half_close:
                s.shutdown(socket.SHUT_WR)
            out = b''
            try:
                while True:
                    part = s.recv(65536)
                    if not part:
                        return out
                    out += part
            except (socket.timeout, ConnectionResetError):
                return out

    def items(self, target):
        answer = self.get(target)
        self.assertEqual(answer.status, 200, answer.text[:500])
        return answer.json['items']


def run(module_cases):
    import sys
    if len(sys.argv) < 2:
        sys.exit(f'usage: {sys.argv[0]} PROGRAM')
    ServerCase.PROGRAM = str(pathlib.Path(sys.argv.pop(1)).resolve())
    unittest.main(module=module_cases)
