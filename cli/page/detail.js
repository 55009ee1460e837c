// The panel with everything about one event, or with all dates of one row.
let openedFrom = null;

function showEvent(event, button) {
  openedFrom = button || openedFrom;
  const facts = [[say("when"), momentOf(event.slot)]];
  if (event.people.length) facts.push([say("who"), listed(namesOf(event))]);
  if (event.venue != null) facts.push([say("where"), DATA.venues[event.venue].name]);
  else if (event.stations?.length && event.kind !== "meeting") facts.push([say("where"), stationName(event.stations[0])]);
  const others = event.kind === "meeting" ? event.stations : (event.stations || []).slice(1);
  if (others.length) facts.push([say("also"), listed(others.map((station) => DATA.stations[station].name))]);
  if (event.cohorts?.length) facts.push([say("cohorts_of"), listed(event.cohorts.map((cohort) => DATA.cohorts[cohort].name))]);
  if (event.fields?.length) facts.push([say("fields"), listed(event.fields)]);
  if (event.series) {
    facts.push([say("which"), say("index_of", { i: event.index + 1, n: event.count })]);
    const costs = event.costs.map((cost) => `${inLanguage(cost.name)} ${number(cost.amount)}`);
    facts.push([say("why"), costs.length ? listed(costs) : say("no_cost")]);
  }
  const series = event.series ? DATA.events.filter((other) => other.series === event.series && other !== event) : [];
  open(KINDS.get(event.kind), headingOf(event), facts, series.length ? say("whole_series") : null, series);
  for (const block of document.querySelectorAll(".block")) {
    block.classList.toggle("same", block.event === event || (event.series && block.event.series === event.series));
  }
}

function headingOf(event) {
  return event.kind === "class" || event.kind === "meeting" ? titleOf(event) : `${placeOf(event)} · ${titleOf(event)}`;
}

function showAgenda(key, place) {
  const row = ROWS[key].list()[place];
  const events = EVENTS_OF[key][place];
  const worked = events.filter((event) => event.kind !== "meeting").length;
  const facts = [];
  if (key === "supervisors") {
    facts.push([say("loads"), row.target == null ? say("slots_only", { n: worked }) : say("slots_target", { n: worked, target: row.target })]);
    if (DATA.travel[place]) facts.push([say("travel"), say("minutes", { n: number(DATA.travel[place]) })]);
    if (row.employer) facts.push([say("employer"), row.employer]);
    state.person = place;
    drawMap();
  }
  if (key === "stations") {
    facts.push([say("county"), row.county]);
    if (row.operator) facts.push([say("operator"), row.operator]);
  }
  if (row.fields?.length) facts.push([say("fields"), listed(row.fields)]);
  openedFrom = document.activeElement;
  open(null, row.name, facts, null, events, key === "stations" ? place : null);
}

function stationName(place) {
  const station = DATA.stations[place];
  return station.county ? `${station.name} · ${station.county}` : station.name;
}

// `station` is the number of the station whose dates these are, if they are a station's.
function open(kind, title, facts, heading, events, station = null) {
  const panel = at("detail");
  const mark = kind && make("span", { class: `mark k-${kind.key}`, "aria-hidden": "true" }, inLanguage(kind.mark));
  const close = make("button", { type: "button", class: "close", "aria-label": say("close"), onclick: closeDetail }, "×");
  panel.replaceChildren(
    make("header", {}, mark, make("h3", { id: "detail-title" }, title), close),
    make("dl", {}, ...facts.flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, value)])),
    ...(heading ? [make("p", { class: "note", style: "margin:14px 0 0" }, heading)] : []),
    make("ul", { class: "agenda" }, ...events.map((event) => make("li", {}, agendaLine(event, station)))),
  );
  panel.hidden = false;
  panel.scrollTop = 0;
  panel.focus({ preventScroll: true });
}

function agendaLine(event, station) {
  const mark = make("span", { class: `mark k-${event.kind}`, title: titleOf(event) }, inLanguage(KINDS.get(event.kind).mark));
  let what = event.kind === "class" ? event.title : placeOf(event);
  if (station !== null && event.kind !== "meeting") {
    what = listed(namesOf(event)) + (event.stations[0] === station ? "" : ` → ${what}`);
  }
  return make(
    "button",
    { type: "button", onclick: () => showEvent(event, null) },
    mark,
    make("time", {}, momentOf(event.slot)),
    make("span", {}, what),
  );
}

function closeDetail() {
  at("detail").hidden = true;
  for (const block of document.querySelectorAll(".block.same")) block.classList.remove("same");
  openedFrom?.focus?.();
  openedFrom = null;
}

document.addEventListener("keydown", (key) => {
  if (key.key === "Escape" && !at("detail").hidden) closeDetail();
});
