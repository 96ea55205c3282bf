import type { ComponentChildren } from 'preact';

/** The product's sign and name. */
export function Brand(): ComponentChildren {
  return (
    <span class="brand">
      <svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
        <rect class="brand-ground" width="32" height="32" rx="9" />
        <path class="brand-line" d="M11.5 14.5v3a4 4 0 0 0 4 4h2" />
        <rect class="brand-box" x="7.5" y="8.5" width="8" height="6" rx="1.5" />
        <rect class="brand-box" x="17.5" y="18.5" width="8" height="6" rx="1.5" />
      </svg>
      <span>bisheng</span>
    </span>
  );
}
