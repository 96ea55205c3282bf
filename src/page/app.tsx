import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import { Login } from './login.tsx';
import { useLanguage, useLook } from './preferences.ts';
import { Preferences } from './parts/preferences-bar.tsx';
import { SignedIn } from './signed-in.tsx';
import { useToken } from './token.ts';
import { sayIn, Words } from './words/say.ts';

/** The page: who has no token signs in first. */
export function App(): ComponentChildren {
  const [language, chooseLanguage] = useLanguage();
  const [look, chooseLook] = useLook();
  const { token, hasExpired, signIn, signOut } = useToken();
  const words = useMemo(() => ({ language, say: sayIn(language) }), [language]);
  const preferences = <Preferences {...{ language, chooseLanguage, look, chooseLook }} />;
  return (
    <Words.Provider value={words}>
      {token === undefined ? (
        <Login hasExpired={hasExpired} signIn={signIn} preferences={preferences} />
      ) : (
        <SignedIn key={token} token={token} signOut={signOut} preferences={preferences} />
      )}
    </Words.Provider>
  );
}
