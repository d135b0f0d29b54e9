// Comfort for the respondent's pages. Without it, or when it fails, every form works as it stands and posts the same fields.
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const one = (selector, root = document) => root.querySelector(selector);
const texts = JSON.parse(one("form[data-texts]")?.dataset.texts ?? "{}");
const text = (key, values = {}) => texts[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
const live = one("#live");
const say = (words) => {
  live.textContent = "";
  requestAnimationFrame(() => { live.textContent = words; });
};
const make = (html) => {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  return holder.content.firstElementChild;
};
const line = (path) => `<svg viewBox="0 0 20 20" aria-hidden="true"><path d="${path}" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"/></svg>`;
const drawings = {
  up: line("M10 15.5v-11M5 9.5l5-5 5 5"),
  down: line("M10 4.5v11M5 10.5l5 5 5-5"),
  out: line("M5.5 5.5l9 9m0-9l-9 9"),
  grip: '<svg viewBox="0 0 20 20" aria-hidden="true"><path d="M7 5h.01M7 10h.01M7 15h.01M13 5h.01M13 10h.01M13 15h.01" fill="none" stroke="currentColor" stroke-width="2.6" stroke-linecap="round"/></svg>',
};

// Rankings: tap to place, buttons to move, a handle to drag. The selects stay in the form and hold what is posted.
function rank(box) {
  const places = Number(box.dataset.rank);
  const source = one(".rank-list", box);
  const rows = [...source.children];
  const about = new Map(rows.map((row) => {
    const label = one("label", row), select = one("select", row);
    const name = label.firstChild.textContent.trim(), note = one("small", label)?.textContent ?? "";
    label.hidden = select.hidden = true;
    return [row, { select, name, note }];
  }));
  const ranked = make('<ol class="rank-list"></ol>'), pool = make('<ul class="rank-list pool"></ul>');
  const head = make('<p class="rank-head"><b></b><span></span></p>'), poolHead = make('<p class="rank-head"><b></b><span></span></p>');
  const empty = make('<p class="empty"></p>');
  one("b", head).textContent = text("your_order");
  one("b", poolHead).textContent = text("to_rank");
  empty.textContent = text("tap_first");
  ranked.setAttribute("aria-label", text("your_order"));
  pool.setAttribute("aria-label", text("to_rank"));
  const firstId = about.get(rows[0]).select.id;
  about.get(rows[0]).select.removeAttribute("id"); // the error summary links to this id: let it find the list
  head.id = firstId;
  head.tabIndex = -1;
  source.replaceWith(head, empty, ranked, poolHead, pool);
  const order = () => [...ranked.children];

  function dress(row, placed) {
    all(".pick, .badge, .rank-text, .rank-tools, .handle", row).forEach((part) => part.remove());
    row.classList.toggle("ranked", placed);
    const { name, note } = about.get(row);
    const words = make("<span></span>");
    words.textContent = name;
    if (note) words.append(Object.assign(document.createElement("small"), { textContent: note }));
    if (!placed) {
      const pick = make('<button type="button" class="pick"></button>');
      pick.append(words);
      pick.setAttribute("aria-label", text("rank_next", { item: name }));
      row.append(pick);
      return;
    }
    words.className = "rank-text";
    const tools = make('<span class="rank-tools"></span>');
    for (const [act, key] of [["up", "move_up"], ["down", "move_down"], ["out", "take_out"]]) {
      const button = make(`<button type="button" class="icon" data-act="${act}">${drawings[act]}</button>`);
      button.setAttribute("aria-label", text(key, { item: name }));
      tools.append(button);
    }
    const handle = make(`<span class="icon handle">${drawings.grip}</span>`);
    handle.title = text("drag");
    row.prepend(handle, make('<span class="badge"></span>'), words);
    row.append(tools);
  }

  function settle() {
    const placed = order();
    placed.forEach((row, at) => {
      one(".badge", row).textContent = at + 1;
      about.get(row).select.value = String(at + 1);
      one("[data-act=up]", row).setAttribute("aria-disabled", at === 0);
      one("[data-act=down]", row).setAttribute("aria-disabled", at === placed.length - 1);
    });
    for (const row of pool.children) about.get(row).select.value = "";
    empty.hidden = placed.length > 0;
    ranked.hidden = !placed.length;
    pool.hidden = poolHead.hidden = !pool.children.length || placed.length >= places;
    one("span", head).textContent = text("n_of", { n: placed.length, k: places });
    one("span", poolHead).textContent = text("tap_next");
  }

  const placeAt = (row, at) => ranked.insertBefore(row, order().filter((other) => other !== row)[at] ?? null);
  const placeOf = (row) => Number(about.get(row).select.value) || 0;
  rows.filter(placeOf).sort((a, b) => placeOf(a) - placeOf(b)).forEach((row) => { ranked.append(row); dress(row, true); });
  rows.filter((row) => !ranked.contains(row)).forEach((row) => { pool.append(row); dress(row, false); });
  settle();

  box.addEventListener("click", (event) => {
    const button = event.target.closest("button"), row = button?.closest(".rank-row");
    if (!row) return;
    const { name } = about.get(row);
    if (button.matches(".pick")) {
      const next = row.nextElementSibling ?? row.previousElementSibling;
      ranked.append(row);
      dress(row, true);
      settle();
      box.dispatchEvent(new Event("answered", { bubbles: true }));
      say(text("ranked", { item: name, n: order().length, left: places - order().length }));
      (next && !pool.hidden ? one(".pick", next) : one("[data-act=up]", row)).focus({ preventScroll: true });
      return;
    }
    const act = button.dataset.act, at = order().indexOf(row);
    if (button.getAttribute("aria-disabled") === "true") {
      say(text(act === "up" ? "at_top" : "at_end", { item: name }));
    } else if (act === "out") {
      pool.prepend(row);
      dress(row, false);
      settle();
      say(text("removed", { item: name }));
      one(".pick", row).focus({ preventScroll: true });
    } else {
      placeAt(row, act === "up" ? at - 1 : at + 1);
      settle();
      one(`[data-act=${act}]`, row).focus();
      say(text("moved", { item: name, n: order().indexOf(row) + 1, k: order().length }));
    }
  });

  // Only the handle drags: everywhere else a finger scrolls the page.
  let drag = null;
  box.addEventListener("pointerdown", (event) => {
    const handle = event.target.closest(".handle");
    if (!handle || event.button) return;
    const row = handle.closest(".rank-row");
    drag = { row, from: order().indexOf(row), id: event.pointerId };
    handle.setPointerCapture(event.pointerId);
    row.classList.add("dragging");
    event.preventDefault();
  });
  box.addEventListener("pointermove", (event) => {
    if (event.pointerId !== drag?.id) return;
    if (event.clientY < 90) scrollBy(0, -12);
    else if (event.clientY > innerHeight - 120) scrollBy(0, 12);
    const others = order().filter((row) => row !== drag.row);
    const before = others.findIndex((row) => {
      const area = row.getBoundingClientRect();
      return event.clientY < area.top + area.height / 2;
    });
    const at = before < 0 ? others.length : before;
    if (order().indexOf(drag.row) === at) return;
    placeAt(drag.row, at);
    one(".handle", drag.row).setPointerCapture(drag.id); // moving a node drops the capture
    settle();
  });
  const drop = (keep) => {
    if (!drag) return;
    const { row, from } = drag;
    drag = null;
    row.classList.remove("dragging");
    if (!keep) placeAt(row, from);
    settle();
    if (keep) say(text("moved", { item: about.get(row).name, n: order().indexOf(row) + 1, k: order().length }));
  };
  box.addEventListener("pointerup", () => drop(true));
  box.addEventListener("pointercancel", () => drop(false));
  addEventListener("keydown", (event) => { if (event.key === "Escape") drop(false); });
}

// Top lists: how many are chosen, and no more than may be.
function pick(box) {
  const most = Number(box.dataset.pick), out = one("output", box);
  const boxes = all("input[type=checkbox]", box), own = one("input[name$='.own']", box);
  const chosen = () => boxes.filter((each) => each.checked).length + (own?.value.trim() ? 1 : 0);
  const show = () => { out.textContent = text("picked", { n: chosen(), k: most }); };
  box.addEventListener("change", (event) => {
    if (chosen() > most && event.target.type === "checkbox") {
      event.target.checked = false;
      say(text("pick_max", { k: most }));
    }
    show();
  });
  box.addEventListener("input", show);
  show();
}

// Points: what is left, steps of five, a bar beside each.
function share(box) {
  const total = Number(box.dataset.points), fields = all("input[name]", box), strip = one(".total", box), out = one("output", strip);
  const valueOf = (field) => Math.max(0, Math.min(total, Number.parseInt(field.value, 10) || 0));
  const show = () => {
    const left = total - fields.reduce((sum, field) => sum + valueOf(field), 0);
    out.textContent = left === 0 ? text("even", { n: total }) : left > 0 ? text("left", { n: left }) : text("over", { n: -left });
    strip.classList.toggle("ok", left === 0);
    strip.classList.toggle("over", left < 0);
    one("[data-share]", strip).hidden = left <= 0;
    for (const field of fields) one("rect", field.closest(".alloc-row")).setAttribute("width", (valueOf(field) / total) * 100);
    return left;
  };
  box.addEventListener("click", (event) => {
    const button = event.target.closest("[data-step], [data-share]");
    if (!button) return;
    if (button.dataset.step) {
      const field = one("input", button.parentElement);
      field.value = Math.max(0, Math.min(total, valueOf(field) + Number(button.dataset.step)));
    } else {
      const left = show(), blank = fields.filter((field) => !field.value.trim()), takers = blank.length ? blank : fields;
      takers.forEach((field, at) => { field.value = valueOf(field) + Math.floor(left / takers.length) + (at < left % takers.length ? 1 : 0); });
    }
    show();
    say(out.textContent);
    box.dispatchEvent(new Event("answered", { bubbles: true }));
  });
  box.addEventListener("input", show);
  show();
}

// Guesses: the box is what is posted; the line drives it and has no handle before it is touched.
function slide(box) {
  const field = one("input[name]", box), range = one("input[type=range]", box);
  const steps = all("[data-step]", box).map((button) => Math.abs(Number(button.dataset.step)));
  const digits = steps[0] < 1 ? 1 : 0;
  const least = range ? Number(range.min) : 0, most = range ? Number(range.max) : Infinity;
  const numberIn = () => Number(field.value.replace(",", "."));
  const show = () => {
    if (!range) return;
    const given = field.value.trim() !== "" && !Number.isNaN(numberIn());
    range.classList.toggle("unset", !given);
    if (given) range.value = numberIn();
    range.style.setProperty("--v", given ? `${((range.value - least) / (most - least)) * 100}%` : "0%");
    range.setAttribute("aria-valuetext", given ? text("of", { n: field.value, k: range.max }) : text("no_answer"));
  };
  const take = () => {
    field.value = Number(range.value).toFixed(digits);
    show();
    box.dispatchEvent(new Event("answered", { bubbles: true }));
  };
  for (const kind of ["input", "click"]) range?.addEventListener(kind, take);
  field.addEventListener("input", show);
  box.addEventListener("click", (event) => {
    const button = event.target.closest("[data-step]");
    if (!button) return;
    const step = Number(button.dataset.step);
    const start = digits ? (least + most) / 2 : step > 0 ? least : most;
    const wanted = field.value.trim() === "" ? start : numberIn() + step;
    field.value = Math.max(least, Math.min(most, wanted)).toFixed(digits);
    show();
    box.dispatchEvent(new Event("answered", { bubbles: true }));
  });
  show();
}

// "Don't know" and "nothing agreed" stand for the whole answer: an answer takes their tick away, their tick takes ticks away.
function keepApart(item) {
  const apart = all(".apart input[type=checkbox]", item);
  if (!apart.length) return;
  const isApart = (field) => apart.includes(field);
  const isAnswer = (field) => field.name && !isApart(field) && !/\.comment(_for)?$/.test(field.name);
  item.addEventListener("change", ({ target }) => {
    if (isApart(target) && target.checked) {
      apart.forEach((other) => { other.checked = other === target; });
      all("input[type=checkbox], input[type=radio]", item).filter(isAnswer).forEach((field) => { field.checked = false; });
      one("[data-pick]", item)?.dispatchEvent(new Event("input"));
    } else if (isAnswer(target) && (target.checked || target.value.trim())) {
      apart.forEach((other) => { other.checked = false; });
    }
  });
  item.addEventListener("answered", () => apart.forEach((other) => { other.checked = false; }));
}

// Closing times in the reader's own zone.
function localise(time) {
  const short = "short" in time.dataset;
  const options = { weekday: short ? "short" : "long", day: "numeric", month: short ? "short" : "long", hour: "2-digit", minute: "2-digit", timeZoneName: "short" };
  time.textContent = new Intl.DateTimeFormat(document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang, options).format(new Date(time.dateTime));
}

// A bar that leads down to a heading goes away once the heading is there.
function until(bar) {
  const heading = document.getElementById(bar.dataset.until);
  new IntersectionObserver(([entry]) => { bar.hidden = entry.boundingClientRect.top < innerHeight * 0.7; }, { rootMargin: "0px 0px -30% 0px", threshold: [0, 1] }).observe(heading);
}

all("[data-until]").forEach(until);
all("[data-rank]").forEach(rank);
all("[data-pick]").forEach(pick);
all("[data-points]").forEach(share);
all("[data-slide]").forEach(slide);
all(".item").forEach(keepApart);
all("time[datetime]").forEach(localise);
document.documentElement.classList.add("js");
// A page that answers a form directly would be asked for again by Back and by reloading, with a warning: make it a plain one.
if (one("form[data-texts] [data-focus]")) history.replaceState(null, "", location.href);
one("[data-focus]")?.focus();
