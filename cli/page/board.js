// The board: one table row for each supervisor, station, venue or cohort; a track of days with the events on it.

// What each kind of row takes from the data.
const ROWS = {
  supervisors: {
    list: () => DATA.supervisors,
    takes: (event, row) => event.people.includes(row),
    busy: (row) => row.unavailable,
    under: (row, events) => {
      const worked = events.filter((event) => event.kind !== "meeting").length;
      return row.target == null ? say("slots_only", { n: worked }) : `${worked} / ${row.target}`;
    },
    words: (row) => [row.name, row.id, row.employer || "", ...row.fields],
  },
  stations: {
    list: () => DATA.stations,
    takes: (event, row) => (event.stations || []).includes(row),
    busy: (row) => row.closed,
    under: (row, events) => `${say("visits")} ${events.filter((event) => event.kind !== "meeting").length}`,
    words: (row) => [row.name, row.id, row.county, row.operator || "", ...row.fields],
    group: (row) => row.county,
  },
  venues: {
    list: () => DATA.venues,
    takes: (event, row) => event.venue === row,
    busy: (row) => row.closed,
    under: (row, events) => String(events.length),
    words: (row) => [row.name, row.id],
  },
  cohorts: {
    list: () => DATA.cohorts,
    takes: (event, row) => (event.cohorts || []).includes(row),
    busy: () => [],
    under: (row, events) => String(events.length),
    words: (row) => [row.name, row.id],
  },
};

// Events of every row, once for each kind of row.
const EVENTS_OF = Object.fromEntries(
  Object.entries(ROWS).map(([key]) => {
    const events = ROWS[key].list().map(() => []);
    for (const event of DATA.events) {
      const rows = { supervisors: event.people, stations: event.stations, cohorts: event.cohorts }[key];
      const taken = key === "venues" ? (event.venue == null ? [] : [event.venue]) : rows || [];
      for (const row of new Set(taken)) events[row].push(event);
    }
    return [key, events];
  }),
);

// Visits and course sessions of one supervisor.
function workedBy(person) {
  return EVENTS_OF.supervisors[person].filter((event) => event.kind !== "meeting");
}

function drawBoard() {
  const layout = layoutOf(shownRange());
  const table = at("board-table");
  table.className = `board ${state.zoom}`;
  table.style.setProperty("--days", layout.end - layout.first);
  table.style.setProperty("--parts", PARTS);
  table.tHead.replaceChildren(
    make("tr", {}, make("th", { class: "name", scope: "col" }, say(state.rows)), make("td", {}, datesOf(layout))),
  );
  const rows = [];
  let shown = 0;
  let group = null;
  ROWS[state.rows].list().forEach((row, place) => {
    const found = matching(row, place);
    if (found === null) return;
    const name = ROWS[state.rows].group?.(row);
    if (name && name !== group) {
      rows.push(make("tr", { class: "group" }, make("th", { colspan: 2, scope: "rowgroup" }, name)));
      group = name;
    }
    rows.push(rowOf(row, place, found, layout));
    shown += 1;
  });
  table.tBodies[0].replaceChildren(...rows);
  at("nothing").hidden = shown > 0;
  at("nothing").textContent = say("nothing");
  at("rows-shown").textContent = say("rows_shown", { n: shown });
  table.querySelector(".block")?.setAttribute("tabindex", "0");
}

// The row's events that may be shown, each with whether the search means it; null when the row is not shown.
function matching(row, place) {
  const events = EVENTS_OF[state.rows][place].filter(
    (event) => !state.hidden.has(event.kind) && (!state.county || state.rows === "stations" || event.counties.has(state.county)),
  );
  if (state.county && (state.rows === "stations" ? row.county !== state.county : !events.length)) return null;
  const words = state.search.toLowerCase().split(/\s+/).filter(Boolean);
  const own = ROWS[state.rows].words(row).join("\n").toLowerCase();
  const meant = (text) => words.every((word) => text.includes(word));
  if (meant(own)) return events.map((event) => ({ event, faint: false }));
  const found = events.map((event) => ({ event, faint: !meant(event.words) }));
  return found.some(({ faint }) => !faint) ? found : null;
}

function rowOf(row, place, found, layout) {
  const under = ROWS[state.rows].under(row, EVENTS_OF[state.rows][place]);
  const name = make(
    "button",
    { type: "button", onclick: () => showAgenda(state.rows, place) },
    make("b", {}, row.name),
    make("small", {}, under),
  );
  const blocks = found
    .filter(({ event }) => DAY_OF_SLOT[event.slot] >= layout.first && DAY_OF_SLOT[event.slot] < layout.end)
    .map(({ event, faint }) => blockOf(event, faint, place, layout));
  return make(
    "tr",
    {},
    make("th", { class: "name", scope: "row" }, name),
    make("td", {}, make("div", { class: "track" }, backgroundOf(ROWS[state.rows].busy(row), layout), make("ul", {}, ...blocks))),
  );
}

