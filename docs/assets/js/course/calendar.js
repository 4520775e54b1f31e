/** The days on which something is due, as a file for any calendar: a reminder that needs no account and no server. */

const DAYS = 60;

/**
 * @param {Date[]} dues
 * @param {Date} now
 * @param {{title: string, url: string}} what is to be done, and where
 * @returns {string} iCalendar (RFC 5545), an entry for each day of the next two months
 */
export function calendarOf(dues, now, { title, url }) {
  const last = new Date(now.getFullYear(), now.getMonth(), now.getDate() + DAYS);
  /** @type {Map<string, number>} */
  const days = new Map();
  for (const due of dues) {
    if (due > last) continue;
    const day = dateOf(due < now ? now : due);
    days.set(day, (days.get(day) ?? 0) + 1);
  }
  const stamp = now.toISOString().replace(/[-:]|\.\d+/g, "");
  const entries = [...days].sort().flatMap(([day, count]) => [
    "BEGIN:VEVENT",
    `UID:${day}@${new URL(url).host || "workbook"}`,
    `DTSTAMP:${stamp}`,
    `DTSTART;VALUE=DATE:${day}`,
    `SUMMARY:${escaped(`${title}: ${count} to review`)}`,
    `URL:${url}`,
    "TRANSP:TRANSPARENT",
    "END:VEVENT",
  ]);
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", `PRODID:-//${escaped(title)}//review//EN`, ...entries, "END:VCALENDAR", ""];
  return lines.map(folded).join("\r\n");
}

/** @param {Date} day in the learner's own time */
function dateOf(day) {
  const parts = [day.getFullYear(), day.getMonth() + 1, day.getDate()];
  return parts.map((part) => String(part).padStart(2, "0")).join("");
}

/** @param {string} text */
function escaped(text) {
  return text.replace(/[\\;,]/g, "\\$&").replace(/\n/g, "\\n");
}

/** @param {string} line of at most 75 letters each, the next ones behind a blank */
function folded(line) {
  return line.replace(/(.{70})(?=.)/gu, "$1\r\n ");
}
