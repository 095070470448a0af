const samples = document.getElementById("samples");
if (samples) {
  const pages = [...samples.querySelectorAll("article")];
  const place = samples.querySelector("output");
  let at = 0;
  const show = () => {
    pages.forEach((page, number) => { page.hidden = number !== at; });
    place.textContent = `${at + 1} / ${pages.length}`;
  };
  samples.querySelectorAll("button").forEach((button) => button.addEventListener("click", () => {
    at = (at + Number(button.dataset.step) + pages.length) % pages.length;
    show();
  }));
  show();
}

const ROWS = 100;
document.querySelectorAll("section.faults").forEach((section) => {
  const data = section.querySelector("script[type='application/json']");
  if (!data) return;
  const { words, causes } = JSON.parse(data.textContent);
  section.querySelectorAll("details.cause").forEach((cause, number) => {
    const rows = causes[number];
    const body = cause.querySelector("tbody");
    if (rows.length <= body.rows.length) return;
    const pages = Math.ceil(rows.length / ROWS);
    const pager = document.createElement("nav");
    pager.className = "pager";
    const place = document.createElement("output");
    let at = 0;
    const show = () => {
      body.replaceChildren(...rows.slice(at * ROWS, (at + 1) * ROWS).map((row) => {
        const line = document.createElement("tr");
        row.forEach((word) => { line.insertCell().textContent = words[word]; });
        return line;
      }));
      const last = Math.min((at + 1) * ROWS, rows.length);
      place.textContent = `${(at * ROWS + 1).toLocaleString("en")}–${last.toLocaleString("en")} of ${rows.length.toLocaleString("en")}`;
    };
    const step = (label, by) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = label;
      button.addEventListener("click", () => { at = (at + by + pages) % pages; show(); });
      return button;
    };
    pager.append(step("← Before", -1), place, step("Next →", 1));
    cause.querySelector(".scroll").before(pager);
    cause.querySelector(".rest").remove();
    show();
  });
});
