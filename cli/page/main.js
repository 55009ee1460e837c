// The controls, and drawing everything in the chosen language.
const PHONE = matchMedia("(max-width: 600px)");
const ONE_SCREEN_OF_DAYS = 7;

function segments(id, keys, name, choose) {
  at(id).setAttribute("aria-label", say(name));
  at(id).replaceChildren(
    ...keys.map((key) =>
      make("button", { type: "button", "aria-pressed": String(state[id] === key), onclick: () => choose(key) }, say(key)),
    ),
  );
}

function drawControls() {
  const kinds = Object.keys(ROWS).filter((key) => ROWS[key].list().length);
  segments("rows", kinds, "by", (key) => update({ rows: key }, "rows"));
  segments("zoom", ["term", "month", "week"], "zoom", (key) => update({ zoom: key }, "zoom"));
  const range = shownRange();
  at("range").textContent = rangeName(range);
  at("earlier").disabled = range.first === 0;
  at("later").disabled = range.end >= DAYS.length;
  at("earlier").setAttribute("aria-label", say("earlier"));
  at("later").setAttribute("aria-label", say("later"));
  at("earlier").onclick = () => update({ at: shownRange().first - 1 });
  at("later").onclick = () => update({ at: shownRange().end });
  at("search").placeholder = say("search");
  at("search").setAttribute("aria-label", say("search"));
  const counties = [...new Set(DATA.stations.map((station) => station.county))];
  at("county").hidden = counties.length < 2;
  at("county").setAttribute("aria-label", say("county"));
  at("county").replaceChildren(
    make("option", { value: "" }, say("all_counties")),
    ...counties.map((name) => make("option", { value: name, selected: name === state.county }, name)),
  );
  at("legend").setAttribute("aria-label", say("schemes"));
  at("legend").replaceChildren(...DATA.kinds.map(legendOf), make("span", { class: "free" }, say("unavailable")));
}

function legendOf(kind) {
  const count = DATA.events.filter((event) => event.kind === kind.key).length;
  const toggle = () => {
    if (!state.hidden.delete(kind.key)) state.hidden.add(kind.key);
    update({}, "legend", kind.key);
  };
  return make(
    "button",
    { type: "button", class: `k-${kind.key}`, "data-kind": kind.key, "aria-pressed": String(!state.hidden.has(kind.key)), onclick: toggle },
    make("span", { class: "mark", "aria-hidden": "true" }, inLanguage(kind.mark)),
    inLanguage(kind.name),
    make("span", { class: "count" }, String(count)),
  );
}

// Take over changes of the state and draw what depends on them; the control used keeps the focus.
function update(changes, group = null, kind = null) {
  Object.assign(state, changes);
  drawControls();
  drawBoard();
  if (kind) at(group).querySelector(`[data-kind="${kind}"]`).focus();
  else if (group) at(group).querySelector("[aria-pressed=true]").focus();
}

function drawAll() {
  document.documentElement.lang = state.lang ? "en" : "zh-CN";
  for (const element of document.querySelectorAll("[data-say]")) element.textContent = say(element.dataset.say);
  at("language").textContent = state.lang ? "中文" : "English";
  at("language").lang = state.lang ? "zh-CN" : "en";
  document.title = DATA.title ? `${DATA.title} · ${say("roster")}` : say("roster");
  document.querySelector("h1").textContent = DATA.title || say("roster");
  at("period").textContent = DAYS.length ? `${say("roster")} · ${DAYS[0].date} – ${DAYS.at(-1).date}` : say("roster");
  at("jump").replaceChildren(...["loads", ...(DATA.pairs.length ? ["map"] : []), "costs"].map((id) => make("a", { href: `#${id}` }, say(id))));
  const orders = [["listed", "by_name"], ["off", "by_load"]];
  at("loads-order").replaceChildren(
    ...orders.map(([value, key]) => make("option", { value, selected: value === state.order }, say(key))),
  );
  at("loads-order").setAttribute("aria-label", say("loads"));
  at("map").hidden = !DATA.pairs.length;
  drawControls();
  drawBoard();
  drawFigures();
  drawLoads();
  drawMapChoices();
  drawMap();
  drawCosts();
  drawLeftOut();
  drawBroken();
}

at("language").onclick = () => {
  state.lang = 1 - state.lang;
  at("detail").hidden = true;
  drawAll();
};
at("print").onclick = () => print();
at("county").onchange = () => update({ county: at("county").value });
at("loads-order").onchange = () => {
  state.order = at("loads-order").value;
  drawLoads();
};
at("whose").onchange = () => {
  state.person = Number(at("whose").value);
  drawMap();
};
let typing = 0;
at("search").oninput = () => {
  clearTimeout(typing);
  typing = setTimeout(() => update({ search: at("search").value }), 120);
};
if (PHONE.matches || DAYS.length <= ONE_SCREEN_OF_DAYS) state.zoom = "week";
if (!DATA.events.some((event) => event.people.length)) state.rows = "stations";
drawAll();
