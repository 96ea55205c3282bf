import { useEffect, useState } from 'preact/hooks';

/** Where on the page a person is; it stands in the address behind the `#`, which the server never sees. */
export type Place =
  | { readonly at: 'flows' | 'runs' | 'chat' | 'nowhere' }
  | { readonly at: 'run'; readonly id: string }
  /** `again`: the run whose inputs stand in the form. */
  | { readonly at: 'flow'; readonly id: string; readonly again?: string };

/** The place that an address names. */
export function placeOf(hash: string): Place {
  const [, at = '', id = ''] = /^#?\/?([^/?]*)\/?([^?]*)/.exec(hash) ?? [];
  const again = /\?again=([\w-]+)$/.exec(hash)?.[1];
  if (at === '' || (at === 'flows' && id === '')) return { at: 'flows' };
  if ((at === 'runs' || at === 'chat') && id === '') return { at };
  if (at === 'flows') return { at: 'flow', id: decoded(id), ...(again !== undefined && { again }) };
  if (at === 'runs') return { at: 'run', id: decoded(id) };
  return { at: 'nowhere' };
}

export function addressOf(place: Place): string {
  if (place.at === 'flow') {
    const again = place.again === undefined ? '' : `?again=${place.again}`;
    return `#/flows/${encodeURIComponent(place.id)}${again}`;
  }
  if (place.at === 'run') return `#/runs/${encodeURIComponent(place.id)}`;
  return place.at === 'nowhere' ? '#/' : `#/${place.at}`;
}

export function goTo(place: Place): void {
  location.hash = addressOf(place);
}

/** Where the person is now. */
export function usePlace(): Place {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const changed = (): void => setHash(location.hash);
    addEventListener('hashchange', changed);
    return () => removeEventListener('hashchange', changed);
  }, []);
  return placeOf(hash);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
