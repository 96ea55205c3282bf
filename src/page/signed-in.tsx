import type { ComponentChildren, VNode } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { Chat } from './chat/chat.tsx';
import { FlowPage } from './flow/flow-page.tsx';
import { FlowList } from './flow/flow-list.tsx';
import { Brand } from './parts/brand.tsx';
import { NotFound, Shown } from './parts/trouble.tsx';
import { addressOf, usePlace, type Place } from './place.ts';
import { RunList } from './run/run-list.tsx';
import { RunPage } from './run/run-page.tsx';
import type { FlowList as Flows } from './server/shapes.ts';
import { Server } from './server/server.ts';
import { Connection, useAnswer } from './server/use-server.ts';
import { useSay, type Say } from './words/say.ts';

interface SignedInProps {
  readonly token: string;
  readonly signOut: (hasExpired?: boolean) => void;
  readonly preferences: VNode;
}

interface Me {
  readonly user_id: string;
  readonly role: 'user' | 'admin';
}

/** The page for somebody with a token: what all its places have around them. */
export function SignedIn({ token, signOut, preferences }: SignedInProps): ComponentChildren {
  const say = useSay();
  const place = usePlace();
  const server = useMemo(() => new Server(token, () => signOut(true)), [token]);
  const main = useRef<HTMLElement>(null);
  const address = addressOf(place);
  const first = useRef(address);
  useEffect(() => {
    // Who follows a link goes on reading where it has led.
    if (address !== first.current) main.current?.focus();
    first.current = '';
    document.title = `${titleOf(place, say)} · bisheng`;
    scrollTo(0, 0);
  }, [address]);
  return (
    <Connection.Provider value={server}>
      <a class="skip" href="#main" onClick={(event) => toMain(event, main.current)}>
        {say('skip')}
      </a>
      <Header place={place} signOut={signOut} preferences={preferences} />
      <main ref={main} id="main" tabIndex={-1} key={address}>
        <View place={place} />
      </main>
    </Connection.Provider>
  );
}

/** What a run is called it says itself, once it is known. */
function titleOf(place: Place, say: Say): string {
  if (place.at === 'flow') return place.id;
  if (place.at === 'nowhere') return say('not-found');
  return say(place.at === 'run' ? 'runs' : place.at);
}

function toMain(event: Event, main: HTMLElement | null): void {
  event.preventDefault();
  main?.focus();
}

function View({ place }: { readonly place: Place }): ComponentChildren {
  const flows = useAnswer<Flows>('/api/v1/workflows');
  const me = useAnswer<Me>('/api/v1/me');
  switch (place.at) {
    case 'flows':
      return <Shown answer={flows}>{(list) => <FlowList flows={list.workflows} />}</Shown>;
    case 'flow':
      return <FlowPage id={place.id} again={place.again} />;
    case 'runs':
      return <RunList isAdmin={me.value?.role === 'admin'} />;
    case 'run':
      return <RunPage id={place.id} />;
    case 'chat':
      return (
        <Shown answer={flows}>
          {({ chat, workflows }) =>
            chat === null ? (
              <NotFound />
            ) : (
              <Chat flow={workflows.find(({ id }) => id === chat)} id={chat} />
            )
          }
        </Shown>
      );
    case 'nowhere':
      return <NotFound />;
  }
}

interface HeaderProps extends Pick<SignedInProps, 'signOut' | 'preferences'> {
  readonly place: Place;
}

function Header({ place, signOut, preferences }: HeaderProps): ComponentChildren {
  const say = useSay();
  const { value: me } = useAnswer<Me>('/api/v1/me');
  const { value: flows } = useAnswer<Flows>('/api/v1/workflows');
  const here = { flow: 'flows', run: 'runs' }[place.at as string] ?? place.at;
  const links = (['flows', 'runs', 'chat'] as const).filter(
    (at) => at !== 'chat' || typeof flows?.chat === 'string',
  );
  return (
    <header class="top">
      <a class="home" href="#/" aria-label="bisheng">
        <Brand />
      </a>
      <nav aria-label={say('nav')}>
        {links.map((at) => (
          <a href={`#/${at}`} aria-current={here === at ? 'page' : undefined}>
            {say(at)}
          </a>
        ))}
      </nav>
      <div class="top-end">
        {preferences}
        {me && (
          <span class="who">
            <span class="hidden">{say('signed-in', { user: me.user_id })}</span>
            <span class="quiet" aria-hidden="true" title={me.user_id}>
              {me.user_id}
            </span>
          </span>
        )}
        <button class="plain" onClick={() => signOut()}>
          {say('sign-out')}
        </button>
      </div>
    </header>
  );
}
