/** Where secrets stand: what keys, headers and parameters are called that have them. Patterns that look at a text in linear time. */

/** What a secret's key is called. */
const NAME =
  '(?:[\\w-]{0,40}(?:api|access|private|client|secret|app|signing|encryption)[_-]?key|apikey' +
  '|[\\w-]{0,40}(?:password|passwd|passphrase|secret)(?:[_-]?hash)?|[\\w-]{0,40}[_-]pwd|pwd|jwt' +
  '|[\\w-]{0,40}(?:access|refresh|id|auth|session|bearer|api|csrf|xsrf|security)[_-]?token' +
  '|[\\w-]{0,40}session[_-]?(?:id|key)|sid|authorization|credentials?)';
/** Tokens of all kinds, but for those that lead to the next page. */
const TOKEN = '[\\w-]{0,40}(?<!(?:page|next|sync|continuation)[_-]?)token';

/** `"access_token": "…"`, also inside a JSON text that is itself a text, or that breaks off. */
const IN_JSON = new RegExp(
  `((\\\\{0,15})"${NAME}\\2"\\s{0,20}:\\s{0,20}\\2")((?:(?!\\2")(?:\\\\.|[^\\n\\\\]))+)(?=\\2"|\\\\?$)`,
  'gi',
);
const NUMBER_IN_JSON = new RegExp(
  `((\\\\{0,15})"${NAME}\\2"\\s{0,20}:\\s{0,20})(-?\\d{4,}(?:\\.\\d+)?)`,
  'gi',
);
const TOKEN_IN_JSON = new RegExp(
  `((\\\\{0,15})"${TOKEN}\\2"\\s{0,20}:\\s{0,20}\\2")([^"\\\\\\s]{16,})(?=\\2"|\\\\?$)`,
  'gi',
);
/** `api_key=…` in a query, a form, a fragment. */
const IN_FORM = new RegExp(
  `((?:^|[?&#;]|u0026)(?:${NAME}|${TOKEN}|key|sig|[\\w-]{0,40}(?:signature|credential))=)([^&#\\s"<>;\\\\]+)`,
  'gi',
);
/** `<password>…</password>` */
const IN_XML = new RegExp(
  `(<(?:[\\w-]{1,40}:)?(?:${NAME}|${TOKEN})(?:\\s[^<>]{0,200})?>)([^<>]+)`,
  'gi',
);
/** The password of a URL. */
const IN_URL = /(\/\/[^/\s:@"]{0,100}:)([^/\s@"]{1,300})(?=@)/g;
/** `Bearer …` */
const BEARER = /(\bBearer\s{1,4})([\w.~+/=-]{16,})/gi;
/** `password: …` and `password=…` alone on a line. */
const ON_LINE = new RegExp(
  `^([ \\t]{0,20}["']?(?:${NAME}|${TOKEN})["']?[ \\t]{0,20}[:=][ \\t]{0,20}(?:(?:Bearer|Basic|Token)[ \\t]{1,4})?["']?)((?:(?!&[\\w%.-]{1,60}=)[^\\s"'])+)`,
  'gim',
);
const KEY = new RegExp(`^${NAME}$`, 'i');
const TOKEN_KEY = new RegExp(`^${TOKEN}$`, 'i');

/** What is put in a secret's place; it is given what it is. */
export type Hide = (secret: string) => string;

/** A text in which what stands where secrets stand is replaced. `lines`: also where the text is a file of settings, one in a line. */
export function hidePlaces(text: string, lines: boolean, hide: Hide): string {
  const hidden = text
    .replace(IN_JSON, (_, before: string, _slashes, value: string) => before + hide(value))
    .replace(
      NUMBER_IN_JSON,
      (_, before: string, slashes: string, value: string) =>
        `${before}${slashes}"${hide(value)}${slashes}"`,
    )
    .replace(TOKEN_IN_JSON, (_, before: string, _slashes, value: string) => before + hide(value))
    .replace(IN_FORM, (_, before: string, value: string) => before + hide(value))
    .replace(IN_XML, (_, before: string, value: string) => before + hide(value))
    .replace(IN_URL, (_, before: string, value: string) => before + hide(value))
    .replace(BEARER, (_, before: string, value: string) => before + hide(value));
  return lines
    ? hidden.replace(ON_LINE, (_, before: string, value: string) => before + hide(value))
    : hidden;
}

/** Whether what stands under a key is a secret; of a token that may be one of a language model's, by what it is. */
export function isSecretKey(key: string, value: unknown): boolean {
  if (KEY.test(key)) return true;
  return TOKEN_KEY.test(key) && typeof value === 'string' && /^\S{16,}$/.test(value);
}

/** What a header that only its receiver may see has in it: a token, with or without its kind; values of cookies. */
export function secretsInHeader(name: string, value: string): string[] {
  if (name.includes('cookie')) {
    return [...value.matchAll(/(?:^|[;,\n])\s{0,8}([^=;,\s]+)=("?)([^;,\s"]+)\2/g)].flatMap(
      ([, key = '', , cookie = '']) => (ATTRIBUTE.test(key) ? [] : [cookie]),
    );
  }
  const [, kind, token = ''] =
    /^(?:(Bearer|Basic|Token|ApiKey)\s+)?([^\s,="]+=*)$/i.exec(value) ?? [];
  return kind !== undefined || token.length >= 16 ? [token] : [];
}

const ATTRIBUTE = /^(?:path|domain|expires|max-age|samesite|secure|httponly|priority)$/i;
