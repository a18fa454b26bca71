// The DOM mirror: the frame's semantic nodes as real, focusable elements over the canvas, for
// assistive technology and tests. It has no state and no logic: patches in, events out.

/** Element for a role: native ones first. */
const ELEMENTS = {
  button: 'button', link: 'a', heading: 'h2', textbox: 'input', searchbox: 'input',
  checkbox: 'input', paragraph: 'p', list: 'ul', listitem: 'li', navigation: 'nav', main: 'main',
  banner: 'header', complementary: 'aside', form: 'form', figure: 'figure', text: 'span',
};
/** Roles that their element already has. */
const NATIVE = new Set(Object.keys(ELEMENTS));
/** Roles that get pointers; the others let them through to what lies under them. */
const LEAVES = new Set(['button', 'link', 'textbox', 'searchbox', 'combobox', 'option', 'checkbox',
  'radio', 'tab', 'gridcell', 'rowheader', 'columnheader']);
const FLAGS = {
  disabled: ['aria-disabled', 'true'], selected: ['aria-selected', 'true'],
  not_selected: ['aria-selected', 'false'], checked: ['aria-checked', 'true'],
  not_checked: ['aria-checked', 'false'], expanded: ['aria-expanded', 'true'],
  collapsed: ['aria-expanded', 'false'], current: ['aria-current', 'page'],
  required: ['aria-required', 'true'], invalid: ['aria-invalid', 'true'],
  readonly: ['aria-readonly', 'true'], busy: ['aria-busy', 'true'], modal: ['aria-modal', 'true'],
  ascending: ['aria-sort', 'ascending'], descending: ['aria-sort', 'descending'],
  multiline: ['aria-multiline', 'true'], popup_listbox: ['aria-haspopup', 'listbox'],
  popup_dialog: ['aria-haspopup', 'dialog'], vertical: ['aria-orientation', 'vertical'],
};
const FLAG_ATTRIBUTES = new Set(Object.values(FLAGS).map(([name]) => name));
const NUMBERS = {
  level: 'aria-level', pos: 'aria-posinset', size: 'aria-setsize', row: 'aria-rowindex',
  col: 'aria-colindex', rows: 'aria-rowcount', cols: 'aria-colcount',
};
/** Which ARIA attributes a role may carry: others would be faults of the page. */
const LEVEL_ROLES = new Set(['heading', 'row', 'listitem']);

export class Mirror {
  /**
   * @param {HTMLElement} root
   * @param {(event: object) => void} send one input event
   * @param {(element: HTMLElement) => void} watchText makes a field the text agent while focused
   */
  constructor(root, send, watchText) {
    this.root = root;
    this.send = send;
    this.watchText = watchText;
    /** @type {Map<number, {element: HTMLElement, node: object}>} */
    this.known = new Map();
    this.polite = document.getElementById('polite');
    this.assertive = document.getElementById('assertive');
    /** While a patch is applied, focus moves by the program's will, not the person's. */
    this.applying = false;
    root.addEventListener('focusin', (event) => {
      if (!this.applying) send({kind: 'focus', id: Number(event.target.dataset.node)});
    });
    root.addEventListener('focusout', (event) => {
      // Gone from the window's content, not only with the window.
      if (!this.applying && !event.relatedTarget && document.hasFocus()) this.left();
    });
    root.addEventListener('click', (event) => this.clicked(event));
    root.addEventListener('submit', (event) => event.preventDefault());
  }

  /** The focus has left the mirror, unless something in it has it again by now. */
  left() {
    queueMicrotask(() => {
      const active = document.activeElement;
      if (active === document.body || active === null) this.send({kind: 'focus', id: 0});
    });
  }

  clicked(event) {
    const element = event.target.closest('[data-node]');
    if (!element) return;
    event.preventDefault();
    // A click with a place came as pointer events already; without one it is a key's or a
    // screen reader's.
    if (event.detail === 0 && !event.pointerType) {
      this.send({kind: 'press', id: Number(element.dataset.node)});
    }
  }

  element(id) {
    return this.known.get(id)?.element;
  }

  /** @param {{nodes?: object[], gone?: number[], order?: [number, number[]][], focus?: number,
   *           announce?: {polite?: string, assertive?: string}}} patch */
  apply(patch) {
    this.applying = true;
    const active = document.activeElement;
    for (const change of patch.nodes ?? []) this.change(change);
    // What is gone goes first, so that nothing else has to move: moving an element takes its focus.
    for (const id of patch.gone ?? []) {
      this.known.get(id)?.element.remove();
      this.known.delete(id);
    }
    for (const [parent, children] of patch.order ?? []) this.arrange(parent, children);
    if (patch.focus !== undefined) this.focus(patch.focus);
    else if (active !== document.activeElement && this.root.contains(active)) active.focus({preventScroll: true});
    // A field that is left with this patch was still being typed in when its value came.
    const left = active !== document.activeElement && this.known.get(Number(active?.dataset.node));
    if (left) this.value(left.element, left.node);
    if (patch.announce) this.announce(patch.announce);
    this.applying = false;
  }

  change(change) {
    let entry = this.known.get(change.id);
    const node = {...entry?.node, ...change};
    const tag = this.tag(node);
    if (!entry || entry.element.localName !== tag) {
      const element = document.createElement(tag);
      element.dataset.node = String(change.id);
      if (entry) {
        element.append(...entry.element.childNodes);
        entry.element.replaceWith(element);
      }
      entry = {element, node};
      this.known.set(change.id, entry);
      change = node;
      if (tag === 'input' || tag === 'textarea') this.watchText(element);
      if (tag === 'button') element.type = 'button';
    }
    entry.node = node;
    this.attributes(entry.element, node, change);
  }

