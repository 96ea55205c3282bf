/** What a language model has read and written, in tokens. */
export interface TokenUsage {
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
  readonly total_tokens: number;
}

/** Counts the tokens of a run, or of a part of it; what a part uses, the whole uses too. */
export class TokenAccount {
  /** How many the run may use. */
  readonly limit: number;
  readonly #whole: TokenAccount | undefined;
  #usage: TokenUsage = { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 };
  #held = 0;

  private constructor(limit: number, whole?: TokenAccount) {
    this.limit = limit;
    this.#whole = whole;
  }

  /** The account of a run; without a limit it may use any number. */
  static forRun(limit = Infinity): TokenAccount {
    return new TokenAccount(limit);
  }

  /** An account for a part. */
  part(): TokenAccount {
    return new TokenAccount(this.limit, this);
  }

  spend(usage: TokenUsage): void {
    this.#usage = sumOf(this.#usage, usage) ?? this.#usage;
    this.#whole?.spend(usage);
  }

  /** Sets tokens aside for what is under way; a negative number gives them back. */
  hold(tokens: number): void {
    if (this.#whole) this.#whole.hold(tokens);
    else this.#held += tokens;
  }

  /** How many the whole run may use still, beside what is set aside. */
  get left(): number {
    return this.#whole ? this.#whole.left : this.limit - this.used - this.#held;
  }

  /** How many the whole run has used. */
  get used(): number {
    return this.#whole ? this.#whole.used : this.#usage.total_tokens;
  }

  /** What this part has used; undefined where that is nothing. */
  get usage(): TokenUsage | undefined {
    return this.#usage.total_tokens > 0 ? this.#usage : undefined;
  }
}

/** Two usages together; undefined where there is none. */
export function sumOf(
  one: TokenUsage | undefined,
  other: TokenUsage | undefined,
): TokenUsage | undefined {
  if (!one || !other) return one ?? other;
  return {
    prompt_tokens: one.prompt_tokens + other.prompt_tokens,
    completion_tokens: one.completion_tokens + other.completion_tokens,
    total_tokens: one.total_tokens + other.total_tokens,
  };
}
