/** Each answer is also heard and felt, for a guard who looks at the guest and not at the screen. */

/** @typedef {import("./types.js").Answer} Answer */
/** @typedef {{ pitch: number, from: number, long: number }} Note  hertz, seconds, seconds */

/** Up for admit, twice the same for ask, one long and low for not here, three falling for silence.
 * @type {Record<Answer, { wave: OscillatorType, notes: Note[], shake: number[] }>} */
const SOUNDS = {
  admit: {
    wave: "sine",
    notes: [
      { pitch: 660, from: 0, long: 0.11 },
      { pitch: 990, from: 0.12, long: 0.2 },
    ],
    shake: [70],
  },
  ask: {
    wave: "triangle",
    notes: [
      { pitch: 523, from: 0, long: 0.16 },
      { pitch: 523, from: 0.26, long: 0.16 },
    ],
    shake: [120, 90, 120],
  },
  refuse: { wave: "sawtooth", notes: [{ pitch: 165, from: 0, long: 0.6 }], shake: [500] },
  invalid: {
    wave: "triangle",
    notes: [
      { pitch: 523, from: 0, long: 0.1 },
      { pitch: 392, from: 0.12, long: 0.16 },
    ],
    shake: [120, 90, 120],
  },
  unanswered: {
    wave: "triangle",
    notes: [
      { pitch: 494, from: 0, long: 0.14 },
      { pitch: 415, from: 0.18, long: 0.14 },
      { pitch: 330, from: 0.36, long: 0.24 },
    ],
    shake: [90, 60, 90, 60, 90],
  },
};

/** @param {boolean} startSilent */
export function createSound(startSilent) {
  let silent = startSilent;
  /** @type {AudioContext | undefined} */
  let context;

  // Browsers let a page sound only after somebody touched it.
  for (const touch of ["pointerdown", "keydown"]) {
    document.addEventListener(touch, () => {
      context ??= new AudioContext();
      if (context.state !== "running") context.resume().catch(() => undefined);
    });
  }

  /** @param {AudioContext} on @param {OscillatorType} wave @param {Note} note */
  function sing(on, wave, { pitch, from, long }) {
    const start = on.currentTime + from;
    const voice = on.createOscillator();
    const loud = on.createGain();
    voice.type = wave;
    voice.frequency.value = pitch;
    loud.gain.setValueAtTime(0.35, start);
    loud.gain.exponentialRampToValueAtTime(0.001, start + long);
    voice.connect(loud).connect(on.destination);
    voice.start(start);
    voice.stop(start + long);
  }

  return {
    /** @param {Answer} answer */
    play(answer) {
      const { wave, notes, shake } = SOUNDS[answer];
      if (navigator.userActivation?.hasBeenActive !== false) navigator.vibrate?.(shake);
      if (!silent && context?.state === "running") {
        for (const note of notes) sing(context, wave, note);
      }
    },
    isSilent: () => silent,
    /** @param {boolean} is */
    silence(is) {
      silent = is;
    },
  };
}
