import type { Door } from '../http/door.ts';
import type { Interceptor } from '../http/exchange.ts';
import type { Clock } from '../http/retry.ts';
import type { Project } from '../project.ts';

/** The door of a project: loaded and connected with the first request, because most flows send none. `intercept` stands around each. */
export function doorOf(
  { settings, environment }: Project,
  intercept?: Interceptor,
  clock?: Clock,
): Pick<Door, 'request' | 'open'> {
  const proxies = {
    http_proxy: settings['http.proxy'] ?? undefined,
    https_proxy: settings['http.https_proxy'] ?? undefined,
    no_proxy: settings['http.no_proxy']?.join(','),
  };
  let door: Promise<Door> | undefined;
  const opened = (): Promise<Door> =>
    (door ??= import('../http/door.ts').then(({ createDoor }) =>
      createDoor({
        env: { ...environment, ...proxies },
        ...(intercept && { intercept }),
        ...(clock && { clock }),
      }),
    ));
  return {
    request: async (asked) => (await opened()).request(asked),
    open: async (asked) => (await opened()).open(asked),
  };
}
