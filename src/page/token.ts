import { useState } from 'preact/hooks';

const NAME = 'bisheng.token';

export interface TokenState {
  /** Undefined: nobody has signed in. */
  readonly token: string | undefined;
  /** The server did not take the last one any more. */
  readonly hasExpired: boolean;
  readonly signIn: (token: string) => void;
  readonly signOut: (hasExpired?: boolean) => void;
}

/** The person's token: it lives as long as the tab, and never stands in an address. */
export function useToken(): TokenState {
  const [token, setToken] = useState(() => sessionStorage.getItem(NAME) ?? undefined);
  const [hasExpired, setExpired] = useState(false);
  return {
    token,
    hasExpired,
    signIn: (given) => {
      sessionStorage.setItem(NAME, given);
      setExpired(false);
      setToken(given);
    },
    signOut: (expired = false) => {
      // The conversation goes, too.
      sessionStorage.clear();
      setExpired(expired);
      setToken(undefined);
    },
  };
}
