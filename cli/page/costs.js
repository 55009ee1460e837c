// The figures at the top, the costs by name, what is left out, and broken rules.
function drawFigures() {
  const visits = DATA.events.filter((event) => event.series && event.kind !== "class").length;
  const sessions = DATA.events.filter((event) => event.kind === "class").length;
  const figures = [];
  if (DATA.asked.visits) figures.push(plannedFigure("visits", visits, DATA.asked.visits));
  if (DATA.asked.sessions) figures.push(plannedFigure("course_sessions", sessions, DATA.asked.sessions));
  figures.push(figure(say("people"), String(DATA.supervisors.length)));
  if (DATA.stations.length) figures.push(figure(say("stations_count"), String(DATA.stations.length)));
  const minutes = DATA.travel.reduce((sum, value) => sum + value, 0);
  const trips = DATA.supervisors.reduce((sum, person, place) => sum + workedBy(place).length, 0);
  if (minutes && trips) {
    figures.push(figure(say("travel"), say("minutes", { n: number(minutes) }), say("travel_each", { n: Math.round(minutes / trips) })));
  }
  const gap = DATA.bound == null ? "" : `${say("gap_at_most")} ${((100 * Math.max(0, DATA.total - DATA.bound)) / Math.max(1, DATA.total)).toFixed(1)}%`;
  figures.push(figure(say("total_cost"), number(DATA.total), gap));
  at("figures").replaceChildren(...figures);
}

function figure(name, value, under = "", className = "") {
  return make("div", { class: `figure ${className}` }, make("span", {}, name), make("b", {}, value), make("em", {}, under));
}

function plannedFigure(key, planned, asked) {
  const left = asked - planned;
  return figure(say(key), `${planned} / ${asked}`, left ? say("some_left_out", { n: left }) : say("all_planned"), left ? "bad" : "good");
}

function drawCosts() {
  const most = Math.max(1, ...DATA.costs.map((cost) => cost.amount));
  const rows = [...DATA.costs].sort((a, b) => b.amount - a.amount).map((cost) => {
    const share = make("div", { class: "share" });
    share.style.width = percent(cost.amount, most);
    const unit = inLanguage(cost.unit) === inLanguage(cost.name) ? null : make("small", {}, inLanguage(cost.unit));
    const name = make("th", { scope: "row" }, inLanguage(cost.name), unit, share);
    return make("tr", {}, name, make("td", { class: "amount" }, number(cost.amount)));
  });
  const foot = [[say("total"), DATA.total], ...(DATA.bound == null ? [] : [[say("bound"), DATA.bound]])].map(([name, amount]) =>
    make("tr", {}, make("td", {}, name), make("td", { class: "amount" }, number(amount))),
  );
  at("cost-holder").replaceChildren(make("table", { class: "costs" }, make("tbody", {}, ...rows), make("tfoot", {}, ...foot)));
}

function drawLeftOut() {
  const items = DATA.left_out.map((row) =>
    make(
      "li",
      {},
      `${inLanguage(row.title)} · ${say("index_of", { i: row.index + 1, n: row.count })}`,
      ...row.reasons.map((sentence) => make("small", {}, `${say("reason")} · ${inLanguage(sentence)}`)),
      ...row.remedies.map((sentence) => make("small", { class: "remedy" }, `${say("remedy")} · ${inLanguage(sentence)}`)),
    ),
  );
  const list = make("ul", { class: "left-out-list" }, ...items);
  at("left-out-holder").replaceChildren(items.length ? list : make("p", { class: "note" }, say("none_left_out")));
}

function drawBroken() {
  const items = DATA.broken.map((row) => make("li", {}, `${row.rule}: ${inLanguage(row.says)}`));
  at("broken").hidden = !items.length;
  at("broken").replaceChildren(make("h2", {}, say("broken")), make("ul", {}, ...items));
}
