/** How English words bend the feeling of others; see sentiment-terms.ts for what each kind does. Separated by `,`. */
export const grammarEn = {
  negate: `not, never, no, nor, neither, none, nobody, nothing, nowhere, cannot, ain't, without, hardly, scarcely, rarely, seldom, far from, anything but, lack of,
    lacks any, free of, free from, zero, instead of, rather than, failed to, fails to, fail to, no longer, not exactly, not a single, not one,
    less than, short of, unlike, prevents, prevent, avoids, without any, didn't have any, no more`,
  /** Factor, words. */
  degree: [
    [
      1.35,
      `very, really, so, extremely, incredibly, absolutely, totally, completely, utterly, highly, super, truly, too, quite, remarkably, exceptionally,
      especially, particularly, insanely, ridiculously, seriously, genuinely, honestly, definitely, such, such a, what a, most, deeply, hugely, awfully,
      terribly, fucking, freaking, damn, bloody, always, every time, consistently, constantly, way, way too, far too, much, so much, a lot, all the time,
      by far, entirely, thoroughly, unbelievably, extra, surprisingly, pretty, never been more, never been so, never felt more, never felt so, never so, couldn't be more, couldn't have been more, could not be more, could not have been more, more, ever, literally, beyond`,
    ],
    [
      0.6,
      `slightly, somewhat, a bit, a little, a little bit, kind of, kinda, sort of, sorta, fairly, rather, reasonably, moderately, mostly, almost, nearly,
      partly, possibly, perhaps, maybe, probably, sometimes, occasionally, less, relatively, a tad, mildly, seems, seem, seemed`,
    ],
  ],
  contrast: `but, however, nevertheless, nonetheless, except, only to, turns out, turned out, in the end, yet it, yet they, then suddenly, until`,
  concede: `although, though, even though, despite, in spite of, whereas, used to, at first, initially, i thought, we thought, supposed to,
    claims to, was hoping, apart from, aside from, other than`,
  suppose: `if, unless, whether, in case, hope, hoping, wish, let me know, should, ought to, need to, needs to, want to, wants to, looking for, in order to, to avoid,
    how to, how do, how can, how long, how much, how many, how often, how far, how does, please, could you, can you, would you, will you, can i, could i, may i, can we, could we, i'd like, i would like, would like, would it be possible,
    do you, does it, does the, does this, do i, do we, did you, is there, are there, is it, is the, are the, are you, what is, what's, what are, what time, which, who do, who should, where is, where can, where do, when is, when will, when do, for example, e.g`,
  join: `or, and, nor`,
  release: `how, why, whether, because, since, so that, and i, and the, and it`,
} as const;
