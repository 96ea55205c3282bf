import type { ComponentChildren } from 'preact';
import { useContext, useEffect, useRef, useState } from 'preact/hooks';
import { signs } from '../parts/badge.tsx';
import { useServer } from '../server/use-server.ts';
import { useSay, Words } from '../words/say.ts';
import type { NodeStory } from './story.ts';

interface PictureProps {
  readonly flow: string;
  readonly name: string;
  /** What has become of its nodes; none: nothing runs. */
  readonly nodes: readonly NodeStory[];
  readonly selected: string | undefined;
  readonly select: (node: string) => void;
}

/** In a smaller picture than so nobody can read anything. */
const LEAST = 0.55;

/** The graph of a flow as the server draws it, with what has become of its nodes. */
export function Picture({ flow, name, nodes, selected, select }: PictureProps): ComponentChildren {
  const server = useServer();
  const say = useSay();
  const { language } = useContext(Words);
  const place = useRef<HTMLDivElement>(null);
  const [svg, setSvg] = useState<Element | null>();
  const [isFull, setFull] = useState(false);
  const [isScaled, setScaled] = useState(false);
  useEffect(() => {
    const controller = new AbortController();
    const path = `/api/v1/workflows/${encodeURIComponent(flow)}/graph?lang=${language}`;
    void server.picture(path, controller.signal).then((drawn) => {
      if (!controller.signal.aborted) setSvg(drawn ?? null);
    });
    return () => controller.abort();
  }, [server, flow, language]);
  useEffect(() => {
    if (!svg || !place.current) return;
    const shown = document.adoptNode(svg) as SVGSVGElement;
    shown.setAttribute('aria-label', say('flow/graph', { flow: name }));
    place.current.replaceChildren(shown);
  }, [svg]);
  useEffect(() => {
    const frame = place.current;
    if (!svg || !frame) return;
    const resize = (): void => setScaled(fit(svg as SVGSVGElement, frame, isFull) < 1);
    const observer = new ResizeObserver(resize);
    observer.observe(frame);
    resize();
    toFirst(frame);
    return () => observer.disconnect();
  }, [svg, isFull]);
  useEffect(() => {
    const known = new Map(nodes.map((node) => [node.id, node]));
    for (const group of place.current?.querySelectorAll<SVGGElement>('[data-node]') ?? []) {
      const id = group.dataset.node ?? '';
      mark(group, known.get(id), id === selected);
    }
  }, [svg, nodes, selected]);
  if (svg === null) return <p class="picture none">{say('flow/no-graph')}</p>;
  return (
    <div class="picture-frame">
      <div
        ref={place}
        class={`picture ${isFull ? 'is-full' : ''}`}
        tabIndex={0}
        role="group"
        aria-label={say('flow/graph', { flow: name })}
        aria-describedby="graph-hint"
        onClick={({ target }) => {
          const group = target instanceof Element ? target.closest('[data-node]') : null;
          const id = group?.getAttribute('data-node');
          if (id) select(id);
        }}
      />
      <p id="graph-hint" class="hidden">
        {say('flow/graph-hint')}
      </p>
      {(isScaled || isFull) && (
        <button class="plain small zoom" onClick={() => setFull(!isFull)}>
          {say(isFull ? 'flow/fit' : 'flow/full')}
        </button>
      )}
    </div>
  );
}

/** Makes a picture as large as its frame has room for, but readable. Gives its scale. */
function fit(svg: SVGSVGElement, frame: HTMLElement, isFull: boolean): number {
  const [width = 1, height = 1] = ['width', 'height'].map((name) => Number(svg.getAttribute(name)));
  const { paddingLeft, maxHeight } = getComputedStyle(frame);
  const margin = 2 * parseFloat(paddingLeft);
  const room = [(frame.clientWidth - margin) / width, (parseFloat(maxHeight) - margin) / height];
  const scale = isFull ? 1 : Math.max(LEAST, Math.min(1, ...room));
  svg.style.width = `${width * scale}px`;
  svg.style.height = `${height * scale}px`;
  return scale;
}

/** Who opens a picture that is wider than its frame sees where it begins. */
function toFirst(frame: HTMLElement): void {
  const boxes = [...frame.querySelectorAll('[data-node]')].map((box) =>
    box.getBoundingClientRect(),
  );
  const [first] = boxes.sort((a, b) => a.top - b.top);
  if (!first) return;
  const { left, width } = frame.getBoundingClientRect();
  frame.scrollLeft += (first.left + first.right) / 2 - left - width / 2;
}

/** Shows on a node's box what has become of it: by its class, and in a sign at its upper right corner. */
function mark(group: SVGGElement, node: NodeStory | undefined, isSelected: boolean): void {
  for (const name of [...group.classList]) if (name.startsWith('is-')) group.classList.remove(name);
  if (isSelected) group.classList.add('is-selected');
  if (node) group.classList.add(`is-${node.status}`);
  const text = node ? signText(node) : '';
  let sign = [...group.children].find((child) => child.classList.contains('state'));
  if (text === '') return sign?.remove();
  if (!sign) {
    sign = group.appendChild(document.createElementNS(SVG, 'g'));
    sign.classList.add('state');
    sign.append(document.createElementNS(SVG, 'rect'), document.createElementNS(SVG, 'text'));
  }
  const [box, words] = sign.children;
  if (words?.textContent === text || !box || !words) return;
  words.textContent = text;
  const own = group.querySelector('rect.box');
  const [x, y, width] = ['x', 'y', 'width'].map((name) => Number(own?.getAttribute(name)));
  const length = Math.max(22, 8 + 7.5 * Array.from(text).length);
  const left = (x ?? 0) + (width ?? 0) - length + 9;
  set(box, { x: left, y: (y ?? 0) - 11, width: length, height: 22, rx: 11 });
  set(words, { x: left + length / 2, y: (y ?? 0) + 4.5 });
}

const SVG = 'http://www.w3.org/2000/svg';

function set(element: Element, values: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(values)) element.setAttribute(name, String(value));
}

function signText({ status, round, times }: NodeStory): string {
  if (status === 'pending') return '';
  if (round?.total != null && round.done !== null && status === 'running')
    return `${round.done}/${round.total}`;
  if (round && status === 'running') return `↻ ${round.round}`;
  return times > 1 ? `${signs[status]} ×${times}` : signs[status];
}
