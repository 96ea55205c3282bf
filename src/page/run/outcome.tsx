import type { ComponentChildren } from 'preact';
import { RichText } from '../text/rich-text.tsx';
import { Value, Values } from '../text/value.tsx';
import { useSay } from '../words/say.ts';
import { ErrorText } from './node-panel.tsx';
import type { Story } from './story.ts';

/** Of what is being said, so much is shown; it is read anew with each piece. Characters. */
const LONGEST = 20_000;

/** What a run has come to: its result, or why there is none; until then what it says. */
export function Outcome({ story }: { readonly story: Story }): ComponentChildren {
  const say = useSay();
  const { status, outputs, error, speaker, nodes } = story;
  if (status === 'succeeded') {
    const values = outputs ?? {};
    const [single, ...others] = Object.values(values);
    return (
      <section class="card outcome" aria-labelledby="result">
        <h2 id="result">{say('run/result')}</h2>
        {single === undefined && <p class="quiet">{say('run/no-result')}</p>}
        {others.length > 0 ? (
          <Values values={values} />
        ) : (
          single !== undefined && <Value value={single} />
        )}
      </section>
    );
  }
  if (status === 'failed' && error) {
    return (
      <section class="card outcome" aria-labelledby="error">
        <h2 id="error">
          {say('run/error')}{' '}
          {error.node !== null && <span class="quiet">{say('run/at', { node: error.node })}</span>}
        </h2>
        <ErrorText {...error} />
      </section>
    );
  }
  const said = nodes.find(({ id }) => id === speaker)?.said;
  if (said === undefined || said === '') return null;
  if (status === 'waiting') {
    return (
      <section class="card outcome" aria-labelledby="said">
        <h2 id="said">
          {say('run/said')} <code class="quiet">{speaker}</code>
        </h2>
        <Value value={said} />
      </section>
    );
  }
  if (status !== 'running') return null;
  return (
    <section class="card outcome" aria-labelledby="live">
      <h2 id="live">
        {say('run/live')} <code class="quiet">{speaker}</code>
      </h2>
      <div class="said">
        <RichText text={said.slice(-LONGEST)} />
      </div>
    </section>
  );
}
