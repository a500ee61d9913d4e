/** What each answer looks like and is called. Both languages stand on every screen. */

/** @type {Record<import("./types.js").Answer,
 *   { word: import("./types.js").Said, shape: string, colour: "admit" | "ask" | "refuse" }>} */
export const ANSWERS = {
  admit: { word: { en: "Admit", vi: "Mời vào" }, shape: "verdict-admit", colour: "admit" },
  ask: { word: { en: "Ask", vi: "Xin chờ" }, shape: "verdict-ask", colour: "ask" },
  refuse: {
    word: { en: "Not here", vi: "Không vào cửa này" },
    shape: "verdict-refuse",
    colour: "refuse",
  },
  // Nobody is turned away by a row that was not understood: it asks for another try.
  invalid: { word: { en: "Not read", vi: "Chưa đọc được" }, shape: "verdict-ask", colour: "ask" },
  unanswered: { word: { en: "No connection", vi: "Mất kết nối" }, shape: "offline", colour: "ask" },
};

/** Said when the server is silent; the door never guesses that somebody may enter. */
export const SILENCE = {
  en: "Nobody is admitted by this screen. Please ask the supervisor. The scan is kept and will be sent.",
  vi: "Màn hình này chưa cho ai vào. Xin hỏi người giám sát. Lượt quét được giữ lại và sẽ được gửi.",
};
