import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Badge } from '../parts/badge.tsx';
import type { FlowNode } from '../server/shapes.ts';
import { Values } from '../text/value.tsx';
import { useSay } from '../words/say.ts';
import type { NodeStory } from './story.ts';
import { aside } from './timeline.tsx';

interface NodePanelProps {
  readonly id: string;
  readonly story: NodeStory | undefined;
  /** What the flow says of it; nothing of nodes in sub-flows. */
  readonly node: FlowNode | undefined;
  readonly close: () => void;
}

/** All that is known of one node. */
export function NodePanel({ id, story, node, close }: NodePanelProps): ComponentChildren {
  const say = useSay();
  const place = useRef<HTMLElement>(null);
  useEffect(() => place.current?.scrollIntoView({ block: 'nearest' }), [id]);
  const { title, description, fields = [] } = node ?? {};
  const { outputs = {} } = story ?? {};
  return (
    <section ref={place} class="card node-panel" aria-labelledby="node-title">
      <header>
        <h2 id="node-title">
          <bdi>{id}</bdi>
        </h2>
        <code class="quiet">{node?.type ?? story?.type}</code>
        {story && <Badge status={story.status} />}
        <button class="plain small" onClick={close}>
          {say('close')}
        </button>
      </header>
      {title !== undefined && title !== id && <p class="node-name">{title}</p>}
      {description !== undefined && description !== title && <p>{description}</p>}
      {story && <p class="quiet small">{aside(story, say)}</p>}
      {story?.error && (
        <>
          <h3>{say('node/error')}</h3>
          <ErrorText {...story.error} />
          {story.handledBy !== undefined && story.handledBy !== 'continue' && (
            <p class="quiet">{say('node/handled', { node: story.handledBy })}</p>
          )}
        </>
      )}
      {story?.status === 'running' && story.said !== '' && (
        <>
          <h3>{say('node/streaming')}</h3>
          <pre class="said">{story.said}</pre>
        </>
      )}
      {Object.keys(outputs).length > 0 && <h3>{say('node/output')}</h3>}
      <Values values={outputs} isPlain />
      {fields.length > 0 && (
        <>
          <h3>{say('node/fields')}</h3>
          <dl class="fields">
            {fields.map((field) => (
              <div key={field.name}>
                <dt>
                  {field.title ?? field.name}{' '}
                  {field.title !== undefined && <code class="quiet">{field.name}</code>}
                </dt>
                {(field.description ?? field.placeholder) !== undefined && (
                  <dd>{field.description ?? field.placeholder}</dd>
                )}
              </div>
            ))}
          </dl>
        </>
      )}
      {story && story.notes.length > 0 && (
        <>
          <h3>{say('run/warnings')}</h3>
          <ul class="notes">
            {story.notes.map((note, n) => (
              <li key={n}>{note}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

interface ErrorTextProps {
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
}

/** What a failure says. */
export function ErrorText({ code, message, hint }: ErrorTextProps): ComponentChildren {
  return (
    <div class="notice is-bad">
      <p class="pre">{message}</p>
      {hint !== undefined && <p class="pre quiet">{hint}</p>}
      <p>
        <code class="quiet small">{code}</code>
      </p>
    </div>
  );
}
