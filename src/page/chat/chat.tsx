import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { newId } from '../server/server.ts';
import type { FlowSummary, Json } from '../server/shapes.ts';
import { useServer } from '../server/use-server.ts';
import { Loading, Trouble } from '../parts/trouble.tsx';
import { useSay } from '../words/say.ts';
import { Said } from './said.tsx';
import { keepChat, keptChat, turnsOf, type KeptChat } from './kept-chat.ts';
import { begin, followTurn, historyOf, type Turn } from './turn.ts';

interface ChatProps {
  readonly id: string;
  readonly flow: FlowSummary | undefined;
}

/** A conversation with the project's chat flow: each message is a run of it. */
export function Chat({ id, flow }: ChatProps): ComponentChildren {
  const say = useSay();
  const server = useServer();
  const [turns, setTurns] = useState<readonly Turn[]>([]);
  const [text, setText] = useState('');
  const kept = useRef(useMemo(() => keptChat(id), []));
  const [isKnown, setKnown] = useState(kept.current.runs.length === 0);
  const [trouble, setTrouble] = useState<unknown>();
  const alive = useRef(new AbortController());
  const field = useRef<HTMLTextAreaElement>(null);
  const end = useRef<HTMLDivElement>(null);
  const current = turns.at(-1);
  const status = current?.story?.status;
  const isBusy =
    !isKnown ||
    (current !== undefined &&
      current.problem === undefined &&
      (status === undefined || status === 'running' || status === 'waiting'));

  useEffect(() => () => alive.current.abort(), []);
  useEffect(() => {
    if (isKnown) return;
    const { signal } = alive.current;
    turnsOf(server, kept.current)
      .then((found) => {
        if (signal.aborted) return;
        setTurns(found);
        setKnown(true);
        for (const { id: turn, run, story } of found) if (!story && run) void follow(turn, run);
      })
      .catch(setTrouble);
  }, []);
  useEffect(() => end.current?.scrollIntoView({ block: 'nearest' }), [turns]);

  const change = (turn: string, more: Partial<Turn>): void =>
    setTurns((all) => all.map((one) => (one.id === turn ? { ...one, ...more } : one)));
  const follow = (turn: string, run: string): Promise<void> =>
    followTurn(server, run, (story) => change(turn, { story }), alive.current.signal).catch(
      (problem: unknown) => change(turn, { problem }),
    );
  const send = async (): Promise<void> => {
    const input = text.trim();
    if (input === '' || isBusy) return;
    const turn = newId();
    const inputs = { input, history: historyOf(turns), session_id: kept.current.session };
    setText('');
    setTurns([...turns, { id: turn, input, run: undefined, story: undefined, problem: undefined }]);
    try {
      const { run_id: run } = await begin(server, id, inputs);
      keep({ ...kept.current, runs: [...kept.current.runs, run] });
      change(turn, { run });
      await follow(turn, run);
    } catch (problem) {
      change(turn, { problem });
    }
  };
  const keep = (chat: KeptChat): void => {
    kept.current = chat;
    keepChat(id, chat);
  };
  const answer = async (run: string, node: string, value: Json): Promise<void> => {
    await server.post(`/api/v1/runs/${run}/answers`, { answers: { [node]: value } });
  };
  const stop = (): void => {
    if (!current?.run) return;
    const { id: turn, run } = current;
    server
      .post(`/api/v1/runs/${run}/cancel`)
      .catch((problem: unknown) => change(turn, { problem }));
    field.current?.focus();
  };
  const renew = (): void => {
    alive.current.abort();
    alive.current = new AbortController();
    keep({ session: newId(), runs: [] });
    setKnown(true);
    setTrouble(undefined);
    setTurns([]);
    field.current?.focus();
  };

  return (
    <div class="page chat">
      <div class="head">
        <div>
          <h1>{say('chat/with', { flow: flow?.name ?? id })}</h1>
          {flow && flow.description !== '' && <p class="lead">{flow.description}</p>}
        </div>
        {(turns.length > 0 || !isKnown) && <button onClick={renew}>{say('chat/new')}</button>}
      </div>
      <div class="talk" role="log" aria-label={say('chat/log')} aria-busy={isBusy}>
        {trouble !== undefined && <Trouble problem={trouble} />}
        {!isKnown && trouble === undefined && <Loading />}
        {isKnown && turns.length === 0 && <p class="empty quiet">{say('chat/empty')}</p>}
        {turns.map((turn) => (
          <Said
            key={turn.id}
            turn={turn}
            answer={(node, value) => answer(turn.run ?? '', node, value)}
          />
        ))}
        <div ref={end} />
      </div>
      <form
        class="composer card"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <label class="hidden" for="message">
          {say('chat/message')}
        </label>
        <textarea
          ref={field}
          id="message"
          rows={Math.min(8, Math.max(1, text.split('\n').length))}
          placeholder={say('chat/placeholder')}
          value={text}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
          onKeyDown={(event) => {
            // While a word is being put together, Enter takes it.
            if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
            event.preventDefault();
            void send();
          }}
        />
        {isBusy ? (
          <button type="button" onClick={stop}>
            {say('chat/stop')}
          </button>
        ) : (
          <button class="primary" disabled={text.trim() === ''}>
            {say('chat/send')}
          </button>
        )}
      </form>
    </div>
  );
}
