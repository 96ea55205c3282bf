import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { Words } from '../words/say.ts';
import type { Server } from './server.ts';

export const Connection = createContext<Server | undefined>(undefined);

/** The server, as the person who has signed in asks it. */
export function useServer(): Server {
  const server = useContext(Connection);
  if (!server) throw new Error('nobody has signed in');
  return server;
}

/** An answer that is on its way, is there, or will not come. */
export interface Answer<T> {
  readonly value?: T;
  readonly problem?: unknown;
  readonly again: () => void;
}

/** What the server answers; it is asked again when the path or the language changes. */
export function useAnswer<T>(path: string): Answer<T> {
  const server = useServer();
  const { language } = useContext(Words);
  const [count, setCount] = useState(0);
  const [state, setState] = useState<{ path: string; value?: T; problem?: unknown }>({ path });
  useEffect(() => {
    let isWanted = true;
    server
      .get<T>(path)
      .then((value) => isWanted && setState({ path, value }))
      .catch((problem: unknown) => isWanted && setState({ path, problem }));
    return () => {
      isWanted = false;
    };
  }, [server, path, count, language]);
  const { value, problem } = state.path === path ? state : {};
  return {
    ...(value !== undefined && { value }),
    ...(problem !== undefined && { problem }),
    again: () => setCount((n) => n + 1),
  };
}
