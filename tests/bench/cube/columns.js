// A million synthetic lines of costs, the same for whoever counts them: xorshift32.
export function columns(n) {
  let state = 2463534242;
  const below = (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
  const made = {unit: new Uint16Array(n), service: new Uint16Array(n), ekk: new Uint16Array(n),
    phase: new Uint8Array(n), direct: new Uint8Array(n), regular: new Uint8Array(n),
    kind: new Uint8Array(n), month: new Uint8Array(n), cents: new Int32Array(n)};
  const limits = [200, 3000, 120, 6, 2, 2, 2, 12, 1_000_000];
  const filled = Object.values(made);
  for (let i = 0; i < n; ++i) {
    for (let k = 0; k < filled.length; ++k) filled[k][i] = below(limits[k]);
  }
  return made;
}
