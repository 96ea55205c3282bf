import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { useSay } from '../words/say.ts';

/** Copies a text; there is none where the browser doesn't allow it. */
export function CopyButton({ text }: { readonly text: string }): ComponentChildren {
  const say = useSay();
  const [isCopied, setCopied] = useState(false);
  // Only pages that came safely have it.
  if (!isSecureContext) return null;
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), 2000);
  };
  return (
    <button type="button" class="plain small" onClick={() => void copy().catch(() => undefined)}>
      <span aria-live="polite">{say(isCopied ? 'copied' : 'copy')}</span>
    </button>
  );
}
