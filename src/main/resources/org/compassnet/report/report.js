'use strict';
(function () {
  const data = JSON.parse(document.getElementById('data').textContent);
  const units = data.units;
  const order = data.order;
  const n = units.length;
  const NS = 'http://www.w3.org/2000/svg';
  const EMPTY = 255;
  const FULL = 254;
  let selected = order[0];
  let following = false;

  function bytes(text) {
    const raw = atob(text);
    const out = new Uint8Array(raw.length);
    for (let i = 0; i < raw.length; i++) out[i] = raw.charCodeAt(i);
    return out;
  }
  let maps = bytes(data.maps);
  const mapsTrue = maps;
  const mapsDecoded = data.mapsDecoded ? bytes(data.mapsDecoded) : null;
  const mapsBefore = data.mapsBefore ? bytes(data.mapsBefore) : null;
  const weights = new Float32Array(bytes(data.weights).buffer);
  const cells = data.hdBins * data.avBins;

  function colour(i) { return data.classes[units[i].type].color; }
  function label(i) { return data.classes[units[i].type].label; }
  function minus(text) { return String(text).replace('-', '\u2212'); }
  function degrees(v) { return v === null ? 'no direction' : minus(Math.round(v)) + '\u00b0'; }
  function wrap(d) { return ((d + 180) % 360 + 360) % 360 - 180; }
  function byId(id) { return document.getElementById(id); }

  function element(parent, name, attributes, text) {
    const e = document.createElementNS(NS, name);
    for (const key in attributes) e.setAttribute(key, attributes[key]);
    parent.appendChild(e);
    if (text === undefined) return e;
    // S_AV: what follows is set lower.
    const parts = String(text).split(/(?<=S)_(AV|HD)/);
    e.textContent = parts[0];
    if (parts.length > 1) {
      element(e, 'tspan', { dy: 3, style: 'font-size: 8px' }, parts[1]);
      if (parts[2]) element(e, 'tspan', { dy: -3 }, parts[2]);
    }
    return e;
  }

  // A frame with axes: returns the places of values.
  function axes(svg, title, x, y, box) {
    svg.textContent = '';
    const b = box || { left: 54, top: 26, right: 12, bottom: 44 };
    const view = svg.viewBox.baseVal;
    const w = view.width - b.left - b.right;
    const h = view.height - b.top - b.bottom;
    const px = v => b.left + (v - x.min) / (x.max - x.min) * w;
    const py = v => b.top + h - (v - y.min) / (y.max - y.min) * h;
    element(svg, 'text', { x: b.left + w / 2, y: 14, 'text-anchor': 'middle', class: 'title' }, title);
    const frame = { left: b.left, top: b.top, width: w, height: h, px: px, py: py };
    frame.finish = function () {
      const line = { stroke: '#222', 'stroke-width': 0.8 };
      element(svg, 'rect', { x: b.left, y: b.top, width: w, height: h, fill: 'none', stroke: '#222', 'stroke-width': 0.8 });
      for (const t of x.ticks || []) {
        element(svg, 'line', Object.assign({ x1: px(t), x2: px(t), y1: b.top + h, y2: b.top + h + 4 }, line));
        element(svg, 'text', { x: px(t), y: b.top + h + 16, 'text-anchor': 'middle' }, minus(t));
      }
      for (const t of y.ticks || []) {
        element(svg, 'line', Object.assign({ x1: b.left - 4, x2: b.left, y1: py(t), y2: py(t) }, line));
        element(svg, 'text', { x: b.left - 7, y: py(t) + 4, 'text-anchor': 'end' }, minus(t));
      }
      element(svg, 'text', { x: b.left + w / 2, y: b.top + h + 34, 'text-anchor': 'middle' }, x.label);
      const middle = b.top + h / 2;
      element(svg, 'text', { x: 12, y: middle, 'text-anchor': 'middle', transform: 'rotate(-90 12 ' + middle + ')' }, y.label);
    };
    return frame;
  }

  // An image of rows (the first at the bottom) and columns, as wide as a frame.
  function heat(svg, frame, rows, columns, at, palette) {
    const canvas = document.createElement('canvas');
    canvas.width = columns;
    canvas.height = rows;
    const context = canvas.getContext('2d');
    for (let r = 0; r < rows; r++) {
      for (let c = 0; c < columns; c++) {
        const share = at(r, c);
        context.fillStyle = share === null ? '#d9d9d9'
          : palette[Math.max(0, Math.min(63, Math.round(share * 63)))];
        context.fillRect(c, rows - 1 - r, 1, 1);
      }
    }
    element(svg, 'image', {
      x: frame.left, y: frame.top, width: frame.width, height: frame.height,
      preserveAspectRatio: 'none', href: canvas.toDataURL()
    });
  }

  function path(xs, ys, frame, maxJump) {
    let d = '';
    let pen = false;
    for (let i = 0; i < xs.length; i++) {
      if (ys[i] === null || !isFinite(ys[i])) { pen = false; continue; }
      if (pen && maxJump && Math.abs(ys[i] - ys[i - 1]) > maxJump) pen = false;
      d += (pen ? 'L' : 'M') + frame.px(xs[i]).toFixed(1) + ' ' + frame.py(ys[i]).toFixed(1);
      pen = true;
    }
    return d;
  }

  function niceTicks(max) {
    const power = Math.pow(10, Math.floor(Math.log10(max)));
    const step = [1, 2, 5, 10].map(m => m * power / 2).find(s => max / s <= 2.5) || power;
    const ticks = [];
    for (let k = -Math.floor(max / step); k <= Math.floor(max / step); k++) {
      ticks.push(Number((k * step).toPrecision(3)));
    }
    return ticks;
  }

  const HD = { min: -180, max: 180, ticks: [-180, -90, 0, 90, 180], label: 'Head direction (deg)' };
  const range = data.avRangeDegPerS;
  const avTicks = niceTicks(range);
  const AV = { min: -range, max: range, ticks: avTicks, label: 'Angular velocity (deg/s)' };

  // Maps are shares of their own maximum; both are drawn from 0 to the greater maximum of the two.
  function drawMap(id, source, title, unit, max) {
    const svg = byId(id);
    const top = Math.max(highest(unit) || 0, units[unit].maxBefore || 0, 1e-9);
    const frame = axes(svg, title, HD, AV, { left: 62, top: 26, right: 52, bottom: 44 });
    heat(svg, frame, data.avBins, data.hdBins, function (r, c) {
      const v = source[unit * cells + r * data.hdBins + c];
      return v === EMPTY ? null : v / FULL * (max || 0) / top;
    }, data.palettes.viridis);
    frame.finish();
    data.palettes.viridis.forEach(function (c, k) {
      element(svg, 'rect', { x: 334, y: frame.top + (63 - k) * 2, width: 8, height: 2.2, fill: c });
    });
    element(svg, 'text', { x: 345, y: frame.top + 9 }, top.toPrecision(2));
    element(svg, 'text', { x: 345, y: frame.top + 128 }, '0');
    element(svg, 'text', { x: 334, y: frame.top + 143 }, 'Rate');
    element(svg, 'text', { x: 334, y: frame.top + 157 }, '(a.u.)');
    svg.setAttribute('aria-label', title + ', over head direction and angular velocity');
  }

  // The maximum that the maps shown are shares of.
  function highest(unit) { return maps === mapsDecoded ? units[unit].maxDecoded : units[unit].max; }

  function marginal(unit, alongHd) {
    const outer = alongHd ? data.hdBins : data.avBins;
    const inner = alongHd ? data.avBins : data.hdBins;
    const values = [];
    for (let a = 0; a < outer; a++) {
      let sum = 0;
      let count = 0;
      for (let b = 0; b < inner; b++) {
        const r = alongHd ? b : a;
        const c = alongHd ? a : b;
        const v = maps[unit * cells + r * data.hdBins + c];
        if (v !== EMPTY) { sum += v / FULL * (highest(unit) || 0); count++; }
      }
      values.push(count ? sum / count : NaN);
    }
    return values;
  }

  function drawMarginal(id, alongHd, unit) {
    const svg = byId(id);
    const x = alongHd ? HD : AV;
    const bins = alongHd ? data.hdBins : data.avBins;
    const top = Math.max(highest(unit) || 0, 1e-3);
    const frame = axes(svg, alongHd ? 'Rate over head direction' : 'Rate over angular velocity', x,
      { min: 0, max: top * 1.05, ticks: [0, Number((top / 2).toPrecision(1)), Number(top.toPrecision(2))].filter(t => t <= top * 1.05), label: 'Rate (a.u.)' },
      { left: 62, top: 26, right: 12, bottom: 44 });
    const xs = [];
    for (let b = 0; b < bins; b++) xs.push(x.min + (b + 0.5) * (x.max - x.min) / bins);
    element(svg, 'path', { d: path(xs, marginal(unit, alongHd), frame), fill: 'none', stroke: colour(unit), 'stroke-width': 2.2 });
    frame.finish();
    svg.setAttribute('aria-label', 'Mean rate of unit ' + unit + ' over ' + x.label);
  }

  function drawWeights(id, outgoing, unit) {
    const svg = byId(id);
    let top = 1e-6;
    const points = [];
    for (let k = 0; k < n; k++) {
      if (k === unit || units[k].pd === null || data.classes[units[k].type].id === 'inactive') continue;
      const w = outgoing ? weights[k * n + unit] : weights[unit * n + k];
      top = Math.max(top, Math.abs(w));
      const d = units[unit].pd === null ? null
        : outgoing ? wrap(units[k].pd - units[unit].pd) : wrap(units[unit].pd - units[k].pd);
      if (d !== null) points.push([d, w, k]);
    }
    const title = outgoing ? 'Weights out, to each unit' : 'Weights in, from each unit';
    const frame = axes(svg, title,
      { min: -180, max: 180, ticks: [-180, -90, 0, 90, 180], label: 'PD post \u2212 PD pre (deg)' },
      { min: -top * 1.05, max: top * 1.05, ticks: niceTicks(top), label: 'Weight' });
    element(svg, 'line', { x1: frame.left, x2: frame.left + frame.width, y1: frame.py(0), y2: frame.py(0), stroke: '#888', 'stroke-width': 0.8 });
    for (const p of points) {
      const dot = element(svg, 'circle', { cx: frame.px(p[0]), cy: frame.py(p[1]), r: 3.6, fill: colour(p[2]), 'fill-opacity': 0.85 });
      element(dot, 'title', {}, 'unit ' + p[2] + ', ' + label(p[2]) + ': ' + minus(p[1].toFixed(3)));
    }
    frame.finish();
    svg.setAttribute('aria-label', title + ' ' + unit + ', coloured by the other unit\u2019s class, over the difference of preferred directions');
  }

  function drawPlace() {
    const svg = byId('place');
    const frame = axes(svg, 'Its place among the units',
      { min: -0.02, max: 1.02, ticks: [0, 0.25, 0.5, 0.75, 1], label: 'Tuning to angular velocity, S_AV' },
      { min: -1.05, max: 1.05, ticks: [-1, -0.5, 0, 0.5, 1], label: 'Asymmetry, CCW positive' });
    for (let i = 0; i < n; i++) {
      if (units[i].sAv === null || units[i].asymmetry === null) continue;
      const dot = element(svg, 'circle', { cx: frame.px(units[i].sAv), cy: frame.py(units[i].asymmetry), r: 4, fill: colour(i), 'fill-opacity': 0.8 });
      element(dot, 'title', {}, 'unit ' + i + ', ' + label(i));
      dot.addEventListener('click', () => select(i));
    }
    const u = units[selected];
    if (u.sAv !== null && u.asymmetry !== null) {
      element(svg, 'circle', { cx: frame.px(u.sAv), cy: frame.py(u.asymmetry), r: 8, fill: 'none', stroke: '#000', 'stroke-width': 2 });
    }
    frame.finish();
    svg.setAttribute('aria-label', 'All units by tuning strength to angular velocity and asymmetry; unit ' + selected + ' is circled');
  }

  // The embedding, seen from a direction.
  const view = { turn: 0.6, tilt: 0.4 };
  let extent = 1e-6;
  for (const u of units) if (u.at) for (const c of u.at) extent = Math.max(extent, Math.abs(c));

  function seen(at) {
    const a = Math.cos(view.turn), b = Math.sin(view.turn), c = Math.cos(view.tilt), d = Math.sin(view.tilt);
    const x = at[0] * a + at[1] * b;
    const y = -at[0] * b + at[1] * a;
    return [x, y * d + at[2] * c, y * c - at[2] * d];
  }

  function drawEmbedding() {
    const svg = byId('embedding');
    svg.textContent = '';
    element(svg, 'text', { x: 190, y: 14, 'text-anchor': 'middle', class: 'title' }, 'Units by the likeness of their maps (t-SNE)');
    const scale = 140 / (extent * 1.15);
    const dots = [];
    for (let i = 0; i < n; i++) if (units[i].at) dots.push([i, seen(units[i].at)]);
    if (!dots.length) {
      element(svg, 'text', { x: 190, y: 160, 'text-anchor': 'middle' }, 'too few active units to embed');
      return;
    }
    dots.sort((p, q) => q[1][2] - p[1][2]);
    for (const [i, p] of dots) {
      const depth = 0.5 - p[2] / (extent * 3.5);
      const dot = element(svg, 'circle', {
        cx: 190 + p[0] * scale, cy: 168 - p[1] * scale, r: 3.2 + 3.4 * depth, fill: colour(i),
        'fill-opacity': 0.45 + 0.5 * depth, stroke: i === selected ? '#000' : '#fff', 'stroke-width': i === selected ? 3 : 0.6
      });
      dot.dataset.unit = i;
      element(dot, 'title', {}, 'unit ' + i + ', ' + label(i) + ', ' + degrees(units[i].pd));
    }
  }

  function turnable() {
    const svg = byId('embedding');
    let from = null;
    svg.addEventListener('pointerdown', function (e) {
      from = { x: e.clientX, y: e.clientY, moved: false, unit: e.target.dataset ? e.target.dataset.unit : undefined };
      svg.setPointerCapture(e.pointerId);
    });
    svg.addEventListener('pointermove', function (e) {
      if (!from) return;
      const dx = e.clientX - from.x, dy = e.clientY - from.y;
      if (Math.abs(dx) + Math.abs(dy) > 3) from.moved = true;
      if (!from.moved) return;
      view.turn += dx * 0.01;
      view.tilt += dy * 0.01;
      from.x = e.clientX;
      from.y = e.clientY;
      drawEmbedding();
    });
    svg.addEventListener('pointerup', function () {
      if (from && !from.moved && from.unit !== undefined) select(Number(from.unit));
      from = null;
    });
    svg.addEventListener('pointercancel', function () { from = null; });
    svg.addEventListener('keydown', function (e) {
      const k = order.indexOf(selected);
      if (e.key === 'ArrowLeft') view.turn -= 0.15;
      else if (e.key === 'ArrowRight') view.turn += 0.15;
      else if (e.key === 'ArrowUp') view.tilt -= 0.15;
      else if (e.key === 'ArrowDown') view.tilt += 0.15;
      else if (e.key === 'n') { select(order[(k + 1) % n]); return; }
      else if (e.key === 'p') { select(order[(k + n - 1) % n]); return; }
      else return;
      e.preventDefault();
      drawEmbedding();
    });
  }

  const rank = [];
  order.forEach((unit, k) => { rank[unit] = k; });
  let matrixFrame = null;
  let limit = 1e-6;
  {
    const sizes = Array.from(weights, Math.abs).sort((a, b) => a - b);
    limit = Math.max(limit, sizes[Math.floor(0.99 * (sizes.length - 1))]);
  }

  function drawMatrix() {
    const svg = byId('matrix');
    let marks = svg.querySelector('.marks');
    if (!marks) {
      matrixFrame = axes(svg, 'Recurrent weights, sorted',
        { min: 0, max: n, label: 'Presynaptic unit' }, { min: 0, max: n, label: 'Postsynaptic unit' },
        { left: 34, top: 26, right: 60, bottom: 40 });
      heat(svg, matrixFrame, n, n, function (r, c) {
        return 0.5 + weights[order[n - 1 - r] * n + order[c]] / (2 * limit);
      }, data.palettes.diverging);
      for (let k = 0; k < n; k++) {
        element(svg, 'rect', { x: matrixFrame.px(k), y: matrixFrame.top - 5, width: matrixFrame.width / n + 0.3, height: 4, fill: colour(order[k]) });
        element(svg, 'rect', { x: matrixFrame.left - 5, y: matrixFrame.py(n - k), width: 4, height: matrixFrame.height / n + 0.3, fill: colour(order[k]) });
      }
      matrixFrame.finish();
      data.palettes.diverging.forEach(function (c, k) {
        element(svg, 'rect', { x: 328, y: matrixFrame.top + (63 - k) * 2, width: 8, height: 2.2, fill: c });
      });
      element(svg, 'text', { x: 340, y: matrixFrame.top + 9, 'font-size': 10 }, '+' + limit.toPrecision(2));
      element(svg, 'text', { x: 340, y: matrixFrame.top + 68 }, '0');
      element(svg, 'text', { x: 340, y: matrixFrame.top + 128 }, '\u2212' + limit.toPrecision(2));
      marks = element(svg, 'g', { class: 'marks' });
      svg.addEventListener('click', function (e) {
        const box = svg.getBoundingClientRect();
        const x = (e.clientX - box.left) / box.width * 380 - matrixFrame.left;
        const y = (e.clientY - box.top) / box.height * 320 - matrixFrame.top;
        const c = Math.floor(x / matrixFrame.width * n), r = Math.floor(y / matrixFrame.height * n);
        if (c >= 0 && c < n && r >= 0 && r < n) select(order[e.shiftKey ? c : r]);
      });
    }
    marks.textContent = '';
    const k = rank[selected];
    const line = { fill: 'none', stroke: '#000', 'stroke-width': 1.2 };
    element(marks, 'rect', Object.assign({ x: matrixFrame.left, y: matrixFrame.py(n - k), width: matrixFrame.width, height: matrixFrame.height / n }, line));
    element(marks, 'rect', Object.assign({ x: matrixFrame.px(k), y: matrixFrame.top, width: matrixFrame.width / n, height: matrixFrame.height }, line));
    svg.setAttribute('aria-label', 'Recurrent weights sorted by class and preferred direction; row and column of unit ' + selected + ' are framed');
  }

  function number(v, digits) { return v === null ? '\u2013' : minus(v.toFixed(digits)); }

  function say() {
    const u = units[selected];
    const mates = order.filter(i => units[i].type === u.type);
    byId('said').innerHTML = 'Unit ' + selected + ' is number ' + (mates.indexOf(selected) + 1) + ' of ' + mates.length + ' '
      + (label(selected) === 'compass' ? 'compass unit' : label(selected) + (label(selected).includes('shifter') ? '' : ' unit'))
      + (mates.length === 1 ? '' : 's') + ' around the ring: preferred direction ' + degrees(u.pd) + ', vector length ' + number(u.r, 2)
      + ', S<sub>HD</sub> ' + number(u.sHd, 2) + ', S<sub>AV</sub> ' + number(u.sAv, 2) + ', asymmetry ' + number(u.asymmetry, 2)
      + ', highest rate ' + number(u.max, 2) + ', velocity weight ' + number(u.wAv, 2) + ' per rad/step.';
  }

  function follow(unit) {
    // Not by window.location, which would scroll and fill the history.
    try { window.history.replaceState(null, '', '#unit-' + unit); } catch (e) { /* a page without an address */ }
  }

  function select(unit) {
    selected = unit;
    if (following) follow(unit);
    byId('unit').value = String(unit);
    say();
    drawPlace();
    drawEmbedding();
    drawMatrix();
    drawMap('map', maps, 'Unit ' + unit + ', after training', unit, highest(unit));
    if (mapsBefore) drawMap('before', mapsBefore, 'Unit ' + unit + ', before training, same scale', unit, units[unit].maxBefore);
    drawMarginal('hd', true, unit);
    drawMarginal('av', false, unit);
    drawWeights('out', true, unit);
    drawWeights('in', false, unit);
  }

  function drawLesion(k) {
    const p = data.perturbations[k];
    const rates = bytes(p.rates);
    byId('lesion-said').textContent = p.description + ', from ' + p.fromS.toFixed(1) + ' to ' + p.toS.toFixed(1) + ' s of the trial.';
    const time = { min: 0, max: p.endS, ticks: [0, 2.5, 5, 7.5, 10].filter(t => t <= p.endS), label: 'Time (s)' };
    const bump = byId('bump');
    const frame = axes(bump, 'Rates of the compass units', time, { min: 0, max: Math.max(1, p.units), label: 'Compass unit, by direction' },
      { left: 34, top: 26, right: 12, bottom: 44 });
    heat(bump, frame, Math.max(1, p.units), p.columns, (r, c) => p.units ? rates[r * p.columns + c] / FULL : null, data.palettes.viridis);
    for (const at of [p.fromS, p.toS]) {
      element(bump, 'line', { x1: frame.px(at), x2: frame.px(at), y1: frame.top, y2: frame.top + frame.height, stroke: '#fff', 'stroke-width': 2 });
    }
    frame.finish();
    bump.setAttribute('aria-label', 'Rates of the compass units over time: ' + p.name);
    const trace = byId('trace');
    const t = axes(trace, 'Head direction: true (black), decoded (purple)', time, Object.assign({}, HD, { label: 'Direction (deg)' }));
    element(trace, 'rect', { x: t.px(p.fromS), y: t.top, width: t.px(p.toS) - t.px(p.fromS), height: t.height, fill: '#e4e4e4' });
    const xs = p.truth.map((_, c) => (c + 0.5) * p.endS / p.columns);
    element(trace, 'path', { d: path(xs, p.truth, t, 180), fill: 'none', stroke: '#000', 'stroke-width': 2.4 });
    const told = p.decoded.map((d, c) => p.length[c] < 0.05 ? null : d);
    element(trace, 'path', { d: path(xs, told, t, 180), fill: 'none', stroke: data.palettes.network, 'stroke-width': 1.6 });
    t.finish();
    trace.setAttribute('aria-label', 'True and decoded head direction over time: ' + p.name);
    const body = byId('windows');
    body.textContent = '';
    for (const w of p.windows) {
      const row = body.insertRow();
      for (const v of [w.when, number(w.bump, 3), number(w.coherence, 2), number(w.output, 2), number(w.error, 1), number(w.drift, 1), number(w.gain, 2)]) {
        row.insertCell().textContent = v;
      }
    }
  }

  data.classes.forEach(function (c, k) {
    if (!units.some(u => u.type === k)) return;
    const item = document.createElement('li');
    const dot = document.createElement('i');
    dot.style.background = c.color;
    item.appendChild(dot);
    item.appendChild(document.createTextNode(c.label));
    byId('legend').appendChild(item);
  });
  const list = byId('unit');
  for (const i of order) {
    const option = document.createElement('option');
    option.value = String(i);
    option.textContent = 'unit ' + i + ' \u00b7 ' + label(i) + ' \u00b7 ' + degrees(units[i].pd);
    list.appendChild(option);
  }
  list.addEventListener('change', () => select(Number(list.value)));
  const decoded = byId('decoded');
  if (mapsDecoded) {
    decoded.addEventListener('change', function () {
      maps = decoded.checked ? mapsDecoded : mapsTrue;
      select(selected);
    });
  } else {
    decoded.parentNode.parentNode.remove();
  }
  if (!mapsBefore) byId('before').parentNode.remove();
  turnable();

  // The address names the unit, so that it can be sent: #unit-12.
  function named() {
    const match = /^#unit-(\d+)$/.exec(window.location.hash);
    return match && Number(match[1]) < n ? Number(match[1]) : null;
  }
  function open() {
    const unit = named();
    if (unit === null) return false;
    select(unit);
    byId('explore').scrollIntoView({ behavior: 'instant' });
    return true;
  }
  window.addEventListener('hashchange', open);
  if (!open()) select(selected);
  following = true;

  if (data.perturbations.length) {
    const lesions = byId('lesion');
    data.perturbations.forEach(function (p, k) {
      const option = document.createElement('option');
      option.value = String(k);
      option.textContent = p.name;
      lesions.appendChild(option);
    });
    lesions.addEventListener('change', () => drawLesion(Number(lesions.value)));
    drawLesion(0);
  } else {
    byId('lesion-part').remove();
    document.querySelectorAll('.lesion-view').forEach(e => e.remove());
  }
})();
