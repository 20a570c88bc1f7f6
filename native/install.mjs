// Runs `npm ci` here, once, however many builds ask for it at the same moment.
// A build of Sluice.Engine starts this, with the platform it needs, when package-lock.json is newer than what is installed.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const wanted = join(here, 'package-lock.json');
const installed = join(here, 'node_modules', '.package-lock.json');
const lock = join(here, '.installing');
const platform = process.argv[2] ?? '';

const isCurrent = () => existsSync(installed) && statSync(installed).mtimeMs >= statSync(wanted).mtimeMs;

// The lock names its owner, so that a build that was killed does not hold it for ever.
function takeLock() {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  let owner;
  try { owner = Number(readFileSync(lock, 'utf8')); } catch { return false; }
  if (!owner) return false; // just created, its owner not yet written
  try { process.kill(owner, 0); } catch (error) {
    if (error.code === 'ESRCH') rmSync(lock, { force: true });
  }
  return false;
}

function registry() {
  const asked = spawnSync('npm', ['config', 'get', 'registry'], { cwd: here, encoding: 'utf8', shell: process.platform === 'win32' });
  return asked.stdout?.trim() || 'unknown';
}

const pause = () => new Promise(resolve => setTimeout(resolve, 200));
while (!isCurrent() && !takeLock()) await pause();
if (isCurrent()) {
  try { if (readFileSync(lock, 'utf8') === String(process.pid)) rmSync(lock); } catch { /* not ours, or gone */ }
  process.exit(0);
}

try {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const run = spawnSync(npm, ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: here,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (run.error) console.error(`npm could not be started: ${run.error.message}`);
  process.exitCode = run.status ?? 1;

  // The packages are optional, so npm counts one that it cannot fetch as success: look for ours.
  const known = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8')).optionalDependencies;
  const name = `@node-llama-cpp/${platform}`;
  if (process.exitCode === 0 && name in known && !existsSync(join(here, 'node_modules', name, 'bins'))) {
    rmSync(installed, { force: true });
    console.error(`npm ended well but did not bring ${name}: the registry (${registry()}) could not be reached, or does not have it.`);
    process.exitCode = 1;
  }
} finally {
  rmSync(lock, { force: true });
}
