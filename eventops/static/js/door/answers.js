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
  en: "Please ask the supervisor. This screen admits nobody; the scan is kept and will be sent.",
  vi: "Xin hỏi người giám sát. Màn hình này không cho ai vào; lượt quét được giữ và sẽ gửi sau.",
};
