import type { ComponentChildren, VNode } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { Brand } from './parts/brand.tsx';
import { CopyButton } from './parts/copy-button.tsx';
import { Problem } from './server/problem.ts';
import { Server } from './server/server.ts';
import { problemWords } from './parts/trouble.tsx';
import { useSay } from './words/say.ts';

interface LoginProps {
  readonly hasExpired: boolean;
  readonly signIn: (token: string) => void;
  readonly preferences: VNode;
}

/** Where a person gives a token, which is tried before it is kept. */
export function Login({ hasExpired, signIn, preferences }: LoginProps): ComponentChildren {
  const say = useSay();
  const [wrong, setWrong] = useState<string>();
  const [isChecking, setChecking] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const command = say('login/command', { user: say('login/user') });

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const token = field.current?.value.trim().replace(/^Bearer\s+/i, '') ?? '';
    setWrong(undefined);
    if (token === '') return refuse(say('login/empty'));
    setChecking(true);
    try {
      // What can't stand in a header is no token.
      if (!/^[\w.~+/=-]+$/.test(token)) throw new Problem(401, 'token', '');
      await new Server(token, () => undefined).get('/api/v1/me');
      signIn(token);
    } catch (error) {
      setChecking(false);
      const isRefused = error instanceof Problem && [401, 403].includes(error.status);
      refuse(isRefused ? say('login/refused') : problemWords(error, say));
    }
  };
  const refuse = (words: string): void => {
    setWrong(words);
    field.current?.focus();
  };

  return (
    <div class="login">
      <header class="login-head">{preferences}</header>
      <main class="card login-card">
        <Brand />
        <h1>{say('login')}</h1>
        <p class="lead">{say('login/lead')}</p>
        {hasExpired && wrong === undefined && (
          <p class="notice is-warning" role="status">
            {say('login/expired')}
          </p>
        )}
        <form onSubmit={(event) => void submit(event)} noValidate>
          <p id="how">{say('login/how')}</p>
          <div class="command">
            <code>{command}</code>
            <CopyButton text={command} />
          </div>
          <label for="token">{say('login/token')}</label>
          <input
            id="token"
            ref={field}
            type="password"
            autocomplete="off"
            spellcheck={false}
            autoFocus
            aria-describedby={wrong === undefined ? 'how kept' : 'wrong'}
            aria-invalid={wrong !== undefined}
          />
          <div aria-live="assertive">
            {wrong !== undefined && (
              <p id="wrong" class="field-wrong">
                {wrong}
              </p>
            )}
          </div>
          <button class="primary wide" disabled={isChecking}>
            {say(isChecking ? 'login/checking' : 'login/submit')}
          </button>
          <p id="kept" class="quiet small">
            {say('login/kept')}
          </p>
        </form>
      </main>
    </div>
  );
}
