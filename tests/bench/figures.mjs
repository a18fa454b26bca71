// Figures line by line, kept apart from what the test runner says; and what several of them measure.
import fs from 'node:fs';

const lines = [];

export function print(what, value) {
  lines.push(`  ${what.padEnd(44)} ${value}`);
}

export function summary() {
  process.stderr.write(`${lines.join('\n')}\n`);
}

export const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
/** The longest few: what is cut into steps overruns its 8 ms by a little, what is not by much. */
export const longest = (steps) => [...steps].sort((a, b) => b - a).slice(0, 4).map((step) => step.toFixed(0)).join(', ') + ' ms';

/** Proportional set size, MB, of the renderer process with the most: the application's tab. */
export function tabMemory(profile) {
  const sizes = fs.readdirSync('/proc').filter((id) => /^\d+$/.test(id)).map((id) => {
    try {
      const command = fs.readFileSync(`/proc/${id}/cmdline`, 'latin1');
      if (!command.includes('--type=renderer') || !command.includes(profile)) return 0;
      return Number(/^Pss:\s+(\d+)/m.exec(fs.readFileSync(`/proc/${id}/smaps_rollup`, 'latin1'))[1]) / 1024;
    } catch {
      return 0;  // it has ended meanwhile
    }
  });
  return Math.max(...sizes);
}

/** Before the page runs: notes when the first words that stand for the data are in the mirror. */
export const noteFirstFigures = () => {
  new MutationObserver((_, watch) => {
    if (!document.querySelector('#mirror [aria-label="Galvenie rādītāji"] > *')) return;
    watch.disconnect();
    window.firstFigures = performance.now();
  }).observe(document, {childList: true, subtree: true});
};
