const words = new Intl.Segmenter('zh', { granularity: 'word' });

/**
 * A vector of length 1 that is the same for the same text and near for texts that share words or pairs of letters. It
 * knows nothing of meaning.
 */
export function embeddingOf(text: string, dimensions: number): Float32Array {
  const vector = new Float32Array(dimensions);
  const add = (feature: string, weight: number): void => {
    const hash = hashOf(feature);
    const at = hash % dimensions;
    vector[at] = (vector[at] ?? 0) + (hash & 0x10000 ? weight : -weight);
  };
  for (const { segment, isWordLike } of words.segment(text.toLowerCase())) {
    if (!isWordLike) continue;
    add(segment, 1);
    const letters = Array.from(segment);
    for (const [index, letter] of letters.entries()) add(letter + (letters[index + 1] ?? ''), 0.5);
  }
  const length = Math.hypot(...vector);
  if (length === 0) vector[0] = 1;
  else vector.forEach((value, at) => (vector[at] = value / length));
  return vector;
}

/** FNV-1a with 32 bits, with its high bits mixed into the low ones. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return (hash ^ (hash >>> 15)) >>> 0;
}
