/**
 * English words and phrases that carry a feeling, with its strength (see sentiment-terms.ts for the scale). The VADER
 * list gives what is not here; these are its gaps (service, goods, food, software, money, health). Separated by commas;
 * a word's plain endings (-s -es -ed -ing -ly) need no entry.
 */
export const polarEn: readonly (readonly [value: number, phrases: string])[] = [
  [
    3,
    `yyds, lifesaver, life saver, game changer, gamechanger, hands down, top notch, second to none, world class,
    first class, outstanding, flawless, impeccable, exceed expectations, exceeded expectations, exceeded my
    expectations, exceeded our expectations, beyond expectations, beyond my expectations, above and beyond, extra
    mile, over the moon, on cloud nine, blown away, blew me away, blew us away, blows me away, knocked my socks off,
    couldn't be happier, could not be happier, couldn't be better, could not be better, couldn't ask for more,
    couldn't ask for better, couldn't have asked for, could not ask for, can't say enough good, can't say enough,
    cannot say enough, can't recommend enough, cannot recommend enough, highly recommend, highly recommended,
    strongly recommend, five stars, 5 stars, 5 star, five star, 5/5, 10/10, 10 out of 10, ten out of ten, a must,
    must have, must see, must try, must buy, love it, loved it, loving it, in love with, chef's kiss, to die for,
    out of this world, mouthwatering, mouth watering, made my day, made our day, happy tears, tears of joy,
    phenomenal, exquisite, breathtaking, incredible, unforgettable, masterpiece, best ever, absolute best, couldn't
    have been better, could not have been better, couldn't have been nicer, could not have been nicer, couldn't have
    been easier, couldn't be easier, couldn't be nicer, couldn't be more pleased, would not change a thing, wouldn't
    change a thing, tremendous, to perfection, cooked to perfection, dream come true, customer for life, fan for
    life, best decision, best investment, best thing i, ten stars, full marks, you're the best, you are the best,
    standing ovation, knocked it out of the park, couldn't put it down, could not put it down, can't put it down,
    cut above, a cut above, head and shoulders above, melts in your mouth, melt in your mouth, rock solid`,
  ],
  [
    2.3,
    `spotless, delicious, tasty, yummy, flavorful, flavourful, scrumptious, succulent, juicy, delectable, heavenly,
    crispy, cozy, cosy, comfy, attentive, courteous, knowledgeable, personable, accommodating, thoughtful,
    considerate, professional, hospitable, responsive, seamless, seamlessly, effortless, hassle-free, painless,
    intuitive, user-friendly, sturdy, durable, well made, well built, well designed, well written, well done, well
    worth, reliable, dependable, trustworthy, crisp, crystal clear, stunning, gorgeous, affordable, reasonably
    priced, well priced, good value, great value, bargain, a steal, a bargain, a gem, gem, hidden gem, a breeze, a
    treat, a joy, a delight, a pleasure, a blast, a hit, a keeper, a winner, a blessing, kudos, hats off, shout out,
    shoutout, props to, bravo, snappy, lightning fast, blazing fast, super fast, so fast, really fast, very fast,
    quick response, fast response, fast shipping, quick delivery, fast delivery, ahead of schedule, earlier than
    expected, sooner than expected, faster than expected, better than expected, better than i expected, better than
    ever, cheaper than, works great, works like a charm, works perfectly, works flawlessly, works well, works fine,
    works as advertised, works as expected, just works, simply works, exactly what i needed, exactly what we needed,
    just what i needed, exactly what i wanted, what i was looking for, worth every penny, worth every cent, worth
    it, worth the money, worth the price, worth the wait, worth the trip, worth a visit, worth watching, worth
    reading, worth buying, money well spent, no brainer, can't go wrong, cannot go wrong, can't beat, cannot beat,
    can't complain, cannot complain, can't fault, cannot fault, nothing to complain, never disappoints, never
    disappointed, didn't disappoint, did not disappoint, does not disappoint, never let me down, never let us down,
    no regrets, no complaints, zero complaints, not a single complaint, zero issues, zero problems, no issues,
    without issues, without any issues, without a hitch, no problems, problem free, trouble free, can't wait, cannot
    wait, look forward, looking forward, will be back, will be coming back, will definitely be back, will come back,
    will return, definitely return, will buy again, would buy again, buy it again, buy again, buying again, order
    again, ordering again, coming back for more, keep coming back, repeat customer, repurchase, in a heartbeat, keep
    up the good work, good job, great job, nice job, well played, saved me, saved us, saved my, saves me, saves us,
    saved the day, saves time, time saver, highly satisfied, very satisfied, fell in love, hooked, addictive, rocks,
    rocked, kicks ass, kick ass, badass, slick, sleek, polished, elegant, beautifully, superbly, masterful,
    gripping, moving, heartwarming, uplifting, captivating, mesmerizing, riveting, compelling, engaging, witty,
    laugh out loud, tear jerker, refreshing, revitalized, rejuvenated, soothing, therapeutic, pain free, symptom
    free, cured, healed, went well, went smoothly, goes smoothly, made it easy, makes it easy, made it so easy, five
    minutes flat, free of charge, no questions asked, thx, thank, thanks, thank you, thanks a lot, thanks so much,
    many thanks, much appreciated, appreciate it, appreciate your, appreciate the, appreciated, ty, tysm, cheers,
    congrats, congratulations, woohoo, yay, hooray, woot, hurray, goat, lit, dope, fire emoji, banger, slaps, epic,
    stoked, thrilled, ecstatic, elated, overjoyed, grateful, thankful, thoroughly enjoyed, big fan, huge fan, my
    favorite, my favourite, favourite, favorites, go-to, go to place, highlight, standout, stellar, superior,
    unbeatable, unmatched, unparalleled, top quality, high quality, good quality, great quality, quality product,
    premium, best in town, best in class, wins, winner, won, triumph, breakthrough, record high, record profit,
    record profits, all-time high, beat expectations, beat estimates, beats expectations, beats estimates, beat
    forecasts, upgraded, outperform, outperformed, promoted, pay rise, got the job, job offer, passed the exam,
    passed my exam, cancer free, full recovery, recovering well, recovering quickly, recovering nicely, feel great,
    feeling great, feel better, feeling better, feels better, two thumbs up, 2 thumbs up, thumbs up, delish, mmm,
    mmmm, magical, psyched, very well, so well, really well, quite well, extremely well, well finished, wouldn't
    hesitate, would not hesitate, won't regret, you won't regret, won't be disappointed, you won't be disappointed,
    will not be disappointed, not be disappointed, not disappointed, wasn't disappointed, can't get enough, cannot
    get enough, worth driving, best of all, coming back, come back soon, you rock, early delivery, arrived early,
    came early, days early, a day early, nothing but praise, nothing but good, couldn't ask for, never ceases to
    amaze, ceases to amaze, worth seeing, worth checking out, worth a try, worth a look, prompt service, prompt
    reply, prompt response, prompt delivery, very prompt, was prompt, were prompt, prompt and, exactly as described,
    just as described, is as described, was as described, as described and, a riot, page turner, thought provoking,
    thought-provoking, slept like a baby, sleep like a baby, sleeping like a baby, still going strong, going strong,
    out of their way, out of his way to, out of her way to, out of your way to, glued to, spot on, on point, nailed
    it, nails it, hit the spot, hits the spot, hit the mark, ticks all the boxes, checks all the boxes, does
    wonders, worked wonders, works wonders, like a dream, like magic, feel at home, felt at home, at home here,
    chapeau, legend, superstar, sold on, told all my friends, asked me where i got, asked where i got, many
    compliments, compliments, compliment, raving about, rave, applause, edge of my seat, brought a smile, put a
    smile, grin, grinning, beaming, giggling, belly laugh, cracked me up, hilarious, good vibes, great vibe, lively,
    homey, immaculate, pristine, sparkling, tidy, well kept, well maintained, well stocked, well equipped, well
    documented, well tested, well structured, well run, well lit, ample, plentiful, generous portions, huge
    portions, piping hot, finger licking, full of flavor, full of flavour, bursting with, perfectly seasoned,
    perfectly balanced, buttery, velvety, bulletproof, battle tested, zero downtime, no downtime, joy to use,
    pleasure to use, plug and play, just worked, saved us weeks, saved us hours, saved me hours, saved me weeks,
    twice as fast, speeds up, sped up, time saving, productivity boost, pain is gone, headache is gone, anxiety is
    gone, symptoms are gone, gone for good, back on my feet, record quarter, record year, raised its forecast,
    raised guidance, dividend increase, tops estimates, dreams came true, of her dreams, of his dreams, of my
    dreams, what a night, what a day, what a game, what a show, what a ride, what a voice, gave everything, gave it
    their all, goosebumps, on fire, aced, ace, nailing it, proud of, so proud, works out of the box, out of the box,
    without any discussion, without discussion, no discussion, no hidden fees, no hidden costs, fully refunded,
    refunded immediately, refunded me immediately, exactly how it should be, as it should be, how it should be done,
    finally works, finally a, finally an, at last a, definitely come back, come back for more, definitely be back,
    i'll be back, we'll be back, will come again, coming again, see you again, how good, how great, how easy, how
    well`,
  ],
  [
    1.7,
    `666, 6666, xswl, smooth, smoothly, handy, helpful, convenient, solid, decent, practical, useful, authentic,
    generous, clean, warm, strong, spacious, roomy, quiet, peaceful, relaxing, tranquil, scenic, charming, quaint,
    lightweight, portable, compact, easy to use, easy to follow, easy to install, easy to set up, easy to
    understand, easy to clean, simple to use, straightforward, faster, quicker, easier, nicer, stronger, smoother,
    brighter, clearer, quieter, more comfortable, more reliable, fast, efficient, efficiently, on time, in no time,
    right away, same day, promptly, well organized, well organised, well explained, well thought out, well packaged,
    well packed, packaged well, safely, in perfect condition, good condition, perfect fit, fits perfectly, fits
    well, fits like a glove, true to size, holds up, held up, lasts long, long lasting, lasts all day, lasts for
    days, improved, improvement, improves, better, fixed, fixes, resolved, resolves, solved, solves, sorted, sorted
    out, replaced it for free, went up, good deal, great deal, fair price, fair prices, great price, great prices,
    good price, good prices, low price, reasonable, reasonable price, reasonable prices, cheap and cheerful, not
    bad, not bad at all, not too bad, not too shabby, not half bad, no bad, never fails, never failed, never had a
    problem, never had an issue, never had any, no hassle, no fuss, no wait, no waiting, no lag, no crash, no bug,
    no ads, no nonsense, no drama, no pain, no side effects, works, works with, pleasantly, pleasant surprise,
    pleasantly surprised, surprisingly good, surprisingly easy, warm welcome, warm and friendly, good as new, like
    new, brand new, good to know, sounds good, looks good, looks great, looks nice, lgtm, feels good, feels great,
    smells good, smells great, tastes good, tastes great, taste great, sounds great, heart-warming, comforting,
    reassuring, encouraging, promising, upbeat, rally, rallied, surge, surged, surges, soared, soars, jumped,
    booming, rebound, rebounded, profitable, growth, gains, recovered, recovering, recovery, recovers, approved,
    awarded, celebrated, honored, honoured, milestone, rave reviews, popular, recommend, recommends, recommended,
    recommending, glowing, patience, so patient, very patient, patient with, polite, politely, respectful, gentle,
    caring, kind, kindly staff, kindness, friendly, cheerful, organised, organized, transparent, safe, secure
    feeling, i like, we like, really like, likes it, likes the, like it, like how, like that, laugh, laughed,
    laughing, smiling, smile, nostalgic, soft, silky, plush, fluffy, vibrant, colorful, colourful, vivid, creamy,
    rich flavor, rich flavour, tender, fresh, freshly, flaky, aromatic, fragrant, savory, savoury, hearty,
    wholesome, nutritious, hydrating, moisturizing, glow, radiant, flattering, stylish, chic, classy, trendy, lol,
    lmao, haha, hahaha, hehe, xoxo, holds up well, held up well, kept up well, easy going, easy-going, just right,
    cooked perfectly, psych, next level, authenticity, tasteful, flavors, flavor is great, crowd pleaser,
    recommendable, welcoming, impressive, to the point, at ease, peace of mind, weight off my shoulders, made up
    for, lives up to, lived up to, living up to, happy to help, glad to help, hip, in stock again, fuss free`,
  ],
  [
    1,
    `ok, okay, fine, alright, all right, acceptable, adequate, sufficient, free, available again, promising start, up
    to date, gentle reminder, working again, back to normal, back online, better late than never, cheaper, quick,
    quickly, fun, good enough, does the job, gets the job done, did the job, does the trick, did the trick`,
  ],
  [
    -3,
    `never again, waste of money, waste of time, waste of space, waste of an evening, complete waste, total waste,
    huge waste, what a waste, waste your money, waste your time, wasted my money, wasted my time, zero stars, no
    stars, one star, 1 star, 1 stars, 0 stars, 0 star, negative stars, worst ever, the worst, rip off, ripoff,
    ripped off, scam, scammed, scammer, fraudulent, con artist, crook, daylight robbery, highway robbery, stay away,
    steer clear, avoid at all costs, avoid like the plague, buyer beware, run away, do not buy, don't buy, do not
    order, don't order, do not go, don't bother, do not bother, wouldn't recommend, would not recommend, do not
    recommend, don't recommend, cannot recommend, can't recommend, won't recommend, not recommend, not recommended,
    wouldn't wish, worst enemy, disgusting, disgusted, disgusts, revolting, repulsive, vile, nauseating, inedible,
    uneatable, garbage, trash, junk, rubbish, crap, crappy, shit, shitty, bullshit, bs, wtf, piece of junk, piece of
    crap, piece of shit, piece of garbage, pos product, pile of, atrocious, abysmal, appalling, appallingly,
    dreadful, horrendous, horrific, deplorable, despicable, disgraceful, disgrace, shameful, unacceptable,
    inexcusable, unforgivable, outrageous, ridiculous, ludicrous, a joke, such a joke, total joke, complete joke,
    laughable, pathetic, incompetent, incompetence, clueless, worthless, pointless, hopeless, unusable, unwatchable,
    unbearable, intolerable, unlivable, broken, furious, livid, fuming, enraged, outraged, pissed, pissed off, sick
    of, sick and tired, fed up, had enough, last straw, hate, hated, hates, loathe, detest, despise, heartbroken,
    devastated, devastating, suicidal, nightmare, hell, living hell, disaster, catastrophe, fiasco, shambles,
    trainwreck, train wreck, dumpster fire, killed, murdered, fatal, deadly, death toll, massacre, terrorist,
    bombing, tragedy, tragic, bankrupt, bankruptcy, insolvent, let me down, let us down, lets me down, letting me
    down, lied, lied to, lies, liar, cheated, deceived, deceptive, misled, misleading, false advertising, bait and
    switch, stolen, stole, theft, robbed, robbery, lawsuit, sued, abused, assaulted, harassed, bullied, insulted,
    humiliated, discriminated, racist, sexist, food poisoning, poisoned, threw up, vomit, vomiting, sucks, sucked,
    stinks, stinky, smelly, reeks, reeked, filthy, infested, bed bugs, bedbugs, cockroach, roaches, roach, maggot,
    mold, mould, moldy, mouldy, rotten, rancid, don't waste, dont waste, do not waste, thumbs down, two thumbs down,
    2 thumbs down, biggest fail, epic fail, jerk, jerks, idiot, idiots, moron, morons, asshole, assholes, mean
    spirited, unintelligible, are you kidding, are you kidding me, is this a joke, joke of a, excuse for a, hot
    mess, hard pass, ripped me off, took advantage of, taken advantage of, heart attack, passed away, makes my blood
    boil, makes me sick, can't take it anymore, can't stand, cannot stand, couldn't stand, unhygienic, unsanitary,
    rodents, rats, contaminated`,
  ],
  [
    -2.3,
    `emo, slow, sluggish, laggy, lagging, lags, buggy, glitchy, glitch, unstable, unresponsive, crash, crashed,
    crashes, crashing, freeze, freezes, froze, frozen screen, hang up on me, hung up on me, hung up on, freezing up,
    bricked, corrupted, wiped, deleted my, deletes my, lost my, lost all, lost everything, data loss, outage,
    downtime, goes down, went down again, is down, are down, was down, been down, timed out, times out, timing out,
    doesn't work, does not work, doesnt work, didn't work, did not work, don't work, do not work, dont work, won't
    work, will not work, not work, not working, isn't working, stopped working, stops working, quit working, never
    worked, no longer works, no longer working, won't turn on, won't start, won't load, doesn't load, won't open,
    can't open, won't connect, can't connect, keeps disconnecting, disconnects, won't charge, doesn't charge, can't
    log in, cannot log in, unable to log in, can't login, can't access, cannot access, locked out, faulty,
    defective, defect, malfunction, damaged, damage, dented, scratched, cracked, crack, shattered, ripped, torn,
    tore, stain, stained, leaked, leaking, leaks, leaky, wobble, wobbly, wobbles, flimsy, cheaply made, poorly made,
    poorly designed, poorly written, poor quality, low quality, bad quality, falls apart, fell apart, falling apart,
    fall apart, fell off, falls off, came off, broke off, snapped, peeling, faded, shrunk, shrank, warped, worn out,
    wore out, overheats, overheating, drains the battery, battery drain, dead on arrival, doa, arrived broken,
    arrived damaged, wrong item, wrong size, wrong order, wrong color, wrong colour, missing parts, overpriced, over
    priced, pricey, way too expensive, too expensive, expensive, costs too much, overcharged, double charged,
    charged twice, charged me twice, billed twice, billed me twice, hidden fee, hidden fees, hidden cost, hidden
    charges, extra charge, refuse to refund, refused to refund, refused a refund, no refund, won't refund, rude,
    rudely, unprofessional, unfriendly, unhelpful, impolite, disrespectful, disrespected, dismissive, condescending,
    arrogant, inattentive, careless, negligent, negligence, lazy, uncaring, indifferent, ignoring me, ignores me,
    ignored my, no response, no reply, no answer, no word, no one answers, nobody answers, unanswered, radio
    silence, ghosted, runaround, run around, canned reply, canned response, copy paste reply, unreliable,
    inconsistent, undependable, untrustworthy, shady, sketchy, dodgy, sneaky, greedy, overrated, overhyped,
    disappointing, disappointed, disappointment, disappoint, disappoints, underwhelming, underwhelmed, unimpressed,
    unimpressive, lackluster, lacklustre, mediocre, subpar, sub-par, second rate, below average, poor, poorly,
    lousy, inferior, bland, tasteless, flavorless, flavourless, soggy, stale, greasy, oily, undercooked, overcooked,
    under cooked, over cooked, burnt, burned, raw inside, rubbery, chewy, watery, too salty, bitterly, gross, yuck,
    yucky, ew, eww, meh, ugh, argh, smh, ffs, dirty, grimy, dusty, sticky, messy, dingy, shabby, run down, rundown,
    cramped, stuffy, noisy, loud neighbours, deafening, uncomfortable, painful, hurts, hurting, pain, ache, aches,
    aching, sore, rash, itchy, itching, swollen, allergic reaction, broke out, breakout, dizzy, nausea, nauseous,
    sick, feverish, migraine, fainted, bleeding, infected, infection, side effects, boring, bored, dull, tedious,
    monotonous, repetitive, predictable, cliche, clichéd, pretentious, cheesy, cringe, cringey, awkward, wooden,
    shallow, confusing, confused, convoluted, unclear, unreadable, illegible, incomprehensible, nonsense,
    nonsensical, makes no sense, made no sense, make no sense, doesn't make sense, plot holes, clunky, bloated,
    cluttered, outdated, obsolete, ugly, hideous, unattractive, tacky, annoying, annoyed, annoys, irritating,
    irritated, infuriating, infuriated, frustrating, frustrated, frustration, frustrates, exasperating, aggravating,
    upset, upsetting, angry, mad, in tears, crying, cried, regret, regrets, regretted, unfortunately, sadly, sad,
    miserable, depressed, depressing, stressed, stressful, overwhelmed, anxious, worried, worrying, afraid, scared,
    terrified, unsafe, dangerous, hazard, hazardous, exhausted, exhausting, drained, burnt out, burned out, burnout,
    lonely, hopelessly, troubled, troubling, want my money back, give me my money back, gimme my money back, asking
    for my money back, demand a refund, unsubscribe me, cancel my subscription immediately, laid off, layoffs, lay
    off, job cuts, fired, sacked, resigned in disgrace, recession, slump, slumped, plunge, plunged, plunges,
    plummet, plummeted, tumble, tumbled, sank, collapse, collapsed, record loss, record losses, net loss, losses,
    missed estimates, missed expectations, profit warning, downgraded, default, defaulted, bribery, corruption,
    embezzlement, accounting fraud, indicted, convicted, guilty, wildfire, flood, flooding, earthquake, hurricane
    damage, injured, injuries, wounded, casualties, victims, evacuated, stranded, hostage, crisis, went downhill, go
    downhill, going downhill, gone downhill, downhill, nothing like, not as described, not as advertised, not what i
    ordered, not what i expected, not worth, isn't worth, wasn't worth, not worth it, wasn't impressed, not
    impressed, not happy, not good, no good, not great, not even, nothing special, nothing works, total mess, a
    mess, a pain, a shame, what a shame, a letdown, a let down, letdown, waste, wasted, wasting, flop, flopped,
    bomb, lacking, lacks, cut corners, gave up, give up, giving up, had to return, sending it back, sent it back,
    returning it, going back, threw it away, threw it out, thrown away, in the trash, in the bin, switching to a
    competitor, taking my business elsewhere, take my business elsewhere, losing customers, lost a customer, closing
    my account, goodbye forever, look elsewhere, go elsewhere, shop elsewhere, going elsewhere, leaves a lot to be
    desired, leaves much to be desired, left a lot to be desired, won't go back, won't be returning, won't be going
    back, won't be back, will not be back, not be back, not be returning, will not return, won't return, will never
    go back, never go back, will never return, never return, never coming back, will never be back, never be back,
    flaw, flaws, flawed, design flaw, went dead, completely dead, dead battery, junky, gimmick, gimmicky, i've had
    better, i have had better, had better, seen better, horrible, useless, never worked properly, doesn't hold
    charge, does not hold, won't hold, drain, drains, fried my, insult to, slap in the face, poured salt, hair in
    my, foreign object, lesson learned, learned my lesson, learned the lesson, stay away from, expect better,
    expected better, expected more, deserve better, deserves better, find better, closed down, walked out, fell
    asleep, put me to sleep, overacting, bad acting, lost the love, misplace, for insomniacs, hardly worth, broke
    up, broke down, breaks down, breaks easily, breaks after, broken down, disappeared, vanished, all gone, money is
    gone, left us standing, left me standing, left me stranded, left us stranded, stood us up, stood me up, left
    hanging, kept in the dark, in the dark about, without notice, without warning, step backwards, a step back, step
    backward, downgrade, worse than, regression, miss the old, bring back the old, you call this, you call that,
    call this a, so much for, facepalm, sigh, yikes, ouch, oof, not for me, not my cup of tea, turned off, put me
    off, off putting, creepy, sleazy, hair in, bug in my, insects, mice, flies in, impossible to, impossible,
    untested, nobody tested, no one tested, blamed, blames, shouted at, yelled at, screamed at, snapped at, swore
    at, hung up, talked down to, laughed at, upsell, upselling, pushy, hard sell, nagging, unresolved, unsolved, not
    fixed, isn't fixed, wasn't fixed, didn't fix, doesn't fix, did not fix, not resolved, not solved, never solved,
    never fixed, not been resolved, not been fixed, without solving, without fixing, without resolving, without
    helping, persists, keeps happening, every single time, happened again, happening again, acts up, acting up, on
    the fritz, kaput, dead pixel, dead pixels, blew up, short circuit, sparks flying, burning smell, overheated,
    gets hot, so hot you, lost money, lose their jobs, lost his job, lost my job, lost her job, lose jobs, jobless,
    shut down for good, shuts down, closing down, on the brink, verge of collapse, brink of, tanked, in the red,
    write down of, recalled, outbreak, hospitalised, hospitalized, critical condition, want to cry, feel like
    crying, can't stop crying, feel awful, feel bad, feeling down, feel down, feeling low, drive me crazy, driving
    me crazy, drives me nuts, drives me crazy, driving me nuts, lost patience, losing patience, lost my temper, done
    with this, i'm done, so done, had it with, empty promises, broken promises, expected much more, expected so much
    more, expected far more, takes all the credit, came off on, fell out, falls out, came loose, comes loose, came
    apart, comes apart, frayed, squeaks, squeaky, rattles, rattling, mouldy smell, smoke smell, cigarette smell,
    hard as a rock, tastes like cardboard, like cardboard, like plastic, rotting`,
  ],
  [
    -1.6,
    `delay, delays, delayed, late again, overdue, behind schedule, still waiting, still not, still no, still nothing,
    still hasn't, still haven't, still isn't, still broken, still won't, still doesn't, still can't, yet to receive,
    never arrived, never came, never received, never got, never showed, never showed up, never responded, never
    replied, never called, no show, hasn't arrived, hasn't come, haven't received, haven't heard, hasn't been fixed,
    didn't arrive, did not arrive, didn't show up, took forever, takes forever, takes ages, took ages, taking
    forever, took weeks, took months, takes too long, took too long, too long, long wait, long waits, long lines,
    long line, long queue, waited forever, waiting forever, waited over, on hold for, on hold, put on hold, kept on
    hold, transferred from, passed around, stuck, stuck in, keeps looping, goes in circles, in circles, back and
    forth, over and over, again and again, time and again, yet again, yet another, yet another update, once again
    failed, same problem again, same issue again, same old, half of the, nobody, no one helped, no help, couldn't
    help, didn't help, did not help, doesn't help, won't help, unhelpfully, wouldn't help, not helpful, don't like,
    didn't like, do not like, did not like, doesn't like, not listen, didn't listen, doesn't listen, didn't care,
    don't care, doesn't care, couldn't care less, refuse, refuses, refused, refusing, denied, deny, rejected, wrong,
    incorrect, incorrectly, inaccurate, error, errors, issue, issues, problem, problems, trouble, complain,
    complaint, complaints, complaining, complained, struggle, struggled, struggling, difficult, difficulty, hard to
    use, hard to find, hard to understand, hard to navigate, too hard, so hard, complicated, too complicated,
    cumbersome, hassle, inconvenient, inconvenience, unnecessary, unnecessarily, unwanted, intrusive, spam, spammy,
    full of ads, too many ads, ads everywhere, pop-ups, paywall, unavailable, out of order, out of stock again, out
    of service, cancelled on me, cancelled my, canceled my, cut off, cuts out, cut out, drops out, drop calls,
    dropouts, static, echoing, fuzzy, blurry, grainy, pixelated, distorted, tinny, muffled, dim, rough, scratchy,
    stiff, weak, thin walls, paper thin, tiny portions, small portions, skimpy, dried out, dry, cold food, ice cold,
    lukewarm, food was cold, soup was cold, was cold, were cold, went cold, tired, fatigue, insomnia, cough, fever,
    cramps, worse, worsened, worsening, getting worse, worst part, slower, weaker, noisier, harder, less reliable,
    uglier, weird, odd smell, smell, smells, smelled, smelt, smelled of, smells like, stink, stuffed up, messed up,
    screwed up, screw up, mess up, messes, mistake, mistakes, oversight, carelessness, misplaced, lost, losing,
    lose, loses, went missing, missing, forgot my order, forgotten, neglected, unfair, unjust, biased, one-sided,
    unreasonable, excessive, steep, inflated, price hike, price hikes, price increase, raised the price, raised
    prices, fell, dropped sharply, declined sharply, decline, declined, fall short, falls short, fell short,
    shortfall, shortage, deficit, sell-off, selloff, tariff war, investigation into, accused, allegation,
    allegations, scandal, controversy, protest, strike action, violation, violated, breach, breached, leak of,
    hacked, hack, phishing, penalty, fined, banned, suspended, uneasy, nervous, concerned, concern, doubtful,
    skeptical, sceptical, suspicious, embarrassed, embarrassing, ashamed, jealous, resentful, could have been,
    should have been, could be better, could've been, used to be better, used to be good, not anymore, supposedly,
    so-called, allegedly new, wish it had, wish it were, unless you like, barely works, hardly works, barely, hardly
    any, does nothing, do nothing, did nothing, nothing happens, nothing happened, nothing changed, no use, of no
    use, no help at all, no idea, no explanation, no apology, no sense, no point, no reason, no way to, no
    improvement, no effect, no difference, unused, sits in a drawer, collecting dust, gathering dust, avoid, sorry
    excuse, sloppy, sloppily, amateur, amateurish, half-baked, unfinished, incomplete, rushed, half-hearted, forced,
    contrived, overlong, drags, dragged, dragging on, slow-paced, forgettable, uninspired, unoriginal,
    uninteresting, unfunny, generic, average at best, so-so, drawback, drawbacks, downside, downsides, cheaply,
    average, at best, not correct, not accurate, not comfortable, not fond, not a fan, not clear, not so good, not
    very good, not too happy, not that great, not fresh, not clean, not sure why, not enough, not hot, not cooked,
    not fun, short on, only downside, deal breaker, dealbreaker, returned it, jiggle, buzzing, buzz, echo, hiss,
    interference, dropped calls, battery life is short, short battery, loud noise, tough meat, very tough, took
    back, no flavor, no taste, lacked, unfinished business, why so, fake, knockoff, counterfeit, lacklustre service,
    no way, nothing more than, salty, plain bad, poor choice, for no reason, can't hear, cannot hear, couldn't hear,
    couldn't understand, can't understand, can't believe how, had to wait, had to call, had to ask, had to go back,
    had to throw, had to replace, run out of patience, i guess, waited and waited, took so long, took over, logging
    me out, logs me out, logged me out, kicks me out, kicked me out, shut down on me, dies, died on me, died, would
    be better if, would have been better if, bug, failure, ignored, ignores, ignoring, fail, fails, failed, failing,
    not that good, not sure what, nothing about, gone, no heads up, nothing here, fine print, there is a catch,
    blame, hidden, buried in, unanswered emails, unlike the photos, hard to reach, hard to get, never works, marked
    as delivered, payment failed, closed my ticket, closed my case, no notice, crowded, overcrowded, understaffed,
    short staffed, disorganized, disorganised, chaotic, chaos, no parking, no elevator, no hot water, no air
    conditioning, no wifi, no signal, no sound, no picture, no instructions, no manual, no seats, no tables`,
  ],
];
