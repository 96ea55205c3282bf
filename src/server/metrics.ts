/** Bounds of the histogram of durations, in seconds. */
const BOUNDS = [0.005, 0.025, 0.1, 0.5, 2.5, 10, 60] as const;

interface Series {
  count: number;
  seconds: number;
  readonly within: number[];
}

/** What is counted while the server runs, as Prometheus reads it (text format 0.0.4). */
export class Metrics {
  readonly #requests = new Map<string, number>();
  readonly #durations = new Map<string, Series>();
  readonly #read = new Map<string, { type: string; help: string; read: () => number }>();

  /** A request was answered; `route` is the pattern, not what was asked for, so that there are few. */
  answered(method: string, route: string, status: number, seconds: number): void {
    const labels = `method="${method}",route="${route}",status="${status}"`;
    this.#requests.set(labels, (this.#requests.get(labels) ?? 0) + 1);
    let series = this.#durations.get(route);
    if (!series) {
      series = { count: 0, seconds: 0, within: BOUNDS.map(() => 0) };
      this.#durations.set(route, series);
    }
    series.count++;
    series.seconds += seconds;
    const bound = BOUNDS.findIndex((limit) => seconds <= limit);
    if (bound >= 0) series.within[bound] = (series.within[bound] ?? 0) + 1;
  }

  /** A number that is read when somebody asks. */
  gauge(name: string, help: string, read: () => number): void {
    this.#read.set(name, { type: 'gauge', help, read });
  }

  /** The same of one that only grows. */
  counter(name: string, help: string, read: () => number): void {
    this.#read.set(name, { type: 'counter', help, read });
  }

  text(): string {
    const lines = [...this.#requestLines(), ...this.#durationLines()];
    for (const [name, { type, help, read }] of this.#read) {
      lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, `${name} ${read()}`);
    }
    return `${lines.join('\n')}\n`;
  }

  #requestLines(): string[] {
    const name = 'bisheng_http_requests_total';
    const lines = [...this.#requests].map(([labels, count]) => `${name}{${labels}} ${count}`);
    return [`# HELP ${name} Requests that were answered.`, `# TYPE ${name} counter`, ...lines];
  }

  #durationLines(): string[] {
    const name = 'bisheng_http_request_seconds';
    const lines = [`# HELP ${name} Time until the answer began.`, `# TYPE ${name} histogram`];
    for (const [route, { count, seconds, within }] of this.#durations) {
      let below = 0;
      for (const [n, bound] of BOUNDS.entries()) {
        below += within[n] ?? 0;
        lines.push(`${name}_bucket{route="${route}",le="${bound}"} ${below}`);
      }
      lines.push(
        `${name}_bucket{route="${route}",le="+Inf"} ${count}`,
        `${name}_sum{route="${route}"} ${seconds}`,
        `${name}_count{route="${route}"} ${count}`,
      );
    }
    return lines;
  }
}
