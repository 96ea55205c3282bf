/** Words that VADER rates, or that stand above, where they say nothing about a feeling. */
export const plainEn = `please, help, helps, helping, like, likes, liked by, want, wants, share, shares, shared, sharing, credit,
  credits, interest, interest rate, interests, solution, solutions, security, securities, secure, secured,
  support, supports, supported, supporting, top, chance, chances, party, parties, play, plays, played, playing,
  player, straight, natural, naturally, novel, united, trust, value, values, kind of, kinds of, what kind, which
  kind, matter, matters, save, saves, saving, saved, savings, agree, agreed, agrees, agreement, reach, reached,
  ready, create, created, creates, creating, creation, active, activated, activate, alert, alerts, cancel,
  cancels, cancelled, canceled, cancelling, stop, stops, stopped, stopping, demand, demands, demanded, fire,
  fires, firefox, drop, drops, dropped, cut, cuts, war, crime, pay, pays, paying, debt, debts, charge, charges,
  charged, charging, leave, leaves, leaving, low, lower, lowest, alone, argument, arguments, exclusive, gravity,
  no, pressure, limited, miss, missed, hard drive, hard disk, hard copy, hard, strange, doubt, doubts, risk,
  risks, bright, cleaned, clear, clearly, clear the, clarify, care, cares, cared, carefully, careful, accept,
  accepts, accepted, accepting, approve, freedom, energy, energies, ha, mine, well, as well, number, numbers,
  special, specials, special offer, especially, importance, importantly, make sure, fit, fits, original,
  originals, certain, certainly, huge, ability, friends, friend, hand, hope, hopes, hoping, wish, wishes, wished,
  worth, feeling, feelings, feel, fan, fans, comedy, comedies, thriller, horror, drama, warming, challenge,
  challenges, challenging, block, blocks, blocked, blocking, delay of, difficulty level, disabled, disable, empty,
  emergency, error code, error codes, error message, error messages, error handling, error log, error rate,
  expand, expanded, favor, favour, forced update, gain, gained, gross profit, gross income, gross margin, gross
  salary, help desk, helpdesk, hide, hides, ignore this, increase, increased, increases, increasing, inspiration,
  invite, invites, invited, join, joined, lack of, lag time, luck, mandatory, paid, pain reliever, painkiller,
  positive, negative, positives, negatives, promise, promised, promises, promote, promotes, prevent, prevents,
  protect, protects, protected, protection, prison, question, questions, questioned, regards, best regards, kind
  regards, warm regards, relief, resolve, resolution, restore, restored, retained, reward, rewards, reward points,
  sentence, shortage of, shy, sincerely, yours sincerely, smart phone, smart tv, smart home, smart, solar,
  starting, success message, successfully, tension, ticket, tickets, treasure, treasury, true, ultimate, vision,
  visionary, vulnerability, warn, warning, warnings, warned, waste bin, waste water, wastewater, waste collection,
  welcome, welcomed, welcome email, win, windows, wooden chair, wooden table, wooden house, wooden box, wooden
  floor, worry, don't worry, no worries, yes, allow, apologize, apology, appeal, appeals, assets, asset,
  authority, backed, battle, bold, broadband, casual, civil, classified, commit, commits, committed, commitment,
  compete, competition, competitive, confidence, confirm, conflict, conflicts, conflict resolution, constructive,
  convince, cool down, cooled, cover, critic, critics, dare, dead end, dead line, dead, deny access, desire,
  determined, direct, discount, discounted, duty, ease, enable, engage, engaged, engagement, ensure, enterprise,
  entertain, fair, father, favorites list, forget, forgot, forgotten password, forgot password, forgot my
  password, frozen food, frozen peas, frozen yogurt, fulfil, generous leave, glad to, god, grand, grant, granted,
  guarantee, guaranteed, health, hopefully, hospital, hurry, immediate, indifferent curve, infected area,
  influence, influential, initiate, innovate, intense, investigate, keen, kill, kills, killing, killer, liability,
  loyalty card, loyalty points, mercy, moderate, motivation, nuclear, offline, outstanding balance, outstanding
  invoice, outstanding payment, overload, power outage map, prevented, privacy, privilege, proactive, progress,
  progressive, prominent, regret to inform, respected, responsible, responsibility, romantic, safety, satisfaction
  survey, satisfy, score, seriously, shock, sorry, sorry to bother, spirit, steal, stereotype, stimulate,
  substantial, sunshine, suspect, suspend, tender offer, tranquility, uncertain, unclear if, unconfirmed,
  unemployment, unemployment rate, universe, unlimited, unknown, urgent, urgently, useful life, vital, vitamin,
  wealth, weekend, whatever, won 2, worried about you, cold drinks, cold water, cold brew, ice cream, dry
  cleaning, dry place, dry season, dry wine, dry white, dry ingredients, hair dryer, flat screen, flat rate, flat
  white, raw data, raw material, raw materials, raw file, soft drink, soft drinks, software, soft copy, bug
  report, bug fix, bug fixes, bug fixed, fixed rate, fixed term, fixed price, fixed income, fixed costs, a fixed,
  rough estimate, rough draft, rough idea, free time, free trial, free version, free shipping, free delivery, free
  parking, is free on, are free on, free on, free at, are you free, sugar free, gluten free, duty free, toll free,
  feel free, tax free, free kick, free of, free form, quick question, quick start, quick guide, quick call, fast
  food, fast forward, breakfast, moving to, moving to a, moving from, moving house, was moving, is moving, damage
  deposit, won't you, quiet hours, stuck to, wanna, mouse, trash can, trash bin, recycle bin, garbage collection,
  garbage collector, garbage truck, junk mail folder, spam folder, crash course, crash test, freeze the account,
  freeze my card, freeze it, freezer, frozen, slow cooker, sick leave, sick pay, sick note, lost and found, stolen
  card, lost card, default value, default settings, default setting, by default, the default, default language,
  default browser, default password, error 404 page, latest issue, issue tracker, issue date, issue an invoice,
  issue a, issued, problem set, solve the equation, solve for, trouble shooting, troubleshooting, troubleshoot,
  concerning the, concerns about privacy policy, could be, the flat, our flat, apartment, patient records, the
  patient, a patient, patients, hospital patients, gains tax, growth rate, recovery email, recovery code, recovery
  phone, recovery time, recovery mode, premium plan, premium account, premium version, premium subscription,
  professional license, professional plan, professional edition, approved by, approved the, awarded the contract,
  highlight text, highlight the, solid state, solid line, better half, thanks in advance, thank you in advance, ok
  button, surprise, surprised, surprising, sure, definitely, truly, important, honestly, joke, joking, gift,
  gifts, dream, bonus, dispute, benefit, benefits, advantage, tears, best buy, best before, best practice, best
  practices, any kind, some kind, this kind, same kind, kind of a, easily, as well as, as soon as, average price,
  average of, on average, the average, average temperature, average salary, average age, average speed, by
  accident, much better than nothing, must have been, must have had, best of luck, good luck, prompt, greater
  than, at least, greater, the best way to, best way, least of all, like to, not only, hidden files, hidden file,
  hidden folder, hidden field, hidden layer, is gone through, impossible to miss, impossible to beat, impossible
  not to`;