  tag(node) {
    const states = node.states ?? [];
    if (node.role === 'heading') return `h${Math.min(Math.max(node.level || 2, 1), 6)}`;
    if (node.role === 'textbox' && states.includes('multiline')) return 'textarea';
    if (node.role === 'combobox' && (node.actions ?? []).includes('edit_text')) return 'input';
    return ELEMENTS[node.role] ?? 'div';
  }

  attributes(element, node, change) {
    const states = node.states ?? [];
    const role = node.role;
    if ('role' in change || 'states' in change) {
      if (!NATIVE.has(role) && role !== 'group') element.setAttribute('role', role);
      if (role === 'group') element.setAttribute('role', 'group');
      if (role === 'checkbox') element.type = 'checkbox';
      if (role === 'searchbox') element.type = 'search';
      if (role === 'link') element.setAttribute('role', 'link');
      if (role === 'list' || role === 'listitem') element.setAttribute('role', role);
      element.classList.toggle('leaf', LEAVES.has(role) && !states.includes('offscreen'));
      this.flags(element, role, states);
    }
    if ('name' in change) this.name(element, node);
    if ('value' in change) this.value(element, node);
    if ('description' in change) {
      this.set(element, 'aria-description', node.description || null);
    }
    for (const [key, attribute] of Object.entries(NUMBERS)) {
      if (!(key in change)) continue;
      const heading = /^h[1-6]$/.test(element.localName);
      const allowed = key !== 'level' || (LEVEL_ROLES.has(role) && !heading);
      this.set(element, attribute, allowed && node[key] ? String(node[key]) : null);
    }
    if ('active' in change) {
      this.set(element, 'aria-activedescendant', node.active ? `n${node.active}` : null);
    }
    if ('controls' in change) {
      this.set(element, 'aria-controls', node.controls ? `n${node.controls}` : null);
    }
    element.id = `n${node.id}`;
    if ('rect' in change || 'parent' in change) this.place(element, node);
  }

  set(element, attribute, value) {
    if (value === null) element.removeAttribute(attribute);
    else if (element.getAttribute(attribute) !== value) element.setAttribute(attribute, value);
  }

  flags(element, role, states) {
    const wanted = new Map();
    for (const flag of states) {
      if (FLAGS[flag]) wanted.set(...FLAGS[flag]);
    }
    if (states.includes('sortable') && !wanted.has('aria-sort')) wanted.set('aria-sort', 'none');
    if (element.localName === 'input' && element.type === 'checkbox') {
      element.checked = states.includes('checked');
      wanted.delete('aria-checked');
    }
    if (element.localName === 'button' || element.localName === 'input') {
      // Disabled, but still to be found and read: aria-disabled, not the attribute.
      if (element.localName === 'input' && states.includes('readonly')) element.readOnly = true;
    }
    for (const attribute of FLAG_ATTRIBUTES) this.set(element, attribute, wanted.get(attribute) ?? null);
    element.inert = states.includes('inert');
    const native = ['button', 'input', 'textarea'].includes(element.localName);
    const focusable = states.includes('focusable') || native;
    this.set(element, 'tabindex', states.includes('tab_stop') ? '0' : focusable ? '-1' : null);
  }

  name(element, node) {
    const content = node.role === 'heading' || node.role === 'paragraph' || node.role === 'text'
      || node.role === 'link' || node.role === 'button';
    if (content && !this.hasChildren(element)) element.textContent = node.name;
    else this.set(element, 'aria-label', node.name || null);
  }

  hasChildren(element) {
    return element.querySelector(':scope > [data-node]') !== null;
  }

  value(element, node) {
    if (element.localName === 'input' || element.localName === 'textarea') {
      // The field being typed in is the person's; the program's own changes come as requests.
      if (document.activeElement !== element && element.type !== 'checkbox') {
        element.value = node.value ?? '';
      }
    } else if (node.role === 'progressbar') {
      this.set(element, 'aria-valuenow', node.value || null);
    } else {
      this.set(element, 'aria-valuetext', null);
      if (node.role === 'combobox') element.textContent = node.value ?? '';
    }
  }

  /** Children lie inside their parents, so their place is counted from there. */
  place(element, node) {
    const [x, y, width, height] = node.rect ?? [0, 0, 0, 0];
    const style = element.style;
    style.left = `${x}px`;
    style.top = `${y}px`;
    style.width = `${width}px`;
    style.height = `${height}px`;
  }

  arrange(parent, children) {
    const host = parent === 0 ? this.root : this.element(parent);
    if (!host) return;
    let before = null;
    for (let i = children.length - 1; i >= 0; --i) {
      const element = this.element(children[i]);
      if (!element) continue;
      if (element.parentNode !== host || element.nextSibling !== before) host.insertBefore(element, before);
      before = element;
    }
    // What a leaf said by its text it now says by its label.
    const entry = this.known.get(parent);
    if (entry) {
      for (const node of [...host.childNodes]) if (node.nodeType === Node.TEXT_NODE) node.remove();
      this.name(host, entry.node);
    }
  }

  focus(id) {
    const element = id === 0 ? null : this.element(id);
    const active = document.activeElement;
    if (element && !element.contains(active)) element.focus({preventScroll: true});
    else if (!element && this.root.contains(active)) active.blur();
  }

  announce({polite, assertive}) {
    if (polite) this.polite.textContent = polite;
    if (assertive) this.assertive.textContent = assertive;
  }
}
