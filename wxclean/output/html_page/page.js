"use strict";
const store = document.getElementById("data");
const { words, texts, tables } = store ? JSON.parse(store.textContent) : { words: {}, texts: [], tables: {} };
const NARROW = 10;
const SVG = "http://www.w3.org/2000/svg";
const number = (value) => value.toLocaleString(document.documentElement.lang || "en");
const percent = (value) => `${(100 * value).toFixed(1)} %`;
const filled = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (_, name) => values[name]);

function make(tag, name, content) {
  const element = document.createElement(tag);
  if (name) element.className = name;
  if (content !== undefined) element.textContent = content;
  return element;
}

function button(label, act, name) {
  const element = make("button", name, label);
  element.type = "button";
  element.addEventListener("click", act);
  return element;
}

// Cells by the kind of their column, as `tables.py` writes them for those who read without scripts.
const CELLS = {
  text: (cell, value) => { cell.textContent = texts[value]; },
  code: (cell, value) => { cell.append(make("code", "", texts[value])); },
  number: (cell, value) => { cell.textContent = number(value); },
  share: (cell, value) => {
    const bar = document.createElementNS(SVG, "svg");
    const part = document.createElementNS(SVG, "rect");
    bar.setAttribute("viewBox", "0 0 100 10");
    bar.setAttribute("preserveAspectRatio", "none");
    bar.setAttribute("aria-hidden", "true");
    part.setAttribute("width", (100 * value).toFixed(2));
    part.setAttribute("height", "10");
    bar.append(part);
    cell.append(bar, make("span", "", percent(value)));
  },
};

function detailOf(blocks) {
  const list = make("div", "examples");
  for (const { head, lines } of blocks) {
    const figure = make("figure");
    figure.append(make("figcaption", "", texts[head]));
    const body = make("div", "lines");
    for (const [sign, content, place] of lines) {
      const line = make(sign === "-" ? "del" : sign === "+" ? "ins" : sign === ">" ? "mark" : "span", "line");
      line.append(make("span", "place", place || ""), make("span", "sign", sign), make("span", "words", texts[content]));
      body.append(line);
    }
    figure.append(body);
    list.append(figure);
  }
  return list;
}

class Table {
  constructor(box) {
    this.box = box;
    this.data = tables[box.dataset.table];
    this.table = box.querySelector("table");
    this.heads = [...this.table.tHead.rows[0].cells];
    this.kinds = this.heads.map((head) => head.dataset.kind);
    this.body = this.table.tBodies[0];
    this.order = this.data.rows.map((_, place) => place);
    const page = Number(box.dataset.page);
    this.page = window.matchMedia("(max-width: 40rem)").matches ? Math.min(NARROW, page) : page;
    this.first = 0;
    this.search = "";
    this.group = null;
    this.sorted = { column: Number(box.dataset.sorted ?? -1), down: box.dataset.down !== "0" };
    box.querySelectorAll(".rest").forEach((rest) => rest.remove());
    this.addTools();
    this.heads.forEach((head, column) => this.addSorting(head, column));
    this.show();
  }

  addTools() {
    const tools = make("div", "tools");
    if (this.data.rows.length > 5) {
      const input = make("input");
      input.type = "search";
      input.placeholder = words.search;
      input.setAttribute("aria-label", words.search);
      input.addEventListener("input", () => { this.search = input.value.trim().toLowerCase(); this.choose(); });
      tools.append(input);
    }
    this.chip = button("", () => this.only(null), "chip");
    this.chip.hidden = true;
    this.place = make("output");
    this.before = button(words.before, () => this.turn(-this.page));
    this.next = button(words.next, () => this.turn(this.page));
    this.pager = make("nav", "pager");
    this.pager.append(this.before, this.place, this.next);
    tools.append(this.chip, this.pager);
    this.box.prepend(tools);
  }

  addSorting(head, column) {
    const label = head.textContent;
    head.textContent = "";
    head.append(button(label, () => {
      const same = this.sorted.column === column;
      this.sorted = { column, down: same ? !this.sorted.down : !["text", "code"].includes(this.kinds[column]) };
      this.choose();
    }));
    head.dataset.label = label;
  }

  lowered(place) {
    this.low ??= [];
    return this.low[place] ??= this.data.rows[place]
      .filter((_, column) => ["text", "code"].includes(this.kinds[column]))
      .map((value) => texts[value]).join("\n").toLowerCase();
  }

  only(group, label) {
    this.group = group;
    this.chip.hidden = group === null;
    this.chip.textContent = group === null ? "" : `${label} ×`;
    this.choose();
  }

