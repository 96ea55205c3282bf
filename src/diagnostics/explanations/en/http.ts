import type { Explanations } from '../explanations.ts';

/** Explains findings about requests. */
export const http = {
  'http-url': {
    means: 'The URL of a request cannot be used.',
    advice:
      'It must be whole, with `http://` or `https://` and a host. A value that is filled in cannot change the host or step up in the path: that would let data choose the server.',
  },
  'http-method': {
    means: 'The method of a request is no HTTP method.',
    advice: 'Methods are single words: GET, POST, PUT, PATCH, DELETE, HEAD.',
  },
  'http-header': {
    means: 'A header’s name or value cannot be sent.',
    advice:
      'Names have letters, digits and hyphens; values have no line breaks, for with one a value could add headers of its own. Some headers belong to the connection and cannot be set.',
  },
  'http-setting': {
    means: 'A setting of an `HTTPRequest` is not understood.',
    advice:
      'Sizes are bytes or texts like `10MB`; statuses are written `404`, `2xx`, `200-299` or `any`.',
  },
  'http-proxy': {
    means: 'The proxy cannot be used.',
    advice:
      'Its address comes from `HTTP_PROXY`, `HTTPS_PROXY` or `http.proxy` in `bisheng.yaml`; `NO_PROXY` lists the hosts that need none. Check the address and its user and password.',
  },
  'http-connection': {
    means: 'No connection to the server comes about, or it breaks off.',
    advice:
      'The message says which: no address for the name, connection refused, a certificate that cannot be trusted. Check the URL and the network; `retries` tries again by itself.',
  },
  'http-timeout': {
    means: 'The server did not answer in time.',
    advice:
      'Give it more with `timeout` (seconds), or ask for less. `on_error` lets the flow go on without it.',
  },
  'http-too-large': {
    means: 'The answer is larger than allowed.',
    advice:
      'The limit keeps one answer from filling the memory. Raise `max_size` at the node or `http.max_size` in `bisheng.yaml`, or ask for less.',
  },
  'http-private-address': {
    means: 'A request was about to reach this machine or a private network.',
    advice:
      'A URL that comes from data or a redirect could otherwise read internal services. If that is meant, write `allow_private: true`; a host that the flow itself names is always allowed.',
  },
  'http-redirect-refused': {
    means: 'A redirect was not followed.',
    advice:
      'It leads from https to http, to something that is no URL, or through too many stations. Ask the last address directly.',
  },
  'http-status': {
    means: 'The server answered with a status that is not expected.',
    advice:
      'Without `expect_status` everything but 2xx is a failure. Read what the server says, or name the statuses that are good answers too.',
  },
  'http-body': {
    means: 'The body of an answer cannot be read as it should be.',
    advice:
      'It is no JSON, or in an encoding that is not known. `response: text` takes it as it is.',
  },
  'http-not-recorded': {
    means: 'A replay has no recorded answer to a request of the flow.',
    advice:
      'The message names what differs from the nearest recorded request. Where the change is meant, record again with `--record`; a part that differs each time goes under `ignore` in the cassette. Nothing is sent to a server in a replay.',
  },
  'cassette-invalid': {
    means: 'A file of recorded exchanges is damaged or of another format.',
    advice: 'Undo the last change to it, or record it again with `--record`.',
  },
} as const satisfies Explanations;
