// Finding Electron's runtime without asking the package, which would start a download and can hang on a silent network.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Path of Electron's program below `dir`, or null. `ELECTRON_OVERRIDE_DIST_PATH` names another folder. */
export function electronOnDisk(dir, env = process.env, platform = process.platform) {
  const pkg = join(dir, 'node_modules/electron');
  const usual = platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : platform === 'win32' ? 'electron.exe' : 'electron';
  let told = usual;
  try {
    told = readFileSync(join(pkg, 'path.txt'), 'utf8').trim() || usual;
  } catch {
    // Not fetched yet.
  }
  const override = env.ELECTRON_OVERRIDE_DIST_PATH;
  const candidates = override ? [join(override, usual)] : [join(pkg, 'dist', told)];
  return candidates.find((file) => isFile(file)) ?? null;
}

/** A window can be shown here. */
export function hasDisplay(env = process.env, platform = process.platform) {
  return platform === 'win32' || platform === 'darwin' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

/** Fetches the runtime, a dot per second, for at most `limitMs`. Resolves with its path, or null. */
export async function fetchElectron(dir, limitMs, write = (text) => process.stderr.write(text)) {
  const install = join(dir, 'node_modules/electron/install.js');
  if (!existsSync(install)) return null;
  write(`Fetching the Electron runtime (once, at most ${Math.round(limitMs / 1000)} s) `);
  const dots = setInterval(() => write('.'), 1000);
  const code = await new Promise((resolve) => {
    const child = spawn(process.execPath, [install], { cwd: join(dir, 'node_modules/electron'), stdio: 'ignore' });
    const timer = setTimeout(() => child.kill('SIGKILL'), limitMs);
    child.on('error', () => resolve(1));
    child.on('exit', (exit) => { clearTimeout(timer); resolve(exit ?? 1); });
  });
  clearInterval(dots);
  write('\n');
  return code === 0 ? electronOnDisk(dir) : null;
}

function isFile(path) {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
