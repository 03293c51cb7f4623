#!/usr/bin/env python3
"""From a reader's request to its receipt, over HTTP: filed, seen by its key alone, decided by the administrator, gone everywhere."""
import json
import pathlib
import re
import subprocess
import tempfile

from running_server import TOKEN, ServerCase, run


class Requests(ServerCase):
    TOKEN_FILE = True

    @classmethod
    def reports(cls, folder):
        lines = [{'id': f'report-{i}', 'title': f'Headline {i}', 'date': f'2023-05-{i + 1:02d}', 'publisher': 'Evening Gazette',
                  'url': f'https://gazette.example/{i}', 'text': text} for i, text in enumerate((
                      'Russia accused Ukraine of shelling a village near the border on Monday.',
                      'The president of Russia met the president of China in Moscow on Tuesday.',
                      'China criticized Japan on Wednesday over the islands.',
                      'Ukraine thanked Poland on Thursday for the ambulances.'))]
        (folder / 'reports.jsonl').write_text('\n'.join(map(json.dumps, lines)) + '\n')
        return [folder / 'reports.jsonl']

    def form(self, page='/requests', **headers):
        answer = self.get(page, **headers)
        cookie = answer.cookies[0].split(';')[0] if answer.cookies else headers['cookie']
        return cookie, re.search(r'name="csrf" value="([0-9a-f]+)"', answer.text)[1]

    def file(self, target='/requests.json', **fields):
        cookie, csrf = self.form()
        body = '&'.join(f'{k}={v}' for k, v in {'csrf': csrf, 'contact': 'a%40example.org', 'ground': 'a+reason', **fields}.items())
        return self.get(target, method='POST', body=body, cookie=cookie)

    def admin(self, target, body=''):
        return self.get(target, method='POST', body=body, authorization=f'Bearer {TOKEN}')

    def test_1_filed_and_seen_by_key_only(self):
        answer = self.file(target='/requests', verb='erase', address='https%3A%2F%2Fgazette.example%2F3')
        self.assertEqual(answer.status, 303)
        key = answer.headers['location'].split('/')[-1]
        page = self.get(f'/request/{key}')
        self.assertEqual(page.status, 200)
        for private in ('a@example.org', 'gazette.example/3', 'a reason'):
            self.assertNotIn(private, page.text)
        self.assertEqual(self.get(f'/request/{key}.json').json['state'], 'open')
        number = key.split('-')[0]
        for wrong in (number, f'{number}-', f'{number}-{"0" * 32}', key[:-1] + ('0' if key[-1] != '0' else '1'), '999-' + key.split('-')[1]):
            self.assertEqual(self.get(f'/request/{wrong}.json').status, 404, wrong)
        self.assertEqual(self.get('/requests.json').status, 401)
        self.assertEqual(self.get(f'/request/{key}/receipt.json').status, 404)
        listed = self.get('/requests.json', authorization=f'Bearer {TOKEN}').json['items']
        self.assertEqual(listed[0]['contact'], 'a@example.org')
        refused = self.admin(f'/admin/requests/{number}/refuse.json', 'reason=not+ours')
        self.assertEqual(refused.status, 200, refused.text)
        self.assertEqual(self.get(f'/request/{key}.json').json['reason'], 'not ours')

    def test_2_erased_everywhere_with_a_receipt(self):
        self.assertIn('report-0', self.get('/articles.json').text)
        before = self.get('/relation/RUS/UKR.json').json
        self.assertEqual(sum(p['events'] for p in before['points']), 1)
        self.assertIn('shelling a village', self.get('/brief/RUS/UKR').text)
        answer = self.file(verb='erase', article='report-0')
        self.assertEqual(answer.status, 200, answer.text)
        key = answer.json['key']
        number = key.split('-')[0]
        done = self.admin(f'/admin/requests/{number}/accept.json')
        self.assertEqual(done.status, 200, done.text)
        for target in ('/', '/events', '/events.jsonl', '/events.csv', '/statements.jsonl', '/articles.csv', '/search.json?q=headline+0',
                       '/relation/RUS/UKR', '/relation/RUS/UKR.json', '/relation/RUS/UKR/events.json', '/brief/RUS/UKR', '/brief/RUS/UKR.md',
                       '/briefs.atom', '/dyads.json', '/article/report-0', '/article/report-0.json', '/actor/RUS'):
            with self.subTest(target=target):
                text = self.get(target).text
                self.assertNotIn('shelling', text)
                self.assertNotIn('Headline 0', text)
        self.assertEqual(sum(p['events'] for p in self.get('/relation/RUS/UKR.json').json['points']), 0)
        self.assertEqual(self.get(f'/request/{key}.json').json['state'], 'done')
        receipt = self.get(f'/request/{key}/receipt.json')
        self.assertEqual(receipt.status, 200)
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, 'receipt.json')
            path.write_bytes(receipt.body)
            checked = subprocess.run([self.PROGRAM, 'verify', '--receipt', path], capture_output=True, text=True, timeout=60)
            self.assertEqual(checked.returncode, 0, checked.stderr)
            path.write_text(receipt.text.replace('erase', 'correct'))
            self.assertNotEqual(subprocess.run([self.PROGRAM, 'verify', '--receipt', path], capture_output=True, timeout=60).returncode, 0)

    def test_3_withdrawn_and_lifted_in_the_browser(self):
        key = self.file(verb='withdraw', address='https%3A%2F%2Fgazette.example%2F2').json['key']
        number = key.split('-')[0]
        cookie, csrf = self.form('/admin')
        signed = self.get('/admin/sign-in', method='POST', body=f'csrf={csrf}&token={TOKEN}', cookie=cookie)
        admin = signed.cookies[0].split(';')[0]
        page = self.get('/admin', cookie=admin)
        self.assertIn('gazette.example', page.text)
        csrf = re.search(r'name="csrf" value="([0-9a-f]+)"', page.text)[1]
        self.assertEqual(self.get(f'/admin/requests/{number}/accept', method='POST', body='', cookie=admin).status, 403)
        self.assertEqual(self.get(f'/admin/requests/{number}/accept', method='POST', body=f'csrf={csrf}', cookie=cookie).status, 403)
        self.assertEqual(self.get(f'/admin/requests/{number}/accept', method='POST', body=f'csrf={csrf}', cookie=admin).status, 303)
        for target in ('/article/report-2', '/article/report-2.json'):
            answer = self.get(target)
            self.assertEqual(answer.status, 410)
            self.assertIn('withdrawn', answer.text)
        self.assertEqual(self.get(f'/admin/requests/{number}/lift', method='POST', body=f'csrf={csrf}', cookie=admin).status, 400)
        lifted = self.get(f'/admin/requests/{number}/lift', method='POST', body=f'csrf={csrf}&reason=settled', cookie=admin)
        self.assertEqual(lifted.status, 303)
        self.assertEqual(self.get('/article/report-2').status, 200)

    def test_4_wrong_forms(self):
        for fields in ({'verb': 'delete', 'article': 'x'}, {'verb': 'erase'}, {'verb': 'erase', 'article': 'x', 'contact': ''},
                       {'verb': 'erase', 'article': 'x' * 5000}):
            answer = self.file(**fields)
            self.assertEqual(answer.status, 400, answer.text)
        self.assertEqual(self.get('/admin/requests/1/accept.json', method='POST', body='', authorization='Bearer wrong').status, 401)
        self.assertEqual(self.admin('/admin/requests/999/accept.json').status, 404)
        self.assertEqual(self.admin('/admin/requests/1/shred.json').status, 404)

    def test_5_filing_is_throttled(self):
        statuses = [self.file(verb='erase', article='report-1').status for _ in range(14)]
        self.assertIn(429, statuses)
        self.assertEqual(statuses[-1], 429)
        self.assertEqual(self.get('/events.json').status, 200)


if __name__ == '__main__':
    run('__main__')
