import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { addressOf } from '../place.ts';
import type { FlowSummary } from '../server/shapes.ts';
import { useSay } from '../words/say.ts';

/** With fewer flows nobody looks for one. */
const MANY = 7;

export function FlowList({ flows }: { readonly flows: readonly FlowSummary[] }): ComponentChildren {
  const say = useSay();
  const [text, setText] = useState('');
  const wanted = text.trim().toLowerCase();
  const shown = flows.filter(({ id, name, description }) =>
    [id, name, description].some((one) => one.toLowerCase().includes(wanted)),
  );
  return (
    <div class="page">
      <div class="head">
        <div>
          <h1>{say('flows')}</h1>
          {flows.length > 0 && <p class="lead">{say('flows/lead', { n: flows.length })}</p>}
        </div>
        {flows.length >= MANY && (
          <label class="find">
            <span class="hidden">{say('flows/filter')}</span>
            <input
              type="search"
              placeholder={say('flows/filter')}
              value={text}
              onInput={({ currentTarget }) => setText(currentTarget.value)}
            />
          </label>
        )}
      </div>
      {flows.length === 0 && (
        <div class="empty">
          <p>{say('flows/none')}</p>
          <p class="quiet">{say('flows/none-text')}</p>
          <p>
            <code>bisheng new flow hello</code>
          </p>
        </div>
      )}
      {flows.length > 0 && shown.length === 0 && (
        <p class="empty" role="status">
          {say('flows/no-match', { text })}
        </p>
      )}
      <ul class="cards">
        {shown.map((flow) => (
          <li key={flow.id}>
            <FlowCard flow={flow} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function FlowCard({ flow }: { readonly flow: FlowSummary }): ComponentChildren {
  const say = useSay();
  const { id, name, description, version, valid } = flow;
  return (
    <a class="card flow-card" href={addressOf({ at: 'flow', id })}>
      <h2>
        <bdi>{name}</bdi>
      </h2>
      {name !== id && <code class="quiet">{id}</code>}
      {description !== '' && <p>{description}</p>}
      <p class="facts">
        {!valid && <span class="badge is-failed">{say('flows/broken')}</span>}
        {version !== '' && <span class="quiet">{say('flows/version', { version })}</span>}
      </p>
    </a>
  );
}
