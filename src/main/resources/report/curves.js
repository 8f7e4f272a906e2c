(function () {
  "use strict";
  var data = JSON.parse(document.getElementById("run-data").textContent);
  var root = document.documentElement;
  var hosts = [].slice.call(document.querySelectorAll(".chart"));
  var plots = [];

  function colour(name) {
    return getComputedStyle(root).getPropertyValue(name).trim();
  }

  function text(value) {
    if (value === null || value === undefined) return "–";
    var digits = value % 1 === 0 || value >= 100 ? 0 : value >= 10 ? 1 : 2;
    return value.toLocaleString("en", { maximumFractionDigits: digits });
  }

  // Phases lie behind the curves, faults in front of them.
  function behind(u) {
    var ctx = u.ctx, box = u.bbox, px = devicePixelRatio;
    ctx.save();
    ctx.beginPath();
    ctx.rect(box.left, box.top, box.width, box.height);
    ctx.clip();
    data.phases.forEach(function (phase, i) {
      var from = u.valToPos(phase.from, "x", true), to = u.valToPos(phase.to, "x", true);
      if (i % 2 === 0) {
        ctx.fillStyle = colour("--shade");
        ctx.fillRect(from, box.top, to - from, box.height);
      }
      ctx.strokeStyle = colour("--line");
      ctx.lineWidth = px;
      ctx.beginPath();
      ctx.moveTo(from, box.top);
      ctx.lineTo(from, box.top + box.height);
      ctx.stroke();
    });
    data.faults.forEach(function (fault, i) {
      if (fault.inject === null) return;
      var until = fault.undone !== null ? fault.undone : data.end;
      var from = u.valToPos(fault.inject, "x", true), to = u.valToPos(until, "x", true);
      ctx.fillStyle = colour("--fault");
      ctx.globalAlpha = 0.13;
      ctx.fillRect(from, box.top, to - from, box.height);
      ctx.globalAlpha = 1;
      ctx.fillRect(from, box.top + (i % 4) * 4 * px, to - from, 3 * px);
    });
    ctx.restore();
  }

  // The phases' names stand above the plot, where no curve crosses them.
  function names(u) {
    var ctx = u.ctx, box = u.bbox, px = devicePixelRatio;
    ctx.save();
    ctx.font = 11 * px + "px system-ui, sans-serif";
    ctx.textBaseline = "bottom";
    ctx.textAlign = "left";
    ctx.fillStyle = colour("--soft");
    data.phases.forEach(function (phase) {
      var from = Math.max(u.valToPos(phase.from, "x", true), box.left);
      var to = Math.min(u.valToPos(phase.to, "x", true), box.left + box.width);
      var label = phase.label;
      while (label && ctx.measureText(label).width > to - from - 4 * px) label = label.slice(0, -1);
      if (label !== phase.label && label.length < 4) label = label.slice(0, 1);
      ctx.fillText(label, from + 2 * px, box.top - 3 * px);
    });
    ctx.restore();
  }

  // The steps of all faults that are in sight, from left to right.
  function steps(u) {
    var found = [];
    data.faults.forEach(function (fault) {
      [fault.inject, fault.effect, fault.undo, fault.undone].forEach(function (at, i) {
        if (at === null) return;
        var x = u.valToPos(at, "x", true);
        if (x >= u.bbox.left && x <= u.bbox.left + u.bbox.width) found.push({ x: x, fault: fault, number: i + 1 });
      });
    });
    return found.sort(function (a, b) { return a.x - b.x; });
  }

  function inFront(u) {
    var ctx = u.ctx, box = u.bbox, px = devicePixelRatio;
    names(u);
    ctx.save();
    ctx.font = "600 " + 10 * px + "px system-ui, sans-serif";
    ctx.textBaseline = "top";
    ctx.textAlign = "left";
    var busy = [];
    steps(u).forEach(function (step) {
      ctx.strokeStyle = colour("--fault");
      ctx.lineWidth = px;
      ctx.setLineDash(step.number % 2 === 1 ? [] : [3 * px, 3 * px]);
      ctx.beginPath();
      ctx.moveTo(step.x, box.top);
      ctx.lineTo(step.x, box.top + box.height);
      ctx.stroke();
      var last = busy[busy.length - 1];
      var meets = last && step.x - last.x < ctx.measureText(last.label).width + 4 * px;
      if (meets && last.fault === step.fault) {
        last.label += "·" + step.number;
      } else {
        busy.push({ x: step.x, label: step.fault.letter + step.number, fault: step.fault, row: meets ? (last.row + 1) % 4 : 0 });
      }
    });
    busy.forEach(function (mark) {
      var width = ctx.measureText(mark.label).width;
      var left = Math.min(mark.x + 2 * px, box.left + box.width - width - 2 * px);
      ctx.fillStyle = colour("--page");
      ctx.globalAlpha = 0.85;
      ctx.fillRect(left - px, box.top + (4 + 13 * mark.row) * px, width + 2 * px, 12 * px);
      ctx.globalAlpha = 1;
      ctx.fillStyle = colour("--fault");
      ctx.fillText(mark.label, left, box.top + (5 + 13 * mark.row) * px);
    });
    ctx.restore();
  }

  function lane(chart, number) {
    return chart.series.length - number - 0.5;
  }

  // The middle of each lane, so that the cursor finds it there.
  function lanes(chart) {
    return chart.series.map(function (series, number) {
      var drawn = series.values.map(function (v) { return v === null ? null : lane(chart, number); });
      return { series: series, drawn: drawn };
    });
  }

  // A bar for each point: thin where it is silent or answers, thick where it leads; then the marks.
  function states(chart) {
    var heights = [0.08, 0.16, 0.6];
    return function (u) {
      var ctx = u.ctx, box = u.bbox;
      ctx.save();
      ctx.beginPath();
      ctx.rect(box.left, box.top, box.width, box.height);
      ctx.clip();
      chart.series.forEach(function (series, number) {
        if (!u.series[number + 1].show) return;
        series.values.forEach(function (state, i) {
          if (state === null) return;
          var from = Math.floor(u.valToPos(data.x[i] - data.stepSeconds / 2, "x", true));
          var to = Math.floor(u.valToPos(data.x[i] + data.stepSeconds / 2, "x", true));
          var top = u.valToPos(lane(chart, number) + heights[state] / 2, "y", true);
          var bottom = u.valToPos(lane(chart, number) - heights[state] / 2, "y", true);
          ctx.fillStyle = colour(state === 0 ? "--fail" : series.colour);
          ctx.fillRect(from, top, Math.max(to - from, 1), bottom - top);
        });
      });
      ctx.restore();
      marks(u, chart);
    };
  }

  // Names that would lie on one another are left out, their lines are not.
  function marks(u, chart) {
    var ctx = u.ctx, box = u.bbox, px = devicePixelRatio, free = box.left;
    ctx.save();
    ctx.font = "600 " + 10 * px + "px system-ui, sans-serif";
    ctx.textBaseline = "bottom";
    ctx.textAlign = "left";
    ctx.setLineDash([]);
    ctx.strokeStyle = ctx.fillStyle = colour("--text");
    ctx.lineWidth = px;
    chart.lanes.marks.forEach(function (mark) {
      var x = u.valToPos(mark.at, "x", true), bottom = box.top + box.height;
      if (x < box.left || x > box.left + box.width) return;
      ctx.beginPath();
      ctx.moveTo(x, box.top);
      ctx.lineTo(x, bottom);
      ctx.stroke();
      var width = ctx.measureText(mark.label).width, left = Math.min(x + 3 * px, box.left + box.width - width);
      if (left < free) return;
      ctx.fillText(mark.label, left, bottom - px);
      free = left + width + 4 * px;
    });
    ctx.restore();
  }

  function named(chart) {
    var places = chart.series.map(function (series, number) { return lane(chart, number); });
    return {
      size: 54, splits: function () { return places; },
      values: function () { return chart.series.map(function (series) { return series.label; }); }
    };
  }

  // Each series stands on those before it; the tallest is drawn first.
  function stacked(chart) {
    var sums = data.x.map(function () { return 0; });
    return chart.series.map(function (series) {
      sums = sums.map(function (sum, i) { return sum + (series.values[i] || 0); });
      return { series: series, drawn: sums };
    }).reverse();
  }

  function positive(chart) {
    var all = [].concat.apply([], chart.series.map(function (s) { return s.values; }));
    return all.filter(function (v) { return v !== null && v > 0; });
  }

  function wide(chart) {
    var all = positive(chart);
    var low = Math.min.apply(null, all), high = Math.max.apply(null, all);
    return chart.unit === "ms" && all.length > 0 && high / low > 30;
  }

  // A logarithmic scale has no place for 0: it is drawn as low as the lowest above it.
  function plain(chart) {
    var low = wide(chart) ? Math.min.apply(null, positive(chart)) : 0;
    return chart.series.map(function (s) {
      return { series: s, drawn: s.values.map(function (v) { return v === 0 ? low : v; }) };
    });
  }

  function whole(min, max) {
    return min === null || (min <= data.x[0] && max >= data.x[data.x.length - 1]);
  }

  function options(chart, layers, width) {
    var log = wide(chart);
    var axis = {
      stroke: colour("--soft"), font: "11px system-ui, sans-serif",
      grid: { stroke: colour("--line"), width: 1 }, ticks: { stroke: colour("--line"), width: 1, size: 4 }
    };
    return {
      width: width, height: width < 500 ? 195 : 210,
      cursor: { y: false, sync: { key: "run" }, points: { size: 6 } },
      padding: [18, 12, 0, 0],
      scales: {
        x: { time: false, range: function (u, min, max) { return whole(min, max) ? [0, data.end] : [min, max]; } },
        y: chart.lanes ? { range: [0, layers.length] } : log ? { distr: 3, log: 10 } : { range: function (u, min, max) { return [0, Math.max(max || 0, 1) * 1.15]; } }
      },
      axes: [
        Object.assign({ size: 30, values: function (u, v) { return v.map(function (s) { return s + " s"; }); }, space: 60 }, axis),
        Object.assign(chart.lanes ? named(chart) : { size: 54, values: function (u, v) { return v.map(function (s) { return s === null ? "" : text(s); }); }, space: log ? 14 : 32 }, axis)
      ],
      series: [{ label: "at", value: function (u, v) { return v === null ? "–" : Math.floor(v) + " s"; } }].concat(
        layers.map(function (layer, number) {
          var stroke = colour(layer.series.colour);
          return {
            label: layer.series.label, stroke: stroke, width: chart.stacked || chart.lanes ? 0 : 1.6,
            fill: chart.stacked ? stroke : undefined, spanGaps: false,
            dash: layers.length > 2 && !chart.stacked ? [undefined, [7, 4], [2, 3]][number % 3] : undefined,
            paths: chart.stacked ? uPlot.paths.bars({ size: [0.9, 120], gap: 0 }) : undefined,
            points: chart.stacked || chart.lanes ? { show: false } : { size: 4 },
            value: function (u, v, s, i) { 
              if (i === null) return "–";
              var at = layer.series.values[i];
              return chart.lanes && at !== null ? chart.lanes.states[at] : text(at);
            }
          };
        })),
      hooks: { drawClear: [behind], draw: chart.lanes ? [states(chart), inFront] : [inFront] }
    };
  }

  function build() {
    plots.forEach(function (plot) { plot.destroy(); });
    plots = hosts.map(function (host) {
      var chart = data.charts.filter(function (c) { return c.id === host.dataset.chart; })[0];
      var layers = chart.lanes ? lanes(chart) : chart.stacked ? stacked(chart) : plain(chart);
      var columns = [data.x].concat(layers.map(function (layer) { return layer.drawn; }));
      return new uPlot(options(chart, layers, host.clientWidth), columns, host);
    });
  }

  function resize() {
    plots.forEach(function (plot, i) {
      var width = hosts[i].clientWidth;
      if (width > 0 && width !== plot.width) plot.setSize({ width: width, height: plot.height });
    });
  }

  build();
  addEventListener("resize", resize);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", build);
  addEventListener("beforeprint", function () {
    root.classList.add("printing");
    [].forEach.call(document.querySelectorAll("details"), function (d) { d.open = true; });
    build();
  });
  addEventListener("afterprint", function () { root.classList.remove("printing"); build(); });

  // The page lies in the run's folder, which the command line knows by name.
  var path = location.pathname.split("/");
  var folder = decodeURIComponent(path[path.length - 2] || "");
  if (/^\d{8}T\d{6}Z-/.test(folder)) document.getElementById("folder").textContent = folder;
})();
