"""Common English words that look like slips of the pen in a lexicon's words, and are none.

“Confidence” lies two letters from “coincidence”, and “chance” one from “change”. The list holds one
form of each word of five letters or more that lies so near a word of some exercise's lexicon. Where
a new lexicon lies near another word, add it: tests/content/test_judges.py tells.
"""

from __future__ import annotations

from grader.judge.words import stem

_WORDS = """
    abandon abide abort abundance accent accept acceptably acceptance accepter accessed accessor
    accident accidental accordingly accordion accounts accumulated accumulator accurate acquire
    action activating activation activator adapt adapter adaption adaptive adder addition
    additional additive adjust adjustments adopt adoption advanced advantage advantageous adverb
    advert advertise affect affords afterward agent agree agreed agreements algorithmic
    algorithms alignment alive allot allow alloy alone along alphas alter alternate alternatives
    amain among amount angel angle announce annoyance answer anticipated anyways appeal
    appearances appears appendix appends apple applet applies approvals approved arbitrarily
    architectural architectures archival archived armed arrangements arrivals arrive articles
    artificial asides assent assigned assignments assistance assistants atone attempt attend
    attentive audio audits augments average awaiting awake backdrop backed badge baked baker
    balance balancer bands banned banner based battle bayes beads beams beans beard bears beast
    beats become beers began beginner behave behavior behavioral behaviour behavioural belief
    believe belongs benchmark bends benefit beside biased binds binned black blamed blank blaze
    blend blink block blockers blond blurb bogus bones boots boring borrows bother bottlenecks
    bottles bottoms bought bounced bound brands bread break breathing briefs brier bring broad
    broader broadest buckets budges budget buffers build buried burned burst butter button
    buyers cached calculating calculations calculator calendars calibrate caller cancel
    cancelled cancer candidate captions cards carefully careless cares caret carried carrier
    carries carve cased casts catalogs catalogue causes cautious cautiously ceases cellars cells
    certainly certainty certs chains chair challenged champion chance change channels chapter
    chare charge charter chase cheap cheapest cheat check checker checkpoints checksum cheering
    cherries chick choice choke chomping chooser chopping chord chore chose chunking circled
    circler circularly circulate circulation cites claim clang clapping class clean cleaner
    clear clearer cleverer cleverly click clients climbing clinics clinking cloak clock clone
    close closer closet clover clutch coarse coded coder coincide coincidence coincident
    collation collection collective collector collects collides color colour combined combiner
    comes comet comfit command commando comments commit committee committees committer commonest
    commons communicate communicator compacts companies companion comparable compare comparer
    comparisons compatible compatibly compete competent competition compiled compiler complain
    complaint complete completer complexes compliant complied complies components composed
    composer compress comprise compromised comps computational compute computer conceal
    conceived conception concepts conceptual concerns concert concision conclude conclusion
    conclusive condensed condition conditional conference confidence confident confine confirms
    conflict conform confused confusion congestion connection connects conns consented
    consequences consequent conservation conservatively consider consisted consoles consonant
    constant constrain constraint consults consume consumer contacts contain container
    contaminate contended content contention contest context contiguous continuable continual
    continue continuous continuously continuum contract contradict contradiction contrarily
    contrast contrived controlled controllers controls convenience conveniently conventional
    conventions converged convergent converse conversion converts conveyed convince convolve
    cooperate cooperative coordinate coordinator copes copied copier copies cores corners
    corporate correct correction correlated correlation corruption corrupts cosines costs count
    counter coupled course court courtesy cousin cover covet cracking cranes crank crash crate
    crawl created credits crick crippling critical crops crosses crowds crown crunch culled
    cumulate cumulation cumulatively cured curiously currency currently curried curry curses
    curve custom customary customer customise custos datasets deadlines deadlocks deals death
    decadent decent decide deciles decisions decisive declaration declined decode decoder
    decorating decorations decorative decorator decryption dedication deduce deduct deems
    deepening defeats defect defend deference define definer definite definitions definitive
    deflated deflation degrees delegated delete delicate deliver deltas demand demon demonstrate
    demonstration demonstrators depend dependent deployments deploys deprive depths derailed
    deriv derivative descend descender descent describe describer descriptions descriptive
    descriptor desert deserve designated designer designs destined destroy destroyer detaches
    detect detection detector determine deviance deviates deviations device devise diagnose
    diagnosis diagnostic dialogues dictate diffed differ difference different differentiable
    differential differentiate difficult difficulty directing direction directional directive
    director disagreements disagrees discant discards disclose discord discount discover
    discoverer discovery discussed disjoin dismount dispatch dispatchers dispense displays
    disposed disproportionately disprove dispute disrupted dissolver distance distinct
    distinction distinguish distributing distribution distributive distributor diverge diversion
    dives divide dividend divider divine division doable documenter documents domains dominant
    dominate doorways dosing double doubly doubt downs dozens drags drain drawn drive driver
    drones drowns duplicated dying dynamic earliest earning echos effects efficiency efficient
    eight eighth elegance elements elephant eliminated embodiments emerge employed employer
    empties enact encode encoders encounter endlessly engineer enter entirely entirety
    enumerable enumerate enumerator environmental environments equal equalise equaliser equality
    equalize equalizer erase error estimate estimator ether evaluate evaluation evaluator
    evenings evolution evolve examines example exceed exception exceptional excerpts excessive
    exclamation excludes excuse executes executions exemplars exemplary exercise exhaustion
    exhaustive exhausts exist exits expander expands expect expend expenses expensive
    experienced experimental experiments expert expertise expiring explain explainer explanation
    explicit explode exploit explore explorer export exporter expose expressive extender
    extensive extra extracts extrapolating facades factor factorise factory fails failure
    faithfully falls familiar families farther fault faulty favor favorite favour favourites
    feature feelling feels fiber fiddling fields fifth fifty fight figure filed filer filler
    fills films filters finale finder finding fined finger finished fired firms firsts fixer
    fixes fixtures flatness flatten flavored flies flight flipper flips floating flood floor
    flour flows fluttering folds follow follower followup forbid forced forecaster forecasts
    foremost forge forget forgive forgo forgot forks formal formalise formalize formation
    formulae formulate forth fortunate forwarder forwards foundations fraction freezes frequency
    frequent fretting friction friend fries frown functional functions funding furnace furnished
    furthest futures gardens gathers gaussian genera generalise generalists generality
    generalize generally generate generator geometric given glade glances glide glowing grabs
    grace graded grader gradient graft grand grant grape graphing grasping grave grays greatest
    greed greedily greedy green greenhouses greet grepped gripper groks gross grounds groups
    growers grown guarantee guaranteed guarding guess guest habits halve handclap handed handle
    handler handy hangs happen harden hardest hardwired harmonic harvests headline heads heady
    heaps heard hears heart heaviest helper helpless helps hinder hinting hires historic hoard
    hoisting holes homed honestly hopes horizons horse hotels house human hundred hundredth
    hurst hyperparameters hypertext hypotheses hypothesis hypothesise hypothesize ideas
    identical identified identifier identify identity ignorance ignorant ignore imagine imaging
    imitate imitation immediate implicit implied importance importantly imported imprecision
    impression impressive improper improve improvements inclined include incompatible incurred
    indefinite indent independence independent individuals indivisible inefficient inertial
    infer inference infinite infinitive infinity inflate inflected inflection influence informal
    informational informative informed ingest inherent initialisation initialization initials
    initiate initiation initiator injected injection inner input inquired insanely insensitively
    inserted insertion insides insights insist inspection inspector inspects inspired instance
    instants instruct instruction instructive instructor instruments insufficiently insurance
    insurer integral integration intended intent inter interact interactions interactive
    intercept interest interfaced interfere interior interlaced interleave internal interned
    internet interpreter interprets intersect intersection interval introduce invariance
    invariant invent inverses invert inverter invoking involve irritating isolate issuance
    issued issuer iteration joins joints judge juggling jumps junctions justifies keeling
    keelling kettles kills kilns kinda kiosks kitchen kneeling knobs knock knowingly known knows
    label labeller lacked lanes languages large larger laser lasts later latest latex latter
    lawyer layer layouts leads leafs leaks leaky leaner leans learn learned learner lease leave
    legged legitimately lender length lengthen lengthy lesson letter level lever lexer licences
    license licensee lifts lighten likelier likeliest likelihood limiter limits lined linen
    liner linger links listen listener lists liter literate litter lived loader loads local
    locating locations locker locket locks logger looks loops loosed looser loser loses losses
    lossless loves lower machine machinery magnitudes maker makes manage manager mandates march
    marker market marks masks massage massively master mastery masts match matcher matter maxes
    maximise maximize maximums mazes meals meant measure measurement memories memorise memorize
    merged merger messages messed meters method miles milky millimeter million millionth mimes
    mimic minified minima minimal minimise mining minority minute misled mismatch missed
    missuses mistake mistaken mistypes misused mixed mixer mixtures modal model modelers modem
    modes modifier modifies modulate modules modulo moment momentum money monitors monkey monte
    month moose motor motorised mouses mouth moved movement movies multiple multiplexed
    multiplied multiplier multiplies multiply museum mutter mutually naked named namer narrow
    narrower naturals navigating navigational navigator nearby nearly neatly negating negation
    negatives neglected neighbor neighbour network neural newcomers newer night noise noisy
    normalise normaliser normalize normalizer normals normative notebooks notice notified
    notifies noting novice number objection objective objects observe observer obsoleted occurs
    ocher offers older opaquely openings operating operational operations operator opinion
    opponents oppose opposite optical optima optimally optimise optimiser optimism optimize
    optimizer optional options orange order ordinals ordinarily ordinate other otter outdate
    outliers outlined outlive output outsider outvote outweighs overhaul overhead overkill
    overlaid overlaps overlay overload overlook override overrode overrule overruns oversight
    overwrite overwritten overwrote owned owners paces packet packs pager paging painless paint
    palettes panicking paper paradise parallels parameter parameterise parcels parentage parrot
    parse partials particulars party passable passed passer paste patent patience patient paused
    pavement paving paying payment payoff peace peach peeks peoples perceive percentages
    percentile perfectly performances perimeter permits permuted persist personalised
    personality personalization personally pertaining phase phones phony photo photon phrase
    picker pickled picky picture pieces pinching place plainer plane planet planners plant plate
    plausibly player plays pleading please pocket point pointers police polished polls populate
    portability portable ports position positional positive possibles possibly posted
    practicable practical practice practise praises prayer precede precedence precedent
    precision precludes predating predicate predict prediction predictor preferences premise
    prepare preparer prepend presence presents preset pressed presumed pretend pretense prettier
    prevent previous price prime primer prince princess print printer privately privilege prize
    proactive probably probe problem procedural procedures proceeds processed processor produce
    producer production productive products profiled profits programmer programs progress
    project projection projective projector promise promoted promoter promotion prompt prompter
    prone proofing propagation properly property proportional proposal propose proposition prose
    protect protection protector provable provably prove proven prover provider provisions
    provoked publisher publishes pulse purge purpose pursue pushed pusher quantify quantise
    quantize question queue quiet quirk quite quote raced radio raise raiser randomise randomize
    randoms range rarer raster rated raters rather ratio ration rational ravelled reach
    reachable reacquire react reaction reactivate reactive readability readable reader readiness
    reads ready realisable realised realizable reals reams reappears reaps reasons reassemble
    rebind recall receive receiver recenter recently reception receptive recipe recognise
    recogniser recognize recognizer recompile recompute recons reconsider record recorder
    recovers recovery recreated recreation recurrence recurrent recurs recycle redact redaction
    redefine redesigned redraw reduced reducer reduction reexport referred refine refocused
    refolded reformed refraction refrain refreshed refueled refuse refute regain regard regimes
    regional regions registers registrar registry regressed regressions regularise regularize
    regularly regulate rehearsal rehearsed reinstated rejected rejection relate relation
    relative relaxed relay relearning release releaser reliable reliably reliance reloaded
    relocated remain remainder remapping remember reminder reminds remove remover renaming
    render renter renumber reorders repacked repair repay repeat repeatedly repeaters repetition
    repetitious replace replacer replay reply reportedly reporter reports represent
    representative reproduced reproducer reproducibly reputations requester requests require
    requite rerouted reruns resample rescaling resemble resent reserved reset reshaped residing
    resign resise resizing resolved resolver resort respects respond responder response
    responsible responsive restarted restating restored restrict rests result resumable
    resurrect retain retention retesting retiring retrain retrying return reusable reuse reveal
    reversal reverse reverted reviewed revise revision revisit revive revoking rewind reword
    reworked rewrite rights risks rival river rliable roads robot robustly roles roller rolls
    roots rotate rotation rotor round routeing ruled ruler runners sacrifice safes sales salts
    sample sampler satisfies saturate saturation saved scale scanner scans scape scatters
    scheduled scheduler schema schemes schools scope score scorers scream scree screens screwy
    seals searched searcher secant second secrets sections seedling seeds seeks seems selection
    selective selector selects sends sense sensor sentence separable separate separator sequence
    sequencer sequential serge serialise serially series serve server services settable setters
    setting settle severely sewing shade shadowed shake shall shame shape shard share shark
    sharp sharpen shaved sheaf sheep sheets shell shift ships shirt shoes shooting shops short
    shortcake shorten shortener shorter shortest shorthands shots shove shower shown shrank
    shred shrine shrink shrinker shrunk shuffle shuts sibling sided sight signal significance
    significantly silenced similarly simple simpler simplest simplex simply simulate simulation
    simulator simultaneous sines singled siser sises sites situated situation sixth sixty sized
    sizer skate skill skipped skull slant slate slaves sleep sleepy slices slide slider slight
    slips slope slots slows small smallest smart smells smoker smoother smoothly snapping snare
    sneak sneaky solutions solve solver sometime sortable sorted sorter sound sourcing sowed
    spaced spacer spade spake spans spare sparkles sparse speak specialise specialists
    specialize specials specialty specific specifier specifies spectral speed speedy spell spend
    spent spewed spice spies spike spill spite splat splatter splits spoke sponsors sport
    spouting spread square squashed stabilise stabilize stabs stack staff stage stale stall
    stallion stamp stand standards standout staple stars start starter starves stashing state
    station statistic statistical stats statue statuses staves stays stdio steadies stealing
    steaming steering stems steps stere stick sticky still stimulate stitch stock stomped stone
    stops store stormy story stoves straighten strand strange stranger strategic streams streets
    strength strengthen stride strike string stripe strives stroke stronger strongest strongly
    struck students studied studies studios styled subjects subsets succeeds successes
    successfully successive successor suffer suffice sufficiently suffixed suitability suitable
    suite summed summer summoned sunset super supplied supplier supplies supports supposed
    surfaced surfer surprise surveys survive survivor suspect suspends suspicion suspiciously
    swallow swamped swapped sweeping sweet swift switched switchers symptom systems table tablet
    tacks tailor taken taker talks taper tapes targets tasks taste teacher teaches teams
    temperatures templates temporary tempting tester tests texts thank theirs theoretical thick
    thing thingy think third thirteen thong thousand thousandth threaded threat three thresholds
    threw throughput throw thrown thrust thumb thunk ticket tidier tighten tighter tightness
    tiles timed timer tired titled toddy token tolerable tolerance tolerant tolerate tones tonic
    topics torch torus totals touch toward trace tracer track tracker trade trader traditions
    trail trailers train training trait trans transactions transfer transform transformers
    transition transitional translations transparency transparently traps trashing trawling
    treat treaty trees trial trick trickery tricky tried tries trill trims triples triplet trips
    tropical truck trunks trusts tuned tuner turbines turds turned tweaks twine types typically
    unable unamused unbalance unbeatable unbounded unbroken uncaught uncertain uncertainty
    unchanged unconnected unconverted undefined understate understood undesired unevenly
    unexpectedly unfolded unity unknowns unlabeled unlimited unlinked unlisted unmounted unpaid
    unpaired unpredictably unreachable unrecorded unreleased unreliable unsaid unsearchable
    unshared unstable unsuitable untestable untested untie unusable unusually unweighted update
    updater uppers usefully uselessly vacation vagaries vague vales validating validation
    valuable value valve variable variance variant variates varied varies vaults vectors
    verifier verifies version victor videos viewable visit visitor voiced volumes waiter waits
    waiver waives wakes wales walker walks walls wants warning warts wasted watchdog water waver
    waves weaken weaker weakness wearer wearying weigh weight whale whatsoever wheels whenever
    wherever whine whisper white whiteout whole widen wider width wiener winding windows windy
    wings winking winnow winter wiped wired wisely wiser witch woods words wordy worker works
    world worrying worse worst worthy wound write writer wrongs
"""
SPELLED = frozenset(map(stem, _WORDS.split()))
