// How many half-days everybody works, by kind of event, against what was agreed with them.
function drawLoads() {
  const people = DATA.supervisors.map((person, place) => ({ person, place, events: workedBy(place) }));
  const most = Math.max(1, ...people.map(({ person, events }) => Math.max(events.length, person.target ?? 0)));
  const off = ({ person, events }) => (person.target == null ? -1 : Math.abs(events.length - person.target));
  if (state.order === "off") people.sort((a, b) => off(b) - off(a) || b.events.length - a.events.length);
  at("load-list").replaceChildren(...people.map((row) => loadOf(row, most)));
}

function loadOf({ person, events }, most) {
  const bar = make("span", { class: "bar", "aria-hidden": "true" });
  let left = 0;
  for (const kind of DATA.kinds) {
    const count = events.filter((event) => event.kind === kind.key).length;
    if (!count) continue;
    const part = make("i", { class: `k-${kind.key}`, title: `${inLanguage(kind.name)} ${count}` });
    part.style.left = percent(left, most);
    part.style.width = percent(count, most);
    bar.append(part);
    left += count;
  }
  if (person.target != null) {
    const tick = make("i", { class: "target" });
    tick.style.left = `calc(${percent(person.target, most)} - 1px)`;
    bar.append(tick);
  }
  const agreed = person.target == null ? "" : ` / ${person.target}`;
  const words = person.target == null ? say("slots_only", { n: events.length }) : say("slots_target", { n: events.length, target: person.target });
  return make(
    "li",
    {},
    make("span", { class: "who", title: person.name }, person.name),
    bar,
    make("span", { class: "number", "aria-label": words }, make("b", {}, String(events.length)), agreed),
  );
}
