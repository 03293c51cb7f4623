// What the tests of the pages share: the program, an archive of the demonstration reports, a running server, a browser that fails the test
// on any error or forbidden content.
//
//   DEMARCHE=build/release/demarche node tests/web/journey.test.mjs
//
// Leaves with status 77 (skipped) where chromium or the packages of web/ are missing.
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
export const SHOTS = path.join(process.env.DEMARCHE_BUILD ?? path.join(ROOT, 'build'), 'screenshots');
export const TOKEN = 'a token for the tests, long enough to be one';
const program = process.env.DEMARCHE ?? path.join(ROOT, 'build/release/demarche');

export function missing() {
  const chromium = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((p) => fs.existsSync(p));
  if (!chromium) return 'chromium is not installed (apt-get install chromium): the pages are not tested in a browser';
  if (!fs.existsSync(path.join(ROOT, 'web/node_modules/playwright-core'))) return 'the packages of web/ are not there (cmake --build --preset release --target web): the pages are not tested';
  if (process.env.BASE) return null;
  if (!fs.existsSync(program)) return `${program} is not there: build it first`;
  if (!/^ *serve\b/m.test(execFileSync(program, ['help']).toString())) return 'this program has no serve command';
  return null;
}

const chromium_path = () => ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((p) => fs.existsSync(p));
const from_web = (name) => import(pathToFileURL(path.join(ROOT, 'web/node_modules', name)).href);

function free_port() {
  return new Promise((done, fail) => {
    const s = net.createServer();
    s.on('error', fail);
    s.listen(0, '127.0.0.1', () => {
      const { port } = s.address();
      s.close(() => done(port));
    });
  });
}

/** An archive of the demonstration reports in a folder of its own, and a server over it. */
export async function start_server(extra = []) {
  if (process.env.BASE) return { base: process.env.BASE, folder: os.tmpdir(), archive: '', program, stop: async () => undefined };
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'demarche-web-'));
  const archive = path.join(folder, 'news.demarche');
  execFileSync(program, ['add', '--quiet', '--archive', archive, path.join(ROOT, 'demo/reports')], { stdio: ['ignore', 'ignore', 'inherit'] });
  const port = await free_port();
  const child = spawn(program, ['serve', '--archive', archive, '--port', String(port), ...extra], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, DEMARCHE_ADMIN_TOKEN: TOKEN } });
  let said = '';
  child.stderr.on('data', (d) => (said += d));
  child.stdout.on('data', (d) => (said += d));
  const base = `http://127.0.0.1:${port}`;
  for (let i = 0; ; i++) {
    if (child.exitCode !== null || i > 100) throw new Error(`the server did not start: ${said}`);
    try {
      if ((await fetch(base + '/health')).ok) break;
    } catch {
      await new Promise((r) => setTimeout(r, 100));
    }
  }
  const stop = async () => {
    const ended = new Promise((r) => child.once('exit', r));
    child.kill('SIGTERM');
    await ended;
    fs.rmSync(folder, { recursive: true, force: true });
  };
  return { base, folder, archive, program, stop };
}

export async function start_browser() {
  const { chromium } = (await from_web('playwright-core/index.mjs')).default ?? (await from_web('playwright-core/index.mjs'));
  return chromium.launch({ executablePath: chromium_path(), args: ['--no-sandbox', '--disable-gpu'] });
}

/** A page in a fresh profile. `troubles` collects errors of the script, blocked content and requests to anywhere else. */
export async function fresh_page(browser, base, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, acceptDownloads: true, reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  const troubles = [];
  page.on('pageerror', (e) => troubles.push('script: ' + e.message));
  page.on('console', (m) => {
    if (m.type() === 'error' && !/status of (401|404|410|403)/.test(m.text())) troubles.push('console: ' + m.text());
  });
  page.on('request', (r) => {
    if (!r.url().startsWith(base) && !/^(data|blob):/.test(r.url())) troubles.push('request to elsewhere: ' + r.url());
  });
  page.setDefaultTimeout(15_000);
  return { page, context, troubles };
}

/** Opens a page and waits until the script has taken over and nothing is on its way. */
export async function open(page, url) {
  await page.goto(url, { waitUntil: 'networkidle' });
}

export const axe_source = () => fs.readFileSync(path.join(ROOT, 'web/node_modules/axe-core/axe.min.js'), 'utf8');
