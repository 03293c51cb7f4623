// A report is objected to, the administrator decides, and it is gone from every page and file, with a receipt that holds.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { TOKEN, fresh_page, missing, open, start_browser, start_server } from './harness.mjs';

const why = missing();
if (why || process.env.BASE) {
  console.log('skipped: ' + (why ?? 'a removal is only tested on an archive of its own'));
  process.exit(77);
}

const ARTICLE = '2022-12-30-video-call';
let server, browser, event, before_sum, key;
const json = async (url) => (await fetch(server.base + url)).json();
const status = async (url) => (await fetch(server.base + url)).status;
const sum = async () => (await json('/relation/RUS/CHN.json?period=year')).points.reduce((n, p) => n + p.events + p.other_events + p.unconfirmed_events, 0);

before(async () => {
  server = await start_server();
  browser = await start_browser();
  event = (await json(`/events.json?article=${ARTICLE}`)).items[0];
  before_sum = await sum();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

async function with_page(f) {
  const { page, context, troubles } = await fresh_page(browser, server.base);
  try {
    await f(page);
    assert.deepEqual(troubles, []);
  } finally {
    await context.close();
  }
}

test('a reader files a request from the page of an event', () =>
  with_page(async (page) => {
    await open(page, server.base + '/event/' + event.id);
    await page.click('text=Ask for a change or a removal');
    await page.waitForURL(/\/requests/);
    assert.equal(await page.inputValue('#request-form [name=article]'), ARTICLE);
    await page.selectOption('#request-form [name=verb]', 'erase');
    await page.fill('#request-form [name=contact]', 'reader@reader.example');
    await page.fill('#request-form [name=ground]', 'The call was private.');
    await page.click('#request-form button');
    await page.waitForURL(/\/request\//);
    key = new URL(page.url()).pathname.split('/')[2];
    assert.match(await page.textContent('#main'), /open/);
    assert.equal(await status('/event/' + event.id + '.json'), 200, 'nothing happens before somebody decides');
  }));

test('without the token nobody decides', () =>
  with_page(async (page) => {
    await open(page, server.base + '/admin');
    assert.equal(await page.locator('section.request').count(), 0);
    assert.ok([401, 403].includes((await fetch(server.base + '/admin/requests/1/accept', { method: 'POST' })).status));
  }));

test('the administrator signs in, reads and does what was asked', () =>
  with_page(async (page) => {
    await open(page, server.base + '/admin');
    await page.fill('[name=token]', TOKEN);
    await page.click('#main button');
    await page.waitForSelector('section.request');
    assert.match(await page.textContent('section.request'), /The call was private/);
    await page.click('section.request button:text-is("Do what it asks for")');
    await page.waitForFunction(() => /\(done\)/.test(document.querySelector('section.request')?.textContent ?? ''));
  }));

test('it is gone from pages, lists, search, series and files', async () => {
  for (const url of [`/event/${event.id}`, `/article/${ARTICLE}`]) {
    assert.ok([404, 410].includes(await status(url)), url);
    assert.ok([404, 410].includes(await status(url + '.json')), url);
  }
  assert.deepEqual((await json(`/events.json?article=${ARTICLE}`)).items, []);
  for (const list of ['events', 'statements', 'articles']) {
    const text = await (await fetch(`${server.base}/${list}.jsonl`)).text();
    assert.ok(!text.includes(ARTICLE), list);
    assert.ok(text.length > 1000, list);
  }
  const found = await json('/search.json?q=year-end video call');
  assert.ok(!found.articles.some((a) => a.id === ARTICLE));
  assert.ok((await sum()) < before_sum);
  await with_page(async (page) => {
    await open(page, server.base + '/relation/RUS/CHN?period=year#open=2022');
    assert.ok(!(await page.textContent('#main')).includes('year-end video call'));
  });
});

test('whoever asked sees what became of it, and the receipt holds', () =>
  with_page(async (page) => {
    await open(page, server.base + '/request/' + key);
    assert.match(await page.textContent('#main'), /done/);
    const [file] = await Promise.all([page.waitForEvent('download'), page.click('text=Signed receipt')]);
    const receipt = path.join(server.folder, 'receipt.json');
    fs.copyFileSync(await file.path(), receipt);
    assert.ok(!fs.readFileSync(receipt, 'utf8').includes('reader@reader.example'), 'a receipt names nobody');
    execFileSync(server.program, ['verify', '--receipt', receipt], { stdio: 'pipe' });
    execFileSync(server.program, ['verify', '1', '--archive', server.archive], { stdio: 'pipe' });
  }));
