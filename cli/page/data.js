// The data of the page, the state of its controls, and the words of its language.
const DATA = JSON.parse(document.getElementById("data").textContent);

const state = {
  lang: DATA.lang === "en" ? 1 : 0,
  rows: "supervisors",
  zoom: "term",
  at: 0, // day number at which the shown range begins
  search: "",
  county: "",
  hidden: new Set(), // kinds of events not shown
  person: -1, // supervisor chosen on the map
  order: "listed",
};

function say(key, facts = {}) {
  return DATA.texts[key][state.lang].replace(/\{(\w+)\}/g, (whole, name) => facts[name] ?? whole);
}

function inLanguage(pair) {
  return pair[state.lang];
}

function listed(names) {
  return names.join(state.lang ? ", " : "、");
}

function number(value) {
  return value.toLocaleString("en-US");
}

// An element with attributes and children; text is only ever set as text, whatever a name holds.
function make(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

function makeSvg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "onclick" || name === "onchange") element[name] = value;
    else if (value !== null && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

function at(id) {
  return document.getElementById(id);
}

const KINDS = new Map(DATA.kinds.map((kind) => [kind.key, kind]));

// What an event is and where, in the shown language.
function titleOf(event) {
  return event.kind === "class" || event.kind === "meeting" ? event.title : inLanguage(KINDS.get(event.kind).name);
}

function placeOf(event) {
  if (event.kind === "class") return event.venue == null ? "" : DATA.venues[event.venue].name;
  if (event.kind === "meeting") return event.title;
  return event.stations.length ? DATA.stations[event.stations[0]].name : "";
}

function namesOf(event) {
  return event.people.map((person) => DATA.supervisors[person].name);
}

// All that a search may find an event by.
for (const event of DATA.events) {
  const rows = [
    ...event.people.map((person) => DATA.supervisors[person]),
    ...(event.kind === "meeting" ? [] : event.stations || []).map((station) => DATA.stations[station]),
    ...(event.venue == null ? [] : [DATA.venues[event.venue]]),
    ...(event.cohorts || []).map((cohort) => DATA.cohorts[cohort]),
  ];
  const words = rows.flatMap((row) => [row.name, row.id, row.county || ""]);
  event.words = [...words, event.title || "", event.series || "", ...(event.fields || [])].join("\n").toLowerCase();
  event.counties = new Set((event.stations || []).map((station) => DATA.stations[station].county));
}
