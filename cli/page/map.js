// Pairs on a map drawn from coordinates alone: homes, stations, and a line for each pair.
const MAP_WIDTH = 900;
const MAP_EDGE = 46;

// From coordinates to the drawing; the stations fill it, what lies outside is held at its edge.
const PROJECTION = (() => {
  const rows = DATA.stations.length ? DATA.stations : DATA.supervisors;
  const lats = rows.map((row) => row.lat);
  const lons = rows.map((row) => row.lon);
  const [south, north, west, east] = [Math.min(...lats), Math.max(...lats), Math.min(...lons), Math.max(...lons)];
  const narrowing = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const scale = (MAP_WIDTH - 2 * MAP_EDGE) / Math.max(1e-6, (east - west) * narrowing);
  const height = Math.min(1200, (north - south) * scale + 2 * MAP_EDGE);
  const held = (value, most) => Math.min(most - 8, Math.max(8, value));
  return {
    height,
    of: (row) => [
      held(MAP_EDGE + (row.lon - west) * narrowing * scale, MAP_WIDTH),
      held(MAP_EDGE + (north - row.lat) * scale, height),
    ],
  };
})();

function hueOf(person) {
  return (person * 137.508) % 360;
}

function drawMap() {
  const chosen = state.person;
  const paired = new Set(DATA.pairs.filter(([person]) => person === chosen).map(([, station]) => station));
  const isChosen = chosen >= 0;
  const drawing = makeSvg("svg", { class: "map", viewBox: `0 0 ${MAP_WIDTH} ${PROJECTION.height}`, role: "img", "aria-labelledby": "map-heading" });
  const counties = countiesOnMap();
  counties.forEach(({ outline }, place) => {
    const colour = `hsl(${(place * 360) / counties.length} 55% 92%)`;
    drawing.append(makeSvg("path", { class: "region", d: outline, fill: colour, stroke: colour }));
  });
  DATA.supervisors.forEach((person, place) => {
    const stations = DATA.pairs.filter(([who]) => who === place).map(([, station]) => station);
    if (stations.length) drawing.append(personOn(person, place, stations, isChosen && place !== chosen));
  });
  DATA.stations.forEach((station, place) => {
    const [x, y] = PROJECTION.of(station);
    const faint = isChosen && !paired.has(place) ? "faint" : "";
    drawing.append(makeSvg("circle", { class: `station ${faint}`, cx: x, cy: y, r: 4.5 }, makeSvg("title", {}, stationName(place))));
    if (paired.has(place)) drawing.append(makeSvg("text", { class: "place", x: x + 8, y: y + 4 }, station.name));
  });
  for (const { name, x, y } of counties) drawing.append(makeSvg("text", { class: "county", x, y }, name));
  at("map-holder").replaceChildren(drawing);
  at("whose").value = String(chosen);
  at("map-says").textContent = isChosen
    ? `${DATA.supervisors[chosen].name}：${listed([...paired].map((station) => DATA.stations[station].name)) || say("no_pairs")}`
    : "";
}

function personOn(person, place, stations, faint) {
  const colour = `hsl(${hueOf(place)} 62% 40%)`;
  const [x, y] = PROJECTION.of(person);
  const lines = stations.map((station) => {
    const [toX, toY] = PROJECTION.of(DATA.stations[station]);
    return makeSvg("line", { x1: x, y1: y, x2: toX, y2: toY, stroke: colour });
  });
  const home = makeSvg("rect", { class: "home", x: x - 5, y: y - 5, width: 10, height: 10, rx: 2, fill: colour });
  const names = listed(stations.map((station) => DATA.stations[station].name));
  const group = makeSvg("g", { class: `person ${faint ? "faint" : ""}` }, makeSvg("title", {}, `${person.name}：${names}`), ...lines, home);
  group.onclick = () => {
    state.person = state.person === place ? -1 : place;
    drawMap();
  };
  return group;
}

// Every county's name, where to write it (no two names on each other), and the outline around its stations.
function countiesOnMap() {
  const places = new Map();
  for (const station of DATA.stations) {
    if (station.county) places.set(station.county, [...(places.get(station.county) || []), PROJECTION.of(station)]);
  }
  const middle = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const counties = [...places].map(([name, points]) => ({
    name,
    x: middle(points.map(([x]) => x)),
    y: middle(points.map(([, y]) => y)) - 14,
    outline: `M${hullOf(points).join("L")}Z`,
  }));
  counties.sort((a, b) => a.y - b.y);
  counties.forEach((county, place) => {
    for (const above of counties.slice(0, place)) {
      const width = 8 * (county.name.length + above.name.length);
      if (Math.abs(above.x - county.x) < width && county.y - above.y < 22) county.y = above.y + 22;
    }
  });
  return counties;
}

// The convex hull of points, by Andrew's monotone chain.
function hullOf(points) {
  const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const half = (ordered) => {
    const chain = [];
    for (const point of ordered) {
      while (chain.length > 1 && turn(chain.at(-2), chain.at(-1), point) <= 0) chain.pop();
      chain.push(point);
    }
    return chain.slice(0, -1);
  };
  const hull = [...half(sorted), ...half(sorted.reverse())];
  return hull.length ? hull : points;
}

function turn([ax, ay], [bx, by], [cx, cy]) {
  return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
}

function drawMapChoices() {
  const options = DATA.supervisors
    .map((person, place) => [person, place])
    .filter(([, place]) => DATA.pairs.some(([who]) => who === place))
    .map(([person, place]) => make("option", { value: place }, person.name));
  at("whose").replaceChildren(make("option", { value: -1 }, say("everyone")), ...options);
  at("whose").setAttribute("aria-label", say("whose"));
}
