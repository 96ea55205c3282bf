/** What is said of a text that shows no language: empty, digits, emoji. ISO 639-1 has no code for that; BCP 47 has. */
export const UNDETERMINED = 'und';

/** Characters that are looked at: the language of a long text shows early. */
const SAMPLE = 4_000;

/** Scripts that (nearly) one language alone writes, with its ISO 639-1 code. */
const scripts: readonly (readonly [pattern: RegExp, language: string])[] = [
  [/\p{Script=Hangul}/gu, 'ko'],
  [/\p{Script=Thai}/gu, 'th'],
  [/\p{Script=Greek}/gu, 'el'],
  [/\p{Script=Hebrew}/gu, 'he'],
  [/\p{Script=Devanagari}/gu, 'hi'],
  [/\p{Script=Bengali}/gu, 'bn'],
  [/\p{Script=Tamil}/gu, 'ta'],
  [/\p{Script=Telugu}/gu, 'te'],
  [/\p{Script=Gujarati}/gu, 'gu'],
  [/\p{Script=Gurmukhi}/gu, 'pa'],
  [/\p{Script=Kannada}/gu, 'kn'],
  [/\p{Script=Malayalam}/gu, 'ml'],
  [/\p{Script=Sinhala}/gu, 'si'],
  [/\p{Script=Georgian}/gu, 'ka'],
  [/\p{Script=Armenian}/gu, 'hy'],
  [/\p{Script=Khmer}/gu, 'km'],
  [/\p{Script=Lao}/gu, 'lo'],
  [/\p{Script=Myanmar}/gu, 'my'],
  [/\p{Script=Tibetan}/gu, 'bo'],
  [/\p{Script=Ethiopic}/gu, 'am'],
];

const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]/gu;
/** Characters that only Japanese writes so: neither simplified nor traditional Chinese. */
const JAPANESE_HAN =
  /[駅気対応図売読験続発価様経済検転伝変実県円広帰働込畑峠枠匂辻歩毎浜涙渋撃楽薬収択沢拡捜残焼獣団囲圧塩嬢専弾戦拠掲斎桜権歓歳渓滞瀬犠絵縦緑総聴臓蔵覚観訳証豊遅郷醸釈鉄銭鋳関陥隠雑霊頼顕騒髪鶏黙歯両亜仏仮児剤剣労効勧単厳営]/gu;
