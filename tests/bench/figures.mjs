// Figures line by line, kept apart from what the test runner says.
const lines = [];

export function print(what, value) {
  lines.push(`  ${what.padEnd(44)} ${value}`);
}

export function summary() {
  process.stderr.write(`${lines.join('\n')}\n`);
}
