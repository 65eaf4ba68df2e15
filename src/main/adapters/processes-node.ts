import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import type { Processes } from '../ports/processes';

/** Processes of this machine; on Linux told apart by start time and boot, elsewhere by their number only. */
export const nodeProcesses: Processes = {
  pid: process.pid,
  host: hostname(),
  async startedAt(pid) {
    try {
      process.kill(pid, 0);
    } catch (error) {
      // EPERM: it lives, under another user.
      if ((error as NodeJS.ErrnoException).code !== 'EPERM') return null;
    }
    if (process.platform !== 'linux') return '';
    try {
      const boot = (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim();
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
      // After the name in parentheses (which may hold anything): state is field 3, start time field 22.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return fields[0] === 'Z' ? null : `${boot}/${fields[19] ?? ''}`;
    } catch {
      return '';
    }
  },
};
