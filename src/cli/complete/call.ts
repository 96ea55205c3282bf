import type { Command, Option } from 'commander';

/** What has been typed so far. */
export interface Call {
  readonly command: Command;
  readonly args: readonly string[];
  /** Values by the flag's name, `--param`. */
  readonly values: ReadonlyMap<string, readonly string[]>;
  /** The flag whose value comes next. */
  readonly open: Option | undefined;
}

/** Reads the words before the one that is completed; what makes no sense is passed over. */
export function readCall(program: Command, words: readonly string[]): Call {
  let command = program;
  const args: string[] = [];
  const values = new Map<string, string[]>();
  let open: Option | undefined;
  for (const word of words) {
    const [, flag = word, value] = /^(--[\w-]+)=(.*)$/s.exec(word) ?? [];
    const option = open ?? (word.startsWith('-') ? optionNamed(command, flag) : undefined);
    if (open || (option && value !== undefined)) {
      const name = option?.long ?? '';
      values.set(name, [...(values.get(name) ?? []), value ?? word]);
      open = undefined;
    } else if (option?.required) open = option;
    else if (!word.startsWith('-') || word === '-') {
      const inner = args.length === 0 && command.commands.find((one) => one.name() === word);
      if (inner) command = inner;
      else args.push(word);
    }
  }
  return { command, args, values, open };
}

/** The flag of a command, by its long or its short name. */
export function optionNamed(command: Command, name: string): Option | undefined {
  return command.options.find(({ long, short }) => long === name || short === name);
}
