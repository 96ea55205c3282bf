import { exitCode, type ExitCode } from '../exit.ts';
import type { Terminal } from '../terminal.ts';
import type { Shell } from './shells.ts';

/** `bisheng completion`: the script that lets a shell ask `bisheng __complete` for what can be typed next. */
export function completion(shell: Shell, { stdout }: Terminal): ExitCode {
  stdout.write(scripts[shell]);
  return exitCode.ok;
}

/**
 * Each script hands over the words up to the cursor, the last one half typed or empty, and gets lines: a word, a tab
 * and what it means, or `:files`, which asks for files as well.
 */
const scripts: Readonly<Record<Shell, string>> = {
  bash: `# bisheng completion for bash: eval "$(bisheng completion bash)" in ~/.bashrc
_bisheng() {
  local current=\${COMP_WORDS[COMP_CWORD]} line word files=
  COMPREPLY=()
  # Bash takes "=" for a word of its own.
  [[ $current == = ]] && current=
  while IFS= read -r line; do
    [[ $line == :files ]] && files=1 && continue
    word=\${line%%$'\\t'*}
    [[ $word == *= ]] && compopt -o nospace 2>/dev/null
    COMPREPLY+=("$word")
  done < <("\${COMP_WORDS[0]}" __complete --split "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
  if [[ -n $files ]]; then
    # Now bash quotes what needs it.
    compopt -o filenames 2>/dev/null
    # A name with a line break comes in parts that are no files.
    while IFS= read -r word; do
      [[ -e \${word/#\\~\\//$HOME/} || -L $word ]] && COMPREPLY+=("$word")
    done < <(compgen -f -- "$current")
  else
    local n odd="[ '\\"()&;]"
    for n in "\${!COMPREPLY[@]}"; do
      [[ \${COMPREPLY[n]} =~ $odd ]] && printf -v "COMPREPLY[n]" %q "\${COMPREPLY[n]}"
    done
  fi
}
complete -F _bisheng bisheng
`,
  zsh: `#compdef bisheng
# bisheng completion for zsh: eval "$(bisheng completion zsh)" in ~/.zshrc, below compinit
_bisheng() {
  local -a values pairs
  local line word about files=
  for line in "\${(@f)$("\${words[1]}" __complete "\${(@Q)words[2,CURRENT]}" 2>/dev/null)}"; do
    if [[ -z $line ]]; then
      continue
    elif [[ $line == :files ]]; then
      files=1
      continue
    fi
    word=\${\${\${line%%$'\\t'*}//\\\\/\\\\\\\\}//:/\\\\:}
    about=\${line#*$'\\t'}
    if [[ $word == *= ]]; then pairs+=("$word:$about"); else values+=("$word:$about"); fi
  done
  (( $#values )) && _describe -V bisheng values
  (( $#pairs )) && _describe -V bisheng pairs -S ''
  [[ -n $files ]] && _files
}
if [[ $funcstack[1] == _bisheng ]]; then
  _bisheng "$@"
else
  compdef _bisheng bisheng
fi
`,
  fish: `# bisheng completion for fish: bisheng completion fish > ~/.config/fish/completions/bisheng.fish
function __bisheng_complete
    set -l before (commandline -opc)
    set -l current (commandline -ct)
    for line in ($before[1] __complete $before[2..-1] "$current" 2>/dev/null)
        if test "$line" = :files
            __fish_complete_path "$current"
        else
            printf '%s\\n' $line
        end
    end
end
complete -c bisheng -f -a '(__bisheng_complete)'
`,
};