// The two lines on a block: what the row itself does not say already.
function linesOf(event) {
  if (event.kind === "meeting") return [event.title, ""];
  const who = listed(namesOf(event));
  if (event.kind === "class") return [event.title, state.rows === "venues" ? who : placeOf(event)];
  return [state.rows === "stations" ? who : placeOf(event), titleOf(event)];
}

function blockOf(event, faint, place, layout) {
  const number = DAY_OF_SLOT[event.slot];
  const day = DAYS[number];
  const attends = state.rows === "stations" && event.kind !== "meeting" && event.stations[0] !== place;
  const [first, second] = linesOf(event);
  const words = `${titleOf(event)} ${event.kind === "meeting" ? "" : placeOf(event)} ${listed(namesOf(event))} ${momentOf(event.slot)}`;
  const mark = inLanguage(KINDS.get(event.kind).mark);
  const inside = {
    term: () => [mark],
    month: () => [first],
    week: () => [make("b", {}, first), make("small", {}, second)],
  }[state.zoom]();
  const classes = ["block", `k-${event.kind}`, attends ? "attends" : "", faint ? "faint" : ""].filter(Boolean).join(" ");
  const button = make("button", { type: "button", class: classes, tabindex: "-1", "aria-label": words, title: words }, ...inside);
  button.onclick = () => showEvent(event, button);
  button.event = event;
  const item = make("li", {}, button);
  item.style.left = percent(layout.left[number - layout.first], layout.width);
  item.style.width = percent(1, layout.width);
  item.style.top = `calc(3px + var(--unit) * ${day.slots.indexOf(event.slot)})`;
  item.style.height = "var(--unit)";
  return item;
}

// Slots that are not free, and a line before each week, behind the blocks.
function backgroundOf(busy, layout) {
  let shades = "";
  for (const slot of busy) {
    const number = DAY_OF_SLOT[slot];
    if (number < layout.first || number >= layout.end) continue;
    const y = DAYS[number].slots.indexOf(slot);
    shades += `M${layout.left[number - layout.first]} ${y}h1v1h-1z`;
  }
  let lines = "";
  for (let number = layout.first + 1; number < layout.end; number += 1) {
    if (DAYS[number].week !== DAYS[number - 1].week) lines += `M${layout.left[number - layout.first] - WEEK_GAP / 2} 0v${PARTS}`;
  }
  return makeSvg(
    "svg",
    { viewBox: `0 0 ${layout.width} ${PARTS}`, preserveAspectRatio: "none", "aria-hidden": "true" },
    makeSvg("path", { class: "busy", d: shades }),
    makeSvg("path", { class: "weeks", d: lines }),
  );
}

function datesOf(layout) {
  const labels = make("div", { class: "dates" });
  const put = (number, className, ...text) => {
    const label = make("span", { class: className }, ...text);
    label.style.left = percent(layout.left[number - layout.first], layout.width);
    labels.append(label);
  };
  for (let number = layout.first; number < layout.end; number += 1) {
    const [before, day] = [DAYS[number - 1], DAYS[number]];
    const starts = number === layout.first;
    if (state.zoom === "term") {
      if (starts || before.month !== day.month) put(number, "above", make("b", {}, state.lang ? monthName(day) : `${day.month}月`));
      if (starts || before.week !== day.week) put(number, "below", shortDate(day));
    } else {
      put(number, "above", make("b", {}, state.zoom === "week" ? shortDate(day) : String(day.day)));
      put(number, "below", weekdayName(day));
    }
  }
  return labels;
}

function monthName(day) {
  return new Date(Date.UTC(day.year, day.month - 1, 1)).toLocaleString("en", { month: "long", timeZone: "UTC" });
}

// Arrow keys go from block to block along a row and to the nearest block of the rows above and below.
at("board-table").addEventListener("keydown", (key) => {
  const block = key.target.closest(".block");
  const steps = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[key.key];
  if (!block || !steps) return;
  key.preventDefault();
  const next = steps[1] ? besides(block, steps[1]) : beyond(block, steps[0]);
  if (!next) return;
  block.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
});

function besides(block, step) {
  const blocks = [...block.closest("tr").querySelectorAll(".block")];
  return blocks[blocks.indexOf(block) + step];
}

function beyond(block, step) {
  let row = block.closest("tr");
  while ((row = step < 0 ? row.previousElementSibling : row.nextElementSibling)) {
    const blocks = [...row.querySelectorAll(".block")];
    const distance = (other) => Math.abs(other.event.slot - block.event.slot);
    if (blocks.length) return blocks.reduce((near, other) => (distance(other) < distance(near) ? other : near));
  }
  return null;
}
