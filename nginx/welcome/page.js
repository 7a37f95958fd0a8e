"use strict";

// The parts of /api/status in words. A part that is off is no alarm: a studio runs only what it needs.
const parts = {
  "database-up": "Database",
  "key-value-store-up": "Sessions",
  "event-stream-up": "Event stream",
  "job-queue-up": "Job queue",
  "indexer-up": "Search",
};

async function ask(path) {
  const answer = await fetch(path, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`The server answers with status ${answer.status}.`);
  return answer.json();
}

function show(isGood, summary) {
  document.getElementById("lamp").className = `lamp ${isGood ? "good" : "bad"}`;
  const line = document.getElementById("summary");
  // Written only when it changes: a screen reader says it aloud then.
  if (line.textContent !== summary) line.textContent = summary;
}

function row(name, value, isUp) {
  const line = document.createElement("div");
  const term = document.createElement("dt");
  const description = document.createElement("dd");
  term.textContent = name;
  description.textContent = value;
  if (isUp) description.className = "up";
  line.append(term, description);
  return line;
}

async function refresh() {
  const list = document.getElementById("parts");
  try {
    const [index, status] = await Promise.all([ask("/api/"), ask("/api/status")]);
    show(status["database-up"], status["database-up"] ? "The server runs." : "The server runs, but does not reach its database.");
    const rows = Object.keys(parts).filter((key) => key in status)
      .map((key) => row(parts[key], status[key] ? "up" : "off", status[key]));
    list.replaceChildren(row("API", `${index.api} ${index.version}`), ...rows);
  } catch (error) {
    show(false, error instanceof TypeError ? "The server does not answer." : error.message);
    list.replaceChildren();
  }
}

for (const place of document.querySelectorAll("[data-origin]")) place.textContent = location.origin;
refresh();
setInterval(() => { if (!document.hidden) refresh(); }, 15000);
