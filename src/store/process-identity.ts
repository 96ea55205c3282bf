import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { isObject, type Value } from '../flow/value.ts';

/** Which process it is, so that another with its number, or after a restart of the machine, is not taken for it. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly host: string;
  /** When it began: Linux's ticks since the start of the machine, elsewhere seconds since 1970. */
  readonly started: number;
  /** Linux: which start of the machine, and which container; elsewhere empty. */
  readonly system: string;
}

/** Whether a process is there still; `unknown` where it runs on another machine or in another container. */
export type Life = 'alive' | 'dead' | 'unknown';

/** This process. Never throws. */
export function thisProcess(): ProcessIdentity {
  const system = linuxSystem();
  const begun = Math.round(Date.now() / 1000 - process.uptime());
  const started = system === '' ? begun : (linuxStart(process.pid) ?? begun);
  return { pid: process.pid, host: hostname(), started, system };
}

/** Whether a process is there still, as far as this one can see. Never throws. */
export function lifeOf(other: ProcessIdentity): Life {
  if (other.host !== hostname()) return 'unknown';
  const system = linuxSystem();
  if (system !== '' && other.system !== '') {
    const [boot, space] = system.split(' ');
    const [otherBoot, otherSpace] = other.system.split(' ');
    if (boot !== otherBoot) return 'dead';
    if (space !== otherSpace) return 'unknown';
    return linuxStart(other.pid) === other.started ? 'alive' : 'dead';
  }
  if (!answers(other.pid)) return 'dead';
  const started = startedAt(other.pid);
  // Whole seconds, from two clocks.
  return started === undefined || Math.abs(started - other.started) <= 3 ? 'alive' : 'dead';
}

/** What a store has kept of a process; undefined where it is none. */
export function identityFrom(value: Value | undefined): ProcessIdentity | undefined {
  if (!isObject(value)) return undefined;
  const { pid, host, started, system } = value;
  return typeof pid === 'number' && typeof host === 'string'
    ? { pid, host, started: Number(started), system: typeof system === 'string' ? system : '' }
    : undefined;
}

function linuxSystem(): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return '';
  }
}

/** Undefined where there is no such process, or it is dead and only not yet buried. */
function linuxStart(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name, in parentheses, may hold anything.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? undefined : Number(fields[19]);
  } catch {
    return undefined;
  }
}

function answers(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** When a process began, in seconds since 1970, on macOS and Windows; undefined where nobody says it. */
function startedAt(pid: number): number | undefined {
  const script = `[DateTimeOffset]::new((Get-Process -Id ${pid}).StartTime).ToUnixTimeSeconds()`;
  const [command, args] =
    process.platform === 'win32'
      ? (['powershell', ['-NoProfile', '-Command', script]] as const)
      : (['ps', ['-o', 'lstart=', '-p', String(pid)]] as const);
  try {
    const env = { ...process.env, LC_ALL: 'C' };
    const options = { encoding: 'utf8', timeout: 5_000, windowsHide: true, env } as const;
    const said = execFileSync(command, args, { ...options, stdio: ['ignore', 'pipe', 'ignore'] });
    const seconds = process.platform === 'win32' ? Number(said) : Date.parse(said) / 1000;
    return Number.isFinite(seconds) ? seconds : undefined;
  } catch {
    return undefined;
  }
}
