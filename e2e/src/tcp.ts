import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

export interface ProcessConnection {
  pid: number;
  /** `127.a.b.c:port` */
  local: string;
  remote: string;
}

const ESTABLISHED = '01';

/** The established TCP connections that the kernel shows for a process (`/proc/net/tcp`, as `ss -tnp` prints them). */
export function connectionsOf(pid: number): ProcessConnection[] {
  const inodes = new Set(socketInodes(pid));
  return readFileSync('/proc/net/tcp', 'utf8').split('\n').slice(1).map(line => line.trim().split(/\s+/))
    .filter(fields => fields[3] === ESTABLISHED && inodes.has(fields[9] ?? ''))
    .map(fields => ({ pid, local: endpoint(fields[1] ?? ''), remote: endpoint(fields[2] ?? '') }));
}

/** The processes that a process has started, and those that they have started. */
export function descendantsOf(pid: number): number[] {
  const children = readdirSync('/proc').filter(name => /^\d+$/.test(name)).map(Number).filter(candidate => parentOf(candidate) === pid);
  return children.flatMap(child => [child, ...descendantsOf(child)]);
}

function parentOf(pid: number): number | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/^PPid:\s*(\d+)/m.exec(status)?.[1]);
  } catch {
    return undefined;
  }
}

function socketInodes(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).map(fd => {
      try {
        return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? '';
      } catch {
        return '';
      }
    }).filter(inode => inode !== '');
  } catch {
    return [];
  }
}

function endpoint(hexadecimal: string): string {
  const [address = '', port = ''] = hexadecimal.split(':');
  const bytes = (address.match(/../g) ?? []).map(byte => parseInt(byte, 16)).reverse();
  return `${bytes.join('.')}:${parseInt(port, 16)}`;
}
