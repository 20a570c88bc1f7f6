// Opens a page from disk in Chromium, as a reader would at a desk, on a phone, in the dark and on paper, and writes what it saw as JSON.
// usage: node look.mjs CHROMIUM PAGE.html FOLDER
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const [executablePath, file, folder] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const url = pathToFileURL(file).href;
const patience = 600_000; // ms; a busy machine is slow, and the caller watches the clock

for (let attempt = 1; ; attempt++) {
  try {
    console.log(JSON.stringify(await look()));
    break;
  } catch (problem) {
    // A browser that died (it ends itself when the machine stood still for minutes) says nothing about the page; what it found is never asked twice.
    if (attempt === 3 || !/has been closed|crashed/.test(problem.message)) throw problem;
  }
}

async function look() {
  const seen = { requests: [], problems: [], accessibility: [], overflow: {}, smallestText: {}, charts: [], keyboard: null, print: null };

  const browser = await chromium.launch({ executablePath, timeout: patience, args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-hang-monitor'] });
  try {
    for (const [name, options] of Object.entries({
      desktop: { viewport: { width: 1280, height: 900 } },
      dark: { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' },
      phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
    })) {
      const context = await browser.newContext({ ...options, offline: true });
      context.setDefaultTimeout(patience);
      const page = await context.newPage();
      page.on('request', request => { if (request.url() !== url && !request.url().startsWith('data:')) seen.requests.push(request.url()); });
      page.on('pageerror', error => seen.problems.push(`${name}: ${error}`));
      page.on('console', message => { if (['error', 'warning'].includes(message.type())) seen.problems.push(`${name}: ${message.text()}`); });
      await page.goto(url);
      await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
      seen.overflow[name] = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      seen.smallestText[name] = await page.evaluate(() => Math.min(...[...document.querySelectorAll('svg.chart')].map(svg => parseFloat(getComputedStyle(svg).fontSize) * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width)));
      await page.evaluate(() => document.querySelectorAll('details').forEach(details => { details.open = true; }));
      await page.evaluate(axe);
      const found = await page.evaluate(() => axe.run(document, { resultTypes: ['violations'] }));
      seen.accessibility.push(...found.violations.map(violation => ({ where: name, id: violation.id, impact: violation.impact, nodes: violation.nodes.length, first: violation.nodes[0].html.slice(0, 200) })));
      if (name === 'desktop') {
        seen.charts = await page.evaluate(charts);
        seen.keyboard = await keyboard(page);
        seen.print = await print(page);
      }
      await context.close();
    }
  } finally {
    await browser.close();
  }
  return seen;
}

/** Every chart with its points, where they are drawn, and the fields of its table. */
function charts() {
  return [...document.querySelectorAll('figure.chart')].map(figure => ({
    title: figure.querySelector('h3').textContent,
    points: [...figure.querySelectorAll('svg.chart g.pt')].map(point => {
      const box = point.querySelector('.mark').getBoundingClientRect();
      return { says: point.querySelector('title').textContent, x: box.x + box.width / 2, y: box.y + box.height / 2 };
    }),
    figures: [...figure.querySelectorAll('tbody td')].map(cell => cell.textContent).filter(text => /^[−\d]/.test(text)).length,
    rows: [...figure.querySelectorAll('tbody tr')].map(row => [...row.children].map(cell => cell.textContent)),
  }));
}

/** Into the first chart by the tabulator key, to its next point by the arrow, and what is said there. */
async function keyboard(page) {
  await page.evaluate(() => { document.activeElement?.blur(); window.scrollTo(0, 0); });
  let presses = 0;
  const inChart = () => page.evaluate(() => document.activeElement?.closest('svg.chart g.pt')?.querySelector('title').textContent ?? null);
  while (presses++ < 60 && await inChart() === null) await page.keyboard.press('Tab');
  const first = await inChart();
  await page.keyboard.press('ArrowRight');
  const next = await inChart();
  const readout = await page.evaluate(() => document.activeElement.closest('figure').querySelector('.readout').textContent);
  await page.keyboard.press('End');
  const last = await inChart();
  await page.keyboard.press('Tab');
  return { presses, first, next, readout, last, leaves: await page.evaluate(() => !document.activeElement.closest('svg.chart')) };
}

/** On paper folded tables are open, and nothing is cut off at the right. */
async function print(page) {
  await page.evaluate(() => document.querySelectorAll('details').forEach(details => { details.open = false; }));
  await page.emulateMedia({ media: 'print' });
  await page.evaluate(() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))); // what is folded is found out as a frame is drawn
  const hidden = await page.evaluate(() => [...document.querySelectorAll('details table')].filter(table => !table.checkVisibility({ contentVisibilityAuto: true }) || table.getBoundingClientRect().height === 0).length);
  const pdf = await page.pdf({ path: `${folder}/print.pdf`, format: 'A4', margin: { top: '12mm', bottom: '12mm', left: '12mm', right: '12mm' } });
  return { hidden, bytes: pdf.length };
}