  choose() {
    const { rows, groups } = this.data;
    const asked = this.search.split(/\s+/).filter(Boolean);
    this.order = rows.map((_, place) => place).filter((place) =>
      (this.group === null || groups[place] === this.group) && asked.every((word) => this.lowered(place).includes(word)));
    const { column, down } = this.sorted;
    if (column >= 0) {
      const isText = ["text", "code"].includes(this.kinds[column]);
      const compare = new Intl.Collator(undefined, { numeric: true }).compare;
      const by = isText ? (a, b) => compare(texts[rows[a][column]], texts[rows[b][column]]) : (a, b) => rows[a][column] - rows[b][column];
      this.order.sort((a, b) => (down ? by(b, a) : by(a, b)) || a - b);
    }
    this.first = 0;
    this.show();
  }

  turn(by) {
    this.first += by;
    this.show();
  }

  show() {
    const all = this.order.length;
    const shown = this.order.slice(this.first, this.first + this.page);
    this.body.replaceChildren(...shown.map((place) => this.row(place)));
    if (!all) {
      const cell = make("td", "none", words.none);
      cell.colSpan = this.heads.length;
      const row = make("tr");
      row.append(cell);
      this.body.append(row);
    }
    this.place.textContent = all ? filled(words.place, { first: number(this.first + 1), last: number(this.first + shown.length), all: number(all) }) : "";
    this.before.disabled = this.first === 0;
    this.next.disabled = this.first + this.page >= all;
    this.pager.hidden = this.data.rows.length <= this.page;
    this.heads.forEach((head, column) => {
      const mine = this.sorted.column === column;
      if (mine) head.setAttribute("aria-sort", this.sorted.down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
  }

  row(place) {
    const row = make("tr");
    this.data.rows[place].forEach((value, column) => {
      const cell = make("td", this.kinds[column]);
      cell.dataset.label = this.heads[column].dataset.label;
      CELLS[this.kinds[column]](cell, value);
      row.append(cell);
    });
    const details = this.data.details?.[place];
    const target = this.box.dataset.filters;
    if (details?.length || target) {
      row.className = "opens";
      const cell = row.cells[Number(this.box.dataset.opens ?? 0)];
      const opener = button("", () => {}, "opener");
      opener.append(...cell.childNodes);
      cell.append(opener);
      row.addEventListener("click", (event) => {
        if (window.getSelection()?.toString() && event.detail !== 0) return;
        if (target) made[target].only(place, texts[this.data.rows[place][Number(this.box.dataset.opens ?? 0)]]);
        else this.toggle(row, opener, details);
        if (target) made[target].box.scrollIntoView({ block: "nearest" });
      });
      if (!target) opener.setAttribute("aria-expanded", "false");
    }
    return row;
  }

  toggle(row, opener, details) {
    const open = row.nextElementSibling?.classList.contains("detail");
    opener.setAttribute("aria-expanded", String(!open));
    row.classList.toggle("open", !open);
    if (open) {
      row.nextElementSibling.remove();
      return;
    }
    const cell = make("td");
    cell.colSpan = this.heads.length;
    cell.append(detailOf(details));
    const below = make("tr", "detail");
    below.append(cell);
    row.after(below);
  }
}

const made = {};
document.querySelectorAll("[data-table]").forEach((box) => { made[box.dataset.table] = new Table(box); });

const samples = document.getElementById("samples");
if (samples) {
  const pages = [...samples.querySelectorAll("article")];
  const place = make("output");
  let at = 0;
  const show = () => {
    pages.forEach((page, count) => { page.hidden = count !== at; });
    place.textContent = `${at + 1} / ${pages.length}`;
  };
  const turn = (by) => () => { at = (at + by + pages.length) % pages.length; show(); };
  const pager = make("nav", "pager");
  pager.append(button(words.before, turn(-1)), place, button(words.next, turn(1)));
  samples.prepend(pager);
  show();
}

// The charts' tooltips, for pointers and for keys.
const tip = make("div", "tip");
tip.hidden = true;
tip.setAttribute("role", "status");
document.body.append(tip);
document.querySelectorAll("svg title").forEach((title) => {
  const mark = title.parentNode;
  mark.dataset.tip = title.textContent;
  mark.setAttribute("tabindex", "0");
  mark.setAttribute("aria-label", title.textContent);
  title.remove();
});
const told = (event) => {
  const mark = event.target.closest?.("[data-tip]");
  tip.hidden = !mark;
  if (!mark) return;
  tip.textContent = mark.dataset.tip;
  const box = mark.getBoundingClientRect();
  const left = Math.min(box.left + box.width / 2, document.documentElement.clientWidth - tip.offsetWidth - 8);
  tip.style.left = `${Math.max(8, left) + window.scrollX}px`;
  tip.style.top = `${Math.max(4, box.top - tip.offsetHeight - 6) + window.scrollY}px`;
};
document.addEventListener("pointerover", told);
document.addEventListener("focusin", told);

window.addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((each) => { each.open = true; }));
