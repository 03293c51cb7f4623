// Every page in both themes through axe-core, and a picture of each in three widths under build/screenshots, to be looked at.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { SHOTS, axe_source, fresh_page, missing, open, start_browser, start_server } from './harness.mjs';

const why = missing();
if (why) {
  console.log('skipped: ' + why);
  process.exit(77);
}

const WIDTHS = [[1400, 1000], [820, 1100], [360, 780]];
let server, browser, pages;

before(async () => {
  server = await start_server();
  browser = await start_browser();
  fs.mkdirSync(SHOTS, { recursive: true });
  const first = async (url) => (await (await fetch(server.base + url)).json()).items?.[0]?.id;
  const [event, statement, incident, story] = await Promise.all(['/events.json?type=ACCUSE', '/statements.json', '/incidents.json', '/stories.json'].map(first));
  pages = {
    home: '/', relation: '/relation/RUS/CHN?period=year', 'relation-months': '/relation/EGY/ISR#measure=plover', events: '/events?party=CHN', statements: '/statements',
    event: '/event/' + event, statement: '/statement/' + statement, article: '/article/2022-12-30-video-call', incidents: '/incidents', stories: '/stories',
    actors: '/actors', actor: '/actor/CHN', network: '/network', 'network-ring': '/network#as=ring', map: '/places', sources: '/sources', search: '/search?q=china',
    changes: '/changes', requests: '/requests', methods: '/methods', export: '/export', admin: '/admin', brief: '/brief/RUS/CHN', 'not-found': '/event/none',
    ...(incident ? { incident: '/incident/' + incident } : {}), ...(story ? { story: '/story/' + story } : {}),
  };
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

async function violations(page) {
  await page.evaluate(axe_source());
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  return found.violations.map((v) => `${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(' | ')}`);
}

async function look_at(page, name) {
  for (const [width, height] of WIDTHS) {
    await page.setViewportSize({ width, height });
    await page.waitForTimeout(150);
    await page.screenshot({ path: path.join(SHOTS, `${name}-${width}.png`) });
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth + 1), `scrolls sideways at ${width}`);
  }
}

for (const scheme of ['light', 'dark']) {
  test(`every page, ${scheme}: shuts nobody out, asks nobody else, scrolls one way`, async (t) => {
    for (const [name, url] of Object.entries(pages)) {
      await t.test(name, async () => {
        const { page, context, troubles } = await fresh_page(browser, server.base, { colorScheme: scheme });
        try {
          await open(page, server.base + url);
          assert.deepEqual(await violations(page), []);
          assert.deepEqual(troubles, []);
          assert.equal(await page.locator('h1').count(), 1, 'one heading of the first rank');
          if (scheme === 'light') await look_at(page, name);
          else await page.screenshot({ path: path.join(SHOTS, `${name}-dark.png`) });
        } finally {
          await context.close();
        }
      });
    }
  });
}
