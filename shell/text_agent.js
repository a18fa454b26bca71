// The text agent: whatever is typed is typed into a real field of the browser, so that dead keys,
// AltGr, composition, soft keyboards and the clipboard work as everywhere. The field is the mirror's
// focused one, or an input inside it when it is a grid's cell; with the mirror hidden it is one
// textarea of our own.

export class TextAgent {
  /** @param {HTMLTextAreaElement} area @param {(event: object) => void} send */
  constructor(area, send) {
    this.area = area;
    this.send = send;
    this.request = null;
    this.field = null;  // the element that is being typed into
    this.early = null;  // one that was typed into before the application had answered its focus
    this.composing = null;
    this.watch(area);
    document.addEventListener('selectionchange', () => {
      if (this.field && document.activeElement === this.field) this.tell();
    });
  }

  /** Makes an element a place to type while it is the agent's field. */
  watch(element) {
    element.autocomplete = 'off';
    element.spellcheck = false;
    element.setAttribute('autocapitalize', 'off');
    element.addEventListener('compositionstart', () => {
      this.composing = {from: element.selectionStart ?? 0};
    });
    element.addEventListener('compositionend', () => {
      this.composing = null;
      this.tell();
    });
    element.addEventListener('input', () => {
      if (element.type === 'checkbox') return;
      if (this.field !== element) {
        this.early = element;
        this.send({kind: 'text', id: Number(element.dataset.node), value: element.value,
          start: element.value.length, end: element.value.length, epoch: 0});
        return;
      }
      this.tell();
    });
    element.addEventListener('blur', () => {
      if (this.early === element) this.early = null;
    });
  }

  /** @param {object} request of kind `text` @param {HTMLElement|undefined} mirrored */
  begin(request, mirrored) {
    this.request = request;
    const field = mirrored ? this.fieldOf(mirrored) : this.area;
    if (field !== this.field) this.leave();
    this.field = field;
    if (field.matches('.inner')) field.setAttribute('aria-label', request.name);
    if (this.field === this.area) {
      this.area.hidden = false;
      this.area.dataset.node = String(request.id);
      this.area.setAttribute('aria-label', request.name);
      this.move(request);
    }
    this.field.inputMode = request.field === 'amount' ? 'decimal' : request.field === 'search' ? 'search' : 'text';
    // What was typed meanwhile is newer than the request, and counts.
    const typed = field === this.early;
    this.early = null;
    if (!typed && field.value !== request.value) field.value = request.value;
    if (document.activeElement !== field) field.focus({preventScroll: true});
    if (typed) this.tell();
    else field.setSelectionRange?.(request.start, request.end);
  }

  /** The element itself when it takes text; else an input inside it, which stands for it. */
  fieldOf(element) {
    if (element.localName === 'input' || element.localName === 'textarea') return element;
    let inner = element.querySelector(':scope > .inner');
    if (!inner) {
      inner = document.createElement('input');
      inner.className = 'inner leaf';
      inner.dataset.node = element.dataset.node;
      this.watch(inner);
      inner.tabIndex = -1;  // the cell is the stop for Tab; from here the application walks
      element.append(inner);
    }
    return inner;
  }

  /** The cell that was typed in is a cell again. */
  leave() {
    if (this.field?.matches('.inner')) this.field.remove();
  }

  move({caret}) {
    if (this.field !== this.area || !caret) return;
    const [x, y, , height] = caret;
    this.area.style.left = `${x}px`;
    this.area.style.top = `${y}px`;
    this.area.style.height = `${Math.max(height, 16)}px`;
  }

  end() {
    if (this.field === this.area) {
      this.area.blur();
      this.area.hidden = true;
    }
    this.leave();
    this.field = null;
    this.request = null;
  }

  /** Whether a key belongs to the field: it edits or moves in the text. */
  keeps(event) {
    if (!this.field || event.target !== this.field || this.request.armed) return false;
    if (event.isComposing || event.key === 'Dead' || event.key === 'Process') return true;
    const shortcut = event.ctrlKey || event.metaKey;
    if (shortcut && !event.altKey) return 'acvxzy'.includes(event.key.toLowerCase());
    if (event.key.length === 1) return true;
    if (event.key === 'Enter') return this.request.field === 'multiline';
    if (event.key === 'ArrowUp' || event.key === 'ArrowDown') return this.request.field === 'multiline';
    return ['ArrowLeft', 'ArrowRight', 'Home', 'End', 'Backspace', 'Delete'].includes(event.key);
  }

  tell() {
    const {field, request} = this;
    if (!field || !request) return;
    const start = field.selectionStart ?? field.value.length;
    const end = field.selectionEnd ?? field.value.length;
    const composing = this.composing
      ? {composing_from: Math.min(this.composing.from, end), composing_to: end} : {};
    this.send({kind: 'text', id: request.id, value: field.value, start, end, epoch: request.epoch,
      ...composing});
  }
}