const HAN = /\p{Script=Han}/gu;
const CYRILLIC = /\p{Script=Cyrillic}/gu;
const ARABIC = /\p{Script=Arabic}/gu;
const LATIN_WORD = /\p{Script=Latin}[\p{Script=Latin}\p{M}'’]*/gu;

/** Letters that tell the languages of one script apart, the surest first. */
const cyrillic: readonly (readonly [pattern: RegExp, language: string])[] = [
  [/[ўЎ]/u, 'be'],
  [/[їєґЇЄҐ]/u, 'uk'],
  [/[ђћџЂЋЏ]/u, 'sr'],
  [/[ѓќѕЃЌЅ]/u, 'mk'],
  [/[әғқңұһӘҒҚҢҰҺ]/u, 'kk'],
  [/[өүӨҮ]/u, 'mn'],
  [/[ыэёЫЭЁ]/u, 'ru'],
  [/[іІ]/u, 'uk'],
  [/ъ(?![еёюя])/u, 'bg'],
];
const latin: readonly (readonly [pattern: RegExp, language: string])[] = [
  [/[đơưăạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/iu, 'vi'],
  [/[łąęśźż]/iu, 'pl'],
  [/[ğışİ]/u, 'tr'],
  [/[řěů]/iu, 'cs'],
  [/[őű]/iu, 'hu'],
  [/[țș]/iu, 'ro'],
  [/[ãõ]/iu, 'pt'],
  [/[ñ¿¡]/iu, 'es'],
  [/ß/u, 'de'],
];
const arabic: readonly (readonly [pattern: RegExp, language: string])[] = [
  [/[ٹڈڑےں]/u, 'ur'],
  [/[پچژگکی]/u, 'fa'],
];

/**
 * The language of a text as ISO 639-1. By script where a script tells; among Latin-script languages by their
 * everyday words, and by letter statistics (tinyld, loaded only then) where those leave it open. A text of two
 * languages has the one that says more in it.
 */
export async function detectLanguage(text: string): Promise<string> {
  const sample = text.slice(0, SAMPLE);
  const words = (sample.match(LATIN_WORD) ?? []).map((word) =>
    word.toLowerCase().replaceAll('’', "'"),
  );
  const [language, letters] = byScript(sample);
  // A Latin word weighs about as much as a character and a half of Han, or five letters of an alphabet.
  const weight = language === 'zh' || language === 'ja' || language === 'ko' ? 1.5 : 5;
  if (letters > 0 && letters >= words.length * weight * 0.5) return language;
  if (words.length > 0) return latinLanguage(words, sample);
  return letters > 0 ? language : UNDETERMINED;
}

function byScript(text: string): readonly [language: string, letters: number] {
  const count = (pattern: RegExp): number => text.match(pattern)?.length ?? 0;
  const han = count(HAN);
  const kana = count(KANA);
  const candidates: (readonly [string, number])[] = scripts.map(([pattern, language]) => [
    language,
    count(pattern),
  ]);
  // A single の in a Chinese text is ornament.
  const japanese = kana > 1 || kana > han * 0.2 || count(JAPANESE_HAN) > 0;
  candidates.push([japanese ? 'ja' : 'zh', han + kana]);
  candidates.push([tellApart(cyrillic, text, 'ru'), count(CYRILLIC)]);
  candidates.push([tellApart(arabic, text, 'ar'), count(ARABIC)]);
  return candidates.reduce((best, other) => (other[1] > best[1] ? other : best));
}

function tellApart(
  letters: readonly (readonly [pattern: RegExp, language: string])[],
  text: string,
  otherwise: string,
): string {
  return letters.find(([pattern]) => pattern.test(text))?.[1] ?? otherwise;
}

/** Everyday words by language; those that several share count for each. */
const everyday: Readonly<Record<string, string>> = {
  en: `the a an and of to is are was were be been it its it's this that these those i i'm i've you he she we they my your his her our their me us
    them in on at for with from by as not no do does did don't doesn't didn't can can't could will won't would should have has had what where when
    who how why which there here but or if so just please thanks thank hello hi ok okay yes get got any some all very too more about after before
    than then out refund invoice delivery shipping login product price service work works working morning evening night up down over again never always still new good great bad need want help order password account today tomorrow`,
  fr: `le la les un une des du de et est sont était je j'ai tu il elle nous vous ils mon ma mes votre vos notre ce cette ces que qui quoi où quand
    comment pourquoi ne pas plus avec pour dans sur par en au aux mais ou si très bien merci bonjour bonsoir oui non c'est s'il qu'il d'une l'on être avoir fait`,
  de: `der die das ein eine einen einem einer und ist sind war ich du er sie es wir ihr mein meine meinen dein sein nicht kein keine mit für auf aus bei
    von zu zum zur im am den dem des was wo wann wer wie warum aber oder wenn auch noch schon sehr bitte danke hallo ja nein haben hat kann wird guten morgen tag abend rechnung`,
  es: `el los las una unos y es son está están yo tú él ella nosotros mi mis su sus nuestro este esta esto que qué quién dónde cuándo cómo por para
    con sin en del al pero si muy más no ya gracias hola sí puedo tengo tiene hay todo todos ha han fue lo le se buenos buenas días tardes noches`,
  pt: `o os as um uma e é são está estou eu você ele ela nós meu minha meus seu sua não sim que quem onde quando como por para com sem em no na nos
    nas do da dos das ao mas se muito mais obrigado obrigada olá tenho tem foi isso este esta já quero posso consigo bom boa dia tarde noite`,
  it: `il lo gli una uno e è sono era io tu lui lei noi mio mia miei suo sua questo questa non che chi dove quando come perché per con senza in del
    della dei delle nel nella al alla ma se molto più grazie ciao sì posso ho hai ha abbiamo di da buongiorno buonasera`,
  nl: `de het een en is zijn was ik jij je hij zij wij we mijn jouw dit dat deze die niet geen wat waar wanneer wie hoe waarom met voor op van naar
    in bij uit om maar of als ook nog al heel zeer bedankt hallo ja nee heb heeft kan wordt er`,
  pl: `i w z na do się jest są nie to jak co gdzie kiedy kto dlaczego ale lub czy już bardzo dziękuję proszę mój moja moje swoje mogę mam ma po od za dla`,
  tr: `ve bir bu şu o ben sen biz siz benim ne nerede zaman kim nasıl neden için ile ama veya çok teşekkür teşekkürler merhaba evet hayır değil var yok mi mı da de`,
  vi: `và là của tôi bạn anh chị em chúng không có được cho với này đó ở đâu khi ai gì rất cảm ơn xin chào đã đang sẽ một các những hôm nay quá muốn`,
  id: `dan yang di ke dari ini itu saya anda kamu dia kami kita tidak bukan apa mana kapan siapa bagaimana untuk dengan tapi atau sangat terima kasih sudah belum ada bisa akan`,
  sv: `och är en ett jag du han hon vi ni de det den inte men för med på av till från som vad var när vem hur varför tack hej ja nej har kan ska min mitt`,
};
/** Below this a guess about plain letters is worth less than the guess that they are English; of a word or two above all. */
const UNSURE = { few: 0.5, more: 0.2 };
let votes: Map<string, string[]> | undefined;

async function latinLanguage(words: readonly string[], text: string): Promise<string> {
  const counts = new Map<string, number>();
  const known = everydayWords();
  for (const word of words) {
    for (const language of known.get(word) ?? []) {
      counts.set(language, (counts.get(language) ?? 0) + 1);
    }
  }
  const [first, second] = [...counts].sort((a, b) => b[1] - a[1]);
  const lead = (first?.[1] ?? 0) - (second?.[1] ?? 0);
  const plainLetters = words.every((word) => /^[a-z']+$/.test(word));
  if (
    first &&
    lead >= 1 &&
    first[1] >= words.length * 0.25 &&
    (first[0] !== 'en' || plainLetters)
  ) {
    return first[0];
  }
  const told = tellApart(latin, text, '');
  if (told !== '') return told;
  const { detectAll } = await import('tinyld/light');
  const guesses = detectAll(text.slice(0, 1_000));
  const scored = guesses.map(({ lang, accuracy }) => ({
    lang,
    score: accuracy + 0.5 * ((counts.get(lang) ?? 0) / words.length),
  }));
  const best = scored.sort((a, b) => b.score - a.score)[0];
  if (best && (best.score >= (words.length <= 2 ? UNSURE.few : UNSURE.more) || !plainLetters))
    return best.lang;
  return first?.[0] ?? (plainLetters ? 'en' : (best?.lang ?? UNDETERMINED));
}

function everydayWords(): Map<string, string[]> {
  if (votes) return votes;
  votes = new Map();
  for (const [language, list] of Object.entries(everyday)) {
    for (const word of list.split(/\s+/)) {
      const languages = votes.get(word);
      if (!languages) votes.set(word, [language]);
      else if (!languages.includes(language)) languages.push(language);
    }
  }
  return votes;
}
