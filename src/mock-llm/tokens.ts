/** A Chinese character, up to four letters or digits, or another sign; with the space before it. */
const TOKEN = /\s*(?:\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{N}]){1,4}|\S)|\s+$/gu;

/** A text in pieces about as large as a model's tokens. Joined they are the text. */
export function tokensOf(text: string): readonly string[] {
  return text.match(TOKEN) ?? [];
}
