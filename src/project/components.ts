import { createRegistry } from '../components/registry.ts';
import type { ComponentTypes } from '../engine/component.ts';
import type { Door } from '../http/door.ts';
import type { Environment } from './language.ts';
import type { Settings } from './settings.ts';

/** The node types that a project's flows can use. Nothing is connected before a request is sent. */
export function componentsFor(settings: Settings, environment: Environment): ComponentTypes {
  const proxies = {
    http_proxy: settings['http.proxy'] ?? undefined,
    https_proxy: settings['http.https_proxy'] ?? undefined,
    no_proxy: settings['http.no_proxy']?.join(','),
  };
  const { 'http.timeout': timeout, 'http.max_size': maxBytes } = settings;
  let door: Promise<Door> | undefined;
  return createRegistry({
    door: {
      // Loaded with the first request: most flows send none.
      request: async (asked) => {
        door ??= import('../http/door.ts').then(({ createDoor }) =>
          createDoor({ env: { ...environment, ...proxies } }),
        );
        return (await door).request(asked);
      },
    },
    http: {
      timeout,
      maxBytes,
      allowPrivate: settings['http.allow_private'],
    },
  });
}
