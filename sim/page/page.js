/* page.js - sorts and filters the racks, and moves the map through layers and time. The page says
 * everything without it.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
(function () {
  "use strict";

  function make(name, attributes, words) {
    const element = document.createElement(name);
    Object.entries(attributes).forEach(function ([key, value]) { element.setAttribute(key, value); });
    element.textContent = words || "";
    return element;
  }

  /* ------------------------------------------------------------- racks' table */

  function keyOf(row, column) {
    const cell = row.cells[column];
    return cell.classList.contains("n") ? Number(cell.dataset.v || "NaN") : cell.textContent;
  }

  /* What is not known comes last, whichever way. Names are compared as people count: A-2 before A-10. */
  function compare(a, b) {
    if (typeof a === "number") {
      return (Number.isNaN(a) || Number.isNaN(b)) ? Number.isNaN(a) - Number.isNaN(b) : a - b;
    }
    return a.localeCompare(b, "en", { numeric: true });
  }

  function sortBy(table, column) {
    const heads = Array.from(table.tHead.rows[0].cells);
    const down = heads[column].getAttribute("aria-sort") === "ascending";
    const rows = Array.from(table.tBodies[0].rows).map(function (row) {
      return { row: row, key: keyOf(row, column) };
    });
    rows.sort(function (a, b) {
      const known = Number.isNaN(a.key) || Number.isNaN(b.key) || !down;
      return known ? compare(a.key, b.key) : compare(b.key, a.key);
    });
    heads.forEach(function (head) { head.removeAttribute("aria-sort"); });
    heads[column].setAttribute("aria-sort", down ? "descending" : "ascending");
    rows.forEach(function (entry) { table.tBodies[0].append(entry.row); });
  }

  function makeSortable(table) {
    Array.from(table.tHead.rows[0].cells).forEach(function (head, column) {
      const button = make("button", { type: "button" }, head.textContent);
      button.addEventListener("click", function () { sortBy(table, column); });
      head.replaceChildren(button);
    });
  }

  function makeFilter(table) {
    const controls = make("div", { class: "controls" });
    const label = make("label", { for: "rack-filter" }, "Show racks with");
    const input = make("input", { id: "rack-filter", type: "search", placeholder: "name, row or feed" });
    const count = make("output", { id: "rack-count", "aria-live": "polite" });
    const rows = Array.from(table.tBodies[0].rows);

    function filter() {
      const wanted = input.value.trim().toLowerCase();
      let shown = 0;
      rows.forEach(function (row) {
        const words = [0, 1, 2].map(function (i) { return row.cells[i].textContent.toLowerCase(); });
        row.hidden = !words.some(function (word) { return word.includes(wanted); });
        shown += row.hidden ? 0 : 1;
      });
      count.textContent = shown + " of " + rows.length;
    }
    input.addEventListener("input", filter);
    controls.append(label, input, count);
    table.closest(".wide").before(controls);
    filter();
  }

  /* ---------------------------------------------------------------------- map */

  function colourAt(colours, share) {
    const at = Math.min(1, Math.max(0, share)) * (colours.length - 1);
    const low = Math.min(colours.length - 2, Math.floor(at));
    return [0, 1, 2].map(function (i) {
      return Math.round(colours[low][i] + (at - low) * (colours[low + 1][i] - colours[low][i]));
    });
  }

  /* 0 to 1 along the layer's colours; about a limit the limit is 0.5, each side with a scale of its own. */
  function hueOf(layer, value) {
    const sign = layer.low ? -1 : 1;
    if (layer.middle === null) {
      const share = (value - layer.least) / (layer.most - layer.least);
      return layer.low ? 1 - share : share;
    }
    const span = Math.abs((value > layer.middle ? layer.most : layer.least) - layer.middle);
    return span > 0 ? 0.5 + sign * 0.5 * (value - layer.middle) / span : 0.5;
  }

  /* Black or white, whichever reads better (WCAG relative luminance). */
  function inkOn(colour) {
    const linear = colour.map(function (channel) {
      const c = channel / 255;
      return c <= 0.03928 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    });
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] < 0.1791 ? "#ffffff" : "#000000";
  }

  function isPast(layer, i, value) {
    const limit = layer.limits[i];
    return value !== null && limit !== null && (layer.low ? value < limit : value > limit);
  }

  function showStep(data, layer, step) {
    const figure = document.getElementById("layer-" + layer.name);
    let past = 0;
    figure.querySelectorAll("g.rack").forEach(function (rack) {
      const i = Number(rack.dataset.i);
      const value = layer.steps[step][i];
      const name = rack.querySelector("title").textContent.replace(/: [^:]*$/, "");
      const box = rack.querySelector("rect");
      const words = rack.querySelector("text.cell");
      const colour = value === null ? null : colourAt(layer.colours, hueOf(layer, value));
      rack.classList.toggle("past", isPast(layer, i, value));
      rack.classList.toggle("none", value === null);
      past += isPast(layer, i, value) ? 1 : 0;
      box.setAttribute("fill", colour === null ? "" : "rgb(" + colour.join(",") + ")");
      rack.querySelector("title").textContent =
        name + ": " + (value === null ? "not known" : value + (layer.unit ? " " + layer.unit : ""));
      if (words) {
        words.textContent = value === null ? "" : String(Number(value.toPrecision(3)));
        words.setAttribute("fill", colour === null ? "#000000" : inkOn(colour));
      }
    });
    figure.querySelectorAll(".beyond").forEach(function (mark) { mark.textContent = past; });
    figure.querySelectorAll(".moment").forEach(function (mark) {
      mark.textContent = (step === layer.worst ? "at its worst, " : "at ") + data.times[step] + " " + data.clock;
    });
  }

  function makeMap(data) {
    const controls = make("div", { class: "controls", role: "group", "aria-label": "Layer and time" });
    const last = data.times.length - 1;
    const slider = make("input", { id: "map-time", type: "range", min: 0, max: last, step: 1, "aria-label": "Time" });
    const time = make("output", { id: "map-now", for: "map-time" });
    let current = data.layers[0];

    function move() {
      const step = Number(slider.value);
      time.textContent = data.times[step] + " " + data.clock;
      slider.setAttribute("aria-valuetext", time.textContent);
      showStep(data, current, step);
    }
    function choose(layer) {
      current = layer;
      document.querySelectorAll(".layer").forEach(function (figure) {
        figure.classList.toggle("is-shown", figure.id === "layer-" + layer.name);
      });
      controls.querySelectorAll("[aria-pressed]").forEach(function (button) {
        button.setAttribute("aria-pressed", String(button.dataset.layer === layer.name));
      });
      move();
    }
    data.layers.forEach(function (layer) {
      const button = make("button", { type: "button", "aria-pressed": "false", "data-layer": layer.name }, layer.name);
      button.addEventListener("click", function () { choose(layer); });
      controls.append(button);
    });
    if (last > 0) {
      const worst = make("button", { type: "button", id: "map-worst" }, "worst moment");
      worst.addEventListener("click", function () { slider.value = current.worst; move(); });
      controls.append(slider, time, worst);
    }
    slider.value = current.worst;
    slider.addEventListener("input", move);
    document.getElementById("map-controls").append(controls);
    choose(current);
  }

  /* --------------------------------------------------------------------- paper */

  /* The style prints what is folded, in browsers that know ::details-content; the others are opened and,
   * afterwards, left as the reader had them. */
  function printFolded() {
    let opened = [];

    window.addEventListener("beforeprint", function () {
      opened = Array.from(document.querySelectorAll("details:not([open])"));
      opened.forEach(function (fold) { fold.open = true; });
    });
    window.addEventListener("afterprint", function () {
      opened.forEach(function (fold) { fold.open = false; });
      opened = [];
    });
  }

  document.documentElement.classList.add("js");
  printFolded();
  const table = document.getElementById("rack-table");
  if (table) {
    makeSortable(table);
    makeFilter(table);
  }
  const source = document.getElementById("map-data");
  const data = source ? JSON.parse(source.textContent) : { layers: [] };
  if (data.layers.length > 0) {
    makeMap(data);
  }
}());
