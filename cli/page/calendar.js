// Days, weeks and months of the term, and where a slot lies in a shown range.
const WEEKDAYS = [
  ["一", "Mo"], ["二", "Tu"], ["三", "We"], ["四", "Th"], ["五", "Fr"], ["六", "Sa"], ["日", "Su"],
];
const WEEK_GAP = 0.35; // of a day's width, drawn between two weeks

// {date, month, day, weekday (0 Monday), week (its Monday), slots: [slot numbers]}
const DAYS = [];
const DAY_OF_SLOT = [];
DATA.slots.forEach(([date], slot) => {
  if (!DAYS.length || DAYS.at(-1).date !== date) {
    const [year, month, day] = date.split("-").map(Number);
    const time = Date.UTC(year, month - 1, day);
    const weekday = (new Date(time).getUTCDay() + 6) % 7;
    DAYS.push({ date, year, month, day, weekday, week: time / 864e5 - weekday, slots: [] });
  }
  DAYS.at(-1).slots.push(slot);
  DAY_OF_SLOT[slot] = DAYS.length - 1;
});
const PARTS = Math.max(1, ...DAYS.map((day) => day.slots.length)); // slots of the fullest day

function weekdayName(day) {
  return state.lang ? WEEKDAYS[day.weekday][1] : "周" + WEEKDAYS[day.weekday][0];
}

function shortDate(day) {
  return `${day.month}/${day.day}`;
}

function momentOf(slot) {
  const [, start, end] = DATA.slots[slot];
  const day = DAYS[DAY_OF_SLOT[slot]];
  return `${shortDate(day)} ${weekdayName(day)} ${start}–${end}`;
}

// The days shown at the present zoom: {first, end} day numbers, end not included.
function shownRange() {
  if (state.zoom === "term" || !DAYS.length) return { first: 0, end: DAYS.length };
  const key = state.zoom === "week" ? "week" : "month";
  const value = DAYS[state.at][key];
  let first = state.at;
  let end = state.at;
  while (first > 0 && DAYS[first - 1][key] === value) first -= 1;
  while (end < DAYS.length && DAYS[end][key] === value) end += 1;
  return { first, end };
}

function rangeName({ first, end }) {
  if (!DAYS.length) return "";
  return `${shortDate(DAYS[first])} – ${shortDate(DAYS[end - 1])}`;
}

// Left edges of the days of a range, in days, and its whole width.
function layoutOf({ first, end }) {
  const left = [];
  let width = 0;
  for (let number = first; number < end; number += 1) {
    if (number > first && DAYS[number].week !== DAYS[number - 1].week) width += WEEK_GAP;
    left.push(width);
    width += 1;
  }
  return { first, end, left, width: width || 1 };
}

function percent(part, whole) {
  return `${((100 * part) / whole).toFixed(3)}%`;
}
