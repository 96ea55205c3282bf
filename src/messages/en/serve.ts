/** The commands `serve` and `token`, and what the server says. */
export const serve = {
  'help/serve': 'Serves the project’s flows over HTTP, with a page.',
  'help-usage/serve': '[options]',
  'help-examples/serve': `bisheng serve
bisheng serve --port 9000
BISHENG_SECRET_KEY=… bisheng serve --host 0.0.0.0 --allow-host flows.example.com`,
  'help-flag/serve-port': 'port to listen on (default 8086; 0 for any free one)',
  'help-flag/serve-host': 'address to listen on (default 127.0.0.1)',
  'help-flag/serve-allow-host': 'a name by which the server may be asked besides; repeatable',
  'help-flag/serve-allow-origin': 'the origin of a page elsewhere that may ask; repeatable',
  'help-flag/serve-rate': 'requests a second for each user (default 50)',
  'help-flag/serve-runs': 'runs at a time (default 200)',
  'help-flag/serve-user-runs': 'runs at a time for each user (default 100)',
  'help-flag/serve-user-sockets': 'WebSockets at a time for each user (default 20)',
  'help-flag/serve-user-streams': 'streams of events at a time for each user (default 20)',
  'help-flag/serve-run-timeout': 'seconds that a run may take',
  'help-flag/serve-drain': 'seconds that runs have to end when the server stops (default 10)',
  'help-flag/serve-quiet': 'do not log requests',
  'help/token': 'Makes tokens for the server.',
  'help-usage/token': '<command>',
  'help-examples/token': 'bisheng token create ada --expires 7d',
  'help/token-create': 'Makes a token for a user.',
  'help-usage/token-create': '<user> [options]',
  'help-examples/token-create': `bisheng token create ada
bisheng token create ada --role admin --expires 30m`,
  'help-argument/token-user': 'the user’s id',
  'help-flag/token-role': 'what the user may do: admin, or user (the default)',
  'help-flag/token-expires': 'how long the token holds: 90s, 30m, 24h (the default), 7d',
  'serve/bad-request': 'The address or the name of this server can’t be read.',
  'serve/ready': 'Serving {n} {n|flow|flows} of {root}. Press Ctrl-C to stop.',
  'serve/how-token': 'Requests need a token: bisheng token create <user>',
  'serve/stopping':
    'Stopping: {n} {n|run goes|runs go} on, for {seconds} more {seconds|second|seconds} at most. Once more to stop at once.',
  'serve/stopping-none': 'Stopping.',
  'serve/port-taken': 'Another program listens on {place} already.',
  'serve/listen': 'Can’t listen on {place}: {reason}.',
  'serve/port-hint': 'Name another port with --port; “--port 0” takes any free one.',
  'serve/port-low': 'Ports below 1024 need more rights. Name another port with --port.',
  'serve/host-hint':
    '--host takes an address of this machine, such as 127.0.0.1; 0.0.0.0 stands for all of them.',
  'serve/store-hint': 'The server keeps every run there: it has to be able to read and write it.',
  'serve/no-flows':
    'There are no flows in {folder} yet. Make one with “bisheng new flow”: it is served at once.',
  'serve/no-project':
    '{root} has no bisheng.yaml. If it is not your project, start the server in the folder that has one.',
  'serve/open-key':
    'To listen on {host}, where other machines can ask, the server needs a key of your own in BISHENG_SECRET_KEY.',
  'serve/key-short': 'The key in {name} has {n} bytes; it needs at least {least}.',
  'serve/key-known': 'The key in {name} is one that others can guess.',
  'serve/key-hint':
    "Make one with: node -p \"require('crypto').randomBytes(48).toString('base64url')\"",
  'serve/key-open': 'Other users of this machine can read the key in {file}.',
  'serve/key-open-hint':
    'Delete {file}: the next start makes a new one. Tokens that were made with the old one end then.',
  'serve/token-user': 'A user’s id has 1 to {most} characters.',
  'serve/token-role': 'The role is admin or user, not “{value}”.',
  'serve/token-expires': 'A token holds for a time such as 30m, 24h or 7d, not “{value}”.',
  'serve/too-often': 'Too many requests. Try again later.',
  'serve/many-streams':
    'You have {n} {n|stream|streams} of events open, which is as many as you may. Close one first.',
  'serve/store': 'The server can’t write to its store now.',
  'serve/internal': 'Something went wrong inside the server.',
  'serve/content-type':
    'The body was read as a text: JSON needs the header Content-Type: application/json.',
  'serve/invalid': 'Something is wrong with the request.',
  'serve/broken': 'The request’s body did not arrive as a whole.',
  'serve/body-large': 'The body has more than {n} bytes.',
  'serve/body-deep': 'The body is nested more than {n} deep.',
  'serve/body-encoding': 'The body is not UTF-8.',
  'serve/idempotency-key': 'An Idempotency-Key has 1 to 255 printable ASCII characters.',
  'serve/limit': '`limit` is a whole number from 1 to {most}.',
  'serve/status': '`status` is one of: {known}.',
  'serve/lang': '`lang` is one of: en, zh.',
  'serve/last-event-id': 'Last-Event-ID is the number of an event.',
  'serve/wrong-host':
    'This server doesn’t answer to that name. If it is its own, --allow-host lets it.',
  'serve/wrong-origin':
    'Pages of other servers are not answered, unless --allow-origin names them.',
  'serve/docs-title': 'The API of bisheng serve',
  'serve/docs-lead':
    'All requests but those of health and documentation need “Authorization: Bearer <token>”. The same as a document: ',
} as const;
