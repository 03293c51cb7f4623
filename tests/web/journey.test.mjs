// An analyst's way through the pages: from two names to a citable, exportable view, by mouse and by keyboard only.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { after, before, test } from 'node:test';
import { fresh_page, missing, open, start_browser, start_server } from './harness.mjs';

const why = missing();
if (why) {
  console.log('skipped: ' + why);
  process.exit(77);
}

let server, browser;
before(async () => {
  server = await start_server();
  browser = await start_browser();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const read = async (page, selector) => (await page.textContent(selector)).replace(/\s+/g, ' ').trim();

async function with_page(f, options) {
  const { page, context, troubles } = await fresh_page(browser, server.base, options);
  try {
    await f(page, context);
    assert.deepEqual(troubles, []);
  } finally {
    await context.close();
  }
}

test('two names lead to the relation, and its figures are those of the server', () =>
  with_page(async (page) => {
    await open(page, server.base + '/');
    await page.fill('#ask-first', 'russ');
    await page.keyboard.press('Enter');
    await page.fill('#ask-second', 'china');
    await page.keyboard.press('Enter');
    await page.waitForURL(/relation.RUS.CHN/);
    await page.waitForSelector('#chart canvas');
    const data = await (await fetch(server.base + '/relation/RUS/CHN.json')).json();
    const sum = (...keys) => data.points.reduce((n, p) => n + keys.reduce((m, k) => m + p[k], 0), 0);
    const lede = await read(page, '.lede');
    assert.ok(lede.startsWith(`${sum('events')} new events`), lede);
    assert.ok(lede.includes(`${sum('verbal_cooperation', 'material_cooperation')} of cooperation`), lede);
    assert.ok(lede.includes(`${sum('verbal_conflict', 'material_conflict')} of conflict`), lede);
    await page.click('#chart .as-table summary');
    assert.equal(await page.locator('#chart tbody tr').count(), data.points.length);
  }));

test('period, measure and kind change the chart and the address, and back goes back', () =>
  with_page(async (page) => {
    await open(page, server.base + '/relation/RUS/CHN');
    await page.check('#controls input[value="year"]', { force: true });
    await page.waitForURL(/period=year/);
    await page.waitForFunction(() => document.querySelectorAll('#chart tbody tr').length < 20);
    await page.check('#controls input[value="rate"]', { force: true });
    await page.waitForURL(/measure=rate/);
    assert.match(await read(page, '#chart thead'), /per 100 articles/);
    await page.check('#controls input[value="material"]', { force: true });
    await page.waitForURL(/show=material/);
    const deeds = await read(page, '.lede');
    await page.goBack();
    await page.waitForFunction((t) => document.querySelector('.lede')?.textContent !== t, deeds);
    assert.ok(!page.url().includes('show='));
  }));

test('dragging over the chart zooms in, and the whole span comes back', () =>
  with_page(async (page) => {
    await open(page, server.base + '/relation/RUS/CHN?period=year');
    const over = await page.locator('#chart .u-over').first().boundingBox();
    await page.mouse.move(over.x + over.width * 0.55, over.y + 60);
    await page.mouse.down();
    await page.mouse.move(over.x + over.width * 0.7, over.y + 60, { steps: 4 });
    await page.mouse.move(over.x + over.width * 0.95, over.y + 60, { steps: 4 });
    await page.mouse.up();
    await page.waitForURL(/since=\d{4}-\d\d-\d\d/);
    await page.waitForFunction(() => document.querySelectorAll('#chart tbody tr').length < 8);
    await page.click('text=Whole span');
    await page.waitForFunction(() => document.querySelectorAll('#chart tbody tr').length > 8);
    assert.ok(!page.url().includes('since='));
  }));

test('a click on a bar opens its reports, and a report its evidence', () =>
  with_page(async (page) => {
    await open(page, server.base + '/relation/RUS/CHN?period=year');
    const over = await page.locator('#chart .u-over').first().boundingBox();
    await page.mouse.click(over.x + over.width * 0.21, over.y + over.height * 0.6);
    await page.waitForURL(/open=2014/);
    await page.waitForSelector('#evidence li.event');
    assert.match(await read(page, '#evidence h2'), /2014/);
    for (const day of await page.locator('#evidence li.event > .record-line time').evaluateAll((all) => all.map((t) => t.getAttribute('datetime')))) {
      if (day) assert.ok(day <= '2014-12-31', day);
    }
    const id = await page.locator('#evidence li.event').first().getAttribute('id');
    await page.locator('#evidence li.event a.open').first().click();
    await page.waitForURL(new RegExp(id));
    // The address changes before the page does.
    await page.locator('.page-head', { hasText: /Coded as/i }).waitFor();
    const event = await (await fetch(`${server.base}/event/${id}.json`)).json();
    const shown = await page.locator('#evidence blockquote').evaluate((b) => {
      const copy = b.cloneNode(true);
      copy.querySelectorAll('.role').forEach((r) => r.remove());
      return copy.textContent;
    });
    assert.equal(shown, event.report.sentence);
    assert.match(await read(page, '.page-head'), /Coded as/i);
    await page.click('text=In the article');
    await page.waitForURL(/\/article\/.*at=/);
    await page.waitForSelector('#text mark[data-role="trigger"]');
    assert.ok((await read(page, '#text mark[data-role="trigger"]')).endsWith(event.trigger.text));
  }));

test('what is claimed, planned or denied is told apart in words, not by colour', () =>
  with_page(async (page) => {
    for (const [factuality, word] of [['future', 'planned'], ['negated', 'denied'], ['hypothetical', 'hypothetical']]) {
      await open(page, `${server.base}/events?factuality=${factuality}`);
      const all = await page.locator('#items li.event .status').allTextContents();
      assert.ok(all.length > 0, factuality);
      for (const t of all) assert.ok(t.includes(word), t);
    }
    await open(page, server.base + '/events?factuality=actual');
    const claimed = page.locator('#items li.event.is-claimed .status');
    assert.ok((await claimed.count()) > 0);
    assert.match(await claimed.first().textContent(), /claimed by \S/);
  }));

test('by keyboard only: search, chart, evidence, citation', () =>
  with_page(async (page) => {
    await open(page, server.base + '/');
    await page.keyboard.press('/');
    await page.keyboard.type('russia china');
    await page.keyboard.press('Enter');
    await page.waitForURL(/relation.RUS.CHN/);
    await page.waitForSelector('#chart [role=slider]');
    for (let i = 0; i < 80 && !(await page.evaluate(() => document.activeElement?.getAttribute('role') === 'slider')); i++) await page.keyboard.press('Tab');
    const spoken = () => page.getAttribute('#chart [role=slider]', 'aria-valuetext');
    await page.keyboard.press('End');
    const last = await spoken();
    await page.keyboard.press('ArrowLeft');
    assert.notEqual(await spoken(), last);
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.waitForURL(/open=/);
    const opened = page.url();
    await page.keyboard.press('[');
    await page.waitForFunction((u) => location.href !== u, opened);
    await page.keyboard.press(']');
    await page.waitForFunction((u) => location.href === u, opened);
    await page.waitForSelector('#evidence li.record');
    await page.keyboard.press('e');
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    assert.ok(await page.evaluate(() => document.activeElement?.matches('li.record')));
    await page.keyboard.press('c');
    await page.waitForSelector('dialog[open] textarea');
    assert.match(await page.inputValue('dialog[open] textarea'), /Russia – China.*as of/);
    await page.keyboard.press('Escape');
    await page.waitForSelector('dialog', { state: 'detached' });
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/(event|statement)\//);
    await page.keyboard.press('?');
    await page.waitForSelector('dialog[open] .keys');
    await page.uncheck('dialog[open] input[type=checkbox]');
    await page.keyboard.press('Escape');
    await page.keyboard.press('c');
    await page.waitForTimeout(150);
    assert.equal(await page.locator('dialog[open]').count(), 0, 'keys are switched off');
  }));

test('a permanent address gives the same view in a fresh browser', () =>
  with_page(async (page) => {
    await open(page, server.base + '/relation/RUS/CHN?period=year#measure=plover&show=all&open=2019');
    await page.keyboard.press('c');
    const cited = await page.inputValue('dialog[open] textarea');
    const url = cited.match(/http\S+/)[0];
    assert.match(url, /as_of=/);
    const state = async (p) => [await read(p, 'h1'), await read(p, '.lede'), await read(p, '#chart table'), await read(p, '#evidence')];
    await page.keyboard.press('Escape');
    const here = await state(page);
    await with_page(async (other) => {
      await open(other, url);
      await other.waitForSelector('#evidence li.record');
      assert.deepEqual(await state(other), here);
    });
  }));

test('table, picture and lists can be taken along', () =>
  with_page(async (page) => {
    await open(page, server.base + '/relation/RUS/CHN?period=year');
    const save = async (label) => {
      const [file] = await Promise.all([page.waitForEvent('download'), page.click(`#chart .take button:text-is("${label}")`)]);
      return fs.readFileSync(await file.path());
    };
    const csv = (await save('CSV')).toString();
    const data = await (await fetch(server.base + '/relation/RUS/CHN.json?period=year')).json();
    assert.equal(csv.trim().split('\r\n').length, data.points.length + 1);
    const svg = (await save('SVG')).toString();
    assert.match(svg, /^<svg xmlns/);
    assert.match(svg, /archive as of/);
    assert.equal((await save('PNG')).subarray(1, 4).toString(), 'PNG');
    await page.click('#chart .take button:text-is("Embed")');
    const html = await page.inputValue('dialog[open] textarea');
    const image = html.match(/src="([^"]+)"/)[1].replace(/&amp;/g, '&');
    const answer = await fetch(image);
    assert.equal(answer.status, 200);
    assert.match(answer.headers.get('content-type'), /svg/);
    await page.keyboard.press('Escape');
    await open(page, server.base + '/events?party=CHN&type=ACCUSE');
    const href = await page.getAttribute('#items .take a:text-is("JSONL")', 'href');
    const lines = (await (await fetch(new URL(href, server.base))).text()).trim().split('\n');
    const facets = await (await fetch(server.base + '/events/facets.json?party=CHN&type=ACCUSE')).json();
    assert.equal(lines.length, facets.total);
  }));

test('filters, counts and chips agree', () =>
  with_page(async (page) => {
    await open(page, server.base + '/events');
    const facet = page.locator('#facets details:has(summary:text-is("Kind")) li a').first();
    const [name, count] = [await facet.locator('span').first().textContent(), Number((await facet.locator('.count').textContent()).replace(/\D/g, ''))];
    await facet.click();
    await page.waitForURL(new RegExp('type=' + name));
    await page.waitForFunction((n) => document.querySelector('#facets b')?.textContent.replace(/\D/g, '') === String(n), count);
    const kinds = new Set(await page.locator('#items li.event .quad b').allTextContents());
    assert.deepEqual([...kinds], [name]);
    await page.click('.chips a');
    await page.waitForFunction(() => !location.search.includes('type='));
  }));

test('the core pages read without a script', () =>
  with_page(
    async (page) => {
      for (const [url, words] of [['/', 'Russia'], ['/relation/RUS/CHN?period=year', '2022'], ['/events', 'coded'], ['/article/2022-12-30-video-call', 'Moscow']]) {
        await page.goto(server.base + url);
        const text = await page.textContent('main');
        assert.ok(text.length > 200 && text.toLowerCase().includes(words.toLowerCase()), url);
        assert.equal(await page.locator('main h1').count(), 1, url);
      }
    },
    { javaScriptEnabled: false },
  ));
