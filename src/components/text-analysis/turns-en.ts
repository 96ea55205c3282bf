import type { TurnOfPhrase } from './turns-of-phrase.ts';

/** English turns of phrase, in lower case, over words with single spaces between. */
export const turnsEn: readonly TurnOfPhrase[] = [
  [/\bnever (?:\w+ ){1,3}?(?:so|such|this|that)(?= \w)/g, { kind: 'degree', factor: 1.4 }],
  [
    /\b(?:i|we|they|kids?|she|he|everyone|everybody|people|all) (?:really |also |do |did |just |still |always |absolutely |actually )*(?:like|likes|liked) (?!to\b)/g,
    1.7,
  ],
  [/(?:n't|not) (?:really |even |particularly |much )*like\b/g, -1.9],
  [
    /\b(?:would've|would have|could have|could've|might have) been (?:\w+ )?(?:better|great|nice|good|perfect|wonderful|fun|interesting)\b/g,
    -1.5,
  ],
  [
    /\b(?:won't|doesn't|don't|didn't|can't|cannot|couldn't|wouldn't|will not|does not|did not|unable to) (?:even |ever |properly |actually )?(?:let me|work|load|open|start|turn on|connect|respond|reply|log in|sign in|login|charge|hold a charge|fit|stick|print|sync|save|update|install|download|upload|play|pair|boot|stay|last|close|sleep|find|get through|reach|access|use)\b/g,
    -1.9,
  ],
  [
    /\b(?:hasn't|haven't|has not|have not|hadn't|never|didn't|did not) (?:even |yet |ever )?(?:arrived?|come|came|shipped|responded?|repl(?:y|ied)|answer(?:ed)?|heard back|called? back|show(?:ed)? up|turn(?:ed)? up|refunded|processed|delivered)\b/g,
    -1.9,
  ],
  [
    /\b(?:nobody|no one|noone) (?:\w+ )?(?:answers?|answered|picks? up|picked up|replies|replied|responds?|responded|helps?|helped|cares?|cared|knows?|knew|came|showed|listens?|told|could)\b/g,
    -2.2,
  ],
  [
    /\b(?:wait(?:ed|ing)?|on hold|been down|late|delayed|overdue) (?:by |for |over |about |almost |nearly |more than )*(?:\d+|an?|two|three|four|five|six|seven|eight|nine|ten|several|many) (?:\w+ )?(?:minutes?|hours?|days?|weeks?|months?|years?)\b/g,
    -1.9,
  ],
  [
    /\btook (?:over |about |almost |nearly |more than |me |us |them )*(?:\d+|an?|two|three|four|five|six|seven|several|many) (?:whole )?(?:hours|weeks?|months?|years?)\b/g,
    -1.5,
  ],
  [/\b(?:charged|billed) (?:me |us |my card )?(?:twice|double|again|three times)\b/g, -2.3],
  [
    /\b(?:second|third|fourth|fifth|[2-9](?:nd|rd|th)) (?:time|replacement|attempt|complaint|ticket|email|call)\b/g,
    -1,
  ],
  [
    /\bkeeps? (?:on )?(?:crash|freez|stopp|fail|break|disconnect|ask|send|say|repeat|show|go|gett|giv|lagg|loop|restart|reboot|turn|shut|call|tell|charg)\w*ing\b/g,
    -1.5,
  ],
  [
    /\bwhy (?:is|are|does|do|did|can't|won't|would|must|has|have)(?:n't)? (?:\w+ ){0,4}?(?:so|always|never|keep|still|not|take so|impossible|hard|difficult)\b/g,
    -1.8,
  ],
  [
    /\bwish (?:i|we|i'd|we'd|i had|we had)(?: had)? (?:\w+ )?(?:found|bought|known|discovered|tried|switched|started|met|come)\b/g,
    2.3,
  ],
  [
    /\b(?:can't|cannot|couldn't|can not|could not) (?:say|recommend|praise|thank|speak|rate) (?:\w+ ){0,4}?(?:enough|highly|more)\b/g,
    3,
  ],
  [
    /\b(?:would|will|definitely|gladly|happily|to) (?:\w+ )?(?:order|buy|come|use|stay|book|visit|go|do business|choose|hire)(?: \w+){0,2} again\b/g,
    2.2,
  ],
  [
    /(?:\bnot|\bnever|n't) (?:\w+ )?(?:order|buy|come|use|stay|book|visit|go|shop|be|going|coming|returning|buying)(?: \w+){0,2} (?:again|back|anymore|any more)\b/g,
    -2.6,
  ],
  [
    /\b(?:has|have|had)(?:n't| not| never) (?:\w+ )?(?:failed|frozen|crashed|let|had|broken|skipped|missed|disappointed|lost)\b(?: \w+){0,3}/g,
    1.8,
  ],
  [
    /\b(?:shares?|stocks?|profits?|revenues?|sales|earnings|satisfaction|income|margins?|orders|exports)(?: \w+){0,5}? (?:rose|rises|jumped|jumps|climbed|soared|grew|surged|doubled|tripled|rallied|beat|up)\b/g,
    1.9,
  ],
  [
    /\b(?:shares?|stocks?|profits?|revenues?|sales|earnings|satisfaction|income|margins?|orders|exports)(?: \w+){0,5}? (?:fell|falls|dropped|drops|slid|sank|slipped|tumbled|plunged|declined|shrank|missed|down)\b/g,
    -1.9,
  ],
  [
    /\b(?:never|have not|haven't) (?:had|seen|eaten|tasted|met|experienced|been to|used|tried|found|felt)(?: \w+){0,3}? (?:better|nicer|more helpful|more comfortable|finer|friendlier)\b/g,
    2.8,
  ],
  [
    /\bnever (?:had|seen|eaten|tasted|met|experienced|been to|used|tried)(?: \w+){0,3}? (?:worse|ruder|slower)\b/g,
    -3,
  ],
  [
    /\b(?:unemployment|inflation|crime|poverty|deaths|infections|debt|complaints|costs|emissions|pollution|fraud)(?: \w+){0,4}? (?:fell|dropped|declined|halved|eased|down)\b/g,
    1.7,
  ],
  [
    /\b(?:unemployment|inflation|crime|poverty|deaths|infections|debt|complaints|costs|pollution|fraud)(?: \w+){0,4}? (?:rose|jumped|climbed|soared|surged|doubled|up)\b/g,
    -1.7,
  ],
  [/\bnot (?:a )?(?:single |one )?(?:word|clue|cent|penny|sign|trace)\b/g, -1],
  [
    /\btoo (?:small|big|large|short|long|loud|quiet|dark|bright|heavy|light|hot|cold|late|early|many|few|tight|loose|thin|thick|hard|complicated|difficult|far|high|low|slow|sweet|spicy|dry|crowded|busy|old|soft|narrow|wide|weak|sensitive)\b/g,
    -1.6,
  ],
  [
    /\b(?:so|much|far|way|a lot|significantly|noticeably|even) (?:much )?(?:faster|easier|quicker|better|nicer|cleaner|smoother|quieter)\b/g,
    2,
  ],
];
