/** Seconds that a request may take whose node and project say nothing. */
export const DEFAULT_TIMEOUT = 30;
/** The largest body that is taken where nobody says otherwise, in bytes. */
export const DEFAULT_MAX_BYTES = 10 * 1024 * 1024;
