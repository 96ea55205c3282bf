/** Messages about the HTTP door and HTTPRequest. */
export const http = {
  'http-url': '“{url}” is no URL that a request can be sent to.',
  'http-url/scheme': '“{url}” is neither an http nor an https URL.',
  'http-url/control': 'The URL “{url}” has a line break or another control character in it.',
  'http-url/host': '“{value}” can’t be put into the host of the URL “{url}”.',
  'http-url/segments':
    'The path of “{url}” has a step up (“..”) or “.” in it, which would lead somewhere else.',
  'http-url/value': 'The URL must be a text, not {value}.',
  'http-url/hint': 'Write it whole, for example https://api.example.com/v1/items',
  'http-method': '“{method}” is no HTTP method.',
  'http-method/value': 'The method must be a text, not {value}.',
  'http-header': '“{name}” can’t be the name of a header.',
  'http-header/connection':
    'The header “{name}” belongs to the connection and can’t be set: remove it.',
  'http-header/line-break': 'The value of the header “{name}” has a line break in it.',
  'http-header/characters':
    'The value of the header “{name}” has characters that a header can’t hold; percent-encode it.',
  'http-header/value': 'The value of the header “{name}” must be a text or a number.',
  'http-setting/object': '“{field}” must be an object, not {value}.',
  'http-setting/expect-status': '“{value}” stands for no status.',
  'http-setting/expect-status-hint':
    'Write a status (404), a class (2xx), a range (200-299), “any”, or a list of these.',
  'http-setting/max-size': '“{value}” is no size.',
  'http-setting/max-size-hint': 'Write bytes or a text like 500KB, 10MB; at most {limit}.',
  'http-proxy': '{variable} is not the address of a proxy.',
  'http-proxy/scheme':
    '{variable} names a proxy of the kind “{scheme}”; only http and https proxies are known.',
  'http-proxy/hint': 'Write it like http://proxy.example.com:3128, or unset {variable}.',
  'http-proxy/credentials':
    'The proxy {host} wants other credentials for {target} (status {status}).',
  'http-proxy/tunnel': 'The proxy {host} makes no connection to {target} (status {status}).',
  'http-connection': 'The connection to {host} failed ({cause}).',
  'http-connection/refused': '{host} refuses the connection.',
  'http-connection/refused-hint': 'Is the server running, and is the port right?',
  'http-connection/name': 'No address is found for {host} ({cause}).',
  'http-connection/name-hint': 'Check the host’s name and the network.',
  'http-connection/cut': '{host} closed the connection before its answer was complete.',
  'http-connection/protocol': 'What {host} sends is not HTTP ({cause}).',
  'http-connection/certificate': 'The certificate of {target} can’t be trusted ({cause}).',
  'http-connection/certificate-hint':
    'For an authority of your own set NODE_EXTRA_CA_CERTS to the file with its certificate.',
  'http-connection/tls': 'No encrypted connection to {host} comes about ({cause}).',
  'http-connection/tls-hint': 'Does the port speak https? If not, write http:// in the URL.',
  'http-connection/proxy-hint':
    '{host} is the proxy from HTTP_PROXY or HTTPS_PROXY; NO_PROXY lists the hosts that need none.',
  'http-timeout': '{host} did not answer within {seconds} {seconds|second|seconds}.',
  'http-timeout/connect': 'The connection to {host} took too long.',
  'http-timeout/head': '{host} sends no answer.',
  'http-timeout/idle':
    '{host} stopped in the middle of its answer: nothing for {seconds} {seconds|second|seconds}.',
  'http-timeout/hint': 'Give it more time with “timeout” (seconds).',
  'http-too-large': 'The answer of {url} is larger than {limit}.',
  'http-too-large/headers': 'The headers that {host} sends are too large.',
  'http-too-large/hint': 'Allow more with “max_size”, for example 50MB.',
  'http-private-address': '{host} is an address of this machine or of a private network.',
  'http-private-address/name':
    '{host} leads to {address}, an address of this machine or of a private network.',
  'http-private-address/hint':
    'A redirect or a URL that comes from data may lead there only with “allow_private: true”.',
  'http-redirect-refused/insecure': '{from} redirects to {to}, which is not encrypted.',
  'http-redirect-refused/url': '{from} redirects to “{to}”, which is no http or https URL.',
  'http-redirect-refused/limit':
    '{from} leads through more than {limit} {limit|redirect|redirects}.',
  'http-status': '{method} {url} was answered with status {status}.',
  'http-status/body': '{method} {url} was answered with status {status}: {body}',
  'http-status/hint': 'If that is a good answer, name it in “expect_status”.',
  'http-body/encoding': 'The answer of {host} can’t be decompressed ({cause}).',
  'http-body/json': 'The answer of {url} should be JSON and is not: {body}',
  'http-body/empty': 'The answer of {url} should be JSON and is empty.',
  'http-body/depth': 'The JSON that {url} answers is nested more than {limit} levels deep.',
  'http-body/charset': 'The answer of {url} is written in “{charset}”, which nobody here can read.',
  'http-body/hint': 'With “response: text” it comes as it is.',
} as const;
