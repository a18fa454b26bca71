// Turns the browser's events into the application's: pointers and wheels by place, keys by meaning,
// files by picker, drop or paste.

const KEYS = {
  Tab: 'tab', Enter: 'enter', ' ': 'space', Escape: 'escape', ArrowLeft: 'left', ArrowRight: 'right',
  ArrowUp: 'up', ArrowDown: 'down', Home: 'home', End: 'end', PageUp: 'page_up',
  PageDown: 'page_down', Backspace: 'backspace', Delete: 'remove', F2: 'f2',
};

const modifiers = (event) => ({
  shift: event.shiftKey, control: event.ctrlKey || event.metaKey, alt: event.altKey,
});

/** Waiting events of one turn go in one message; moves of one pointer replace each other. */
class Sender {
  constructor(worker) {
    this.worker = worker;
    this.events = [];
  }

  send(event) {
    const last = this.events[this.events.length - 1];
    if (event.kind === 'pointer' && event.phase === 'move' && last?.kind === 'pointer'
        && last.phase === 'move' && last.id === event.id) {
      this.events[this.events.length - 1] = event;
      return;
    }
    this.events.push(event);
    if (this.events.length === 1) queueMicrotask(() => this.flush());
  }

  flush() {
    this.worker.postMessage({t: 'input', events: this.events});
    this.events = [];
  }
}

export function watchInput({worker, agent, picker}) {
  const sender = new Sender(worker);
  const isPlain = (event) => event.target.closest?.('.plain, #file');

  for (const [type, phase] of [['pointerdown', 'down'], ['pointermove', 'move'],
    ['pointerup', 'up'], ['pointercancel', 'cancel']]) {
    document.addEventListener(type, (event) => {
      if (isPlain(event)) return;
      if (phase === 'down') event.target.setPointerCapture?.(event.pointerId);
      sender.send({kind: 'pointer', phase, pointer: event.pointerType, id: event.pointerId,
        x: event.clientX, y: event.clientY, button: Math.max(event.button, 0),
        clicks: Math.max(event.detail, 1), time: Math.round(event.timeStamp), ...modifiers(event)});
      // Phones open the keyboard only for a focus inside the touch itself.
      if (phase === 'up' && event.pointerType === 'touch' && event.target.matches?.('input, textarea')) {
        event.target.focus({preventScroll: true});
      }
    });
  }
  document.documentElement.addEventListener('pointerleave', (event) => {
    if (event.target === document.documentElement) {
      sender.send({kind: 'pointer', phase: 'leave', pointer: event.pointerType,
        id: event.pointerId, x: event.clientX, y: event.clientY});
    }
  });
  // Focus and caret are the application's to set: the browser's own would go by another layout.
  document.addEventListener('mousedown', (event) => {
    if (!isPlain(event)) event.preventDefault();
  });
  document.addEventListener('contextmenu', (event) => {
    if (!isPlain(event) && !event.target.matches?.('input, textarea')) event.preventDefault();
  });
  document.addEventListener('wheel', (event) => {
    if (isPlain(event)) return;
    if (event.ctrlKey) return;  // the browser's zoom
    event.preventDefault();
    const unit = event.deltaMode === 1 ? 20 : event.deltaMode === 2 ? window.innerHeight : 1;
    sender.send({kind: 'wheel', x: event.clientX, y: event.clientY, dx: event.deltaX * unit,
      dy: event.deltaY * unit, ...modifiers(event)});
  }, {passive: false});

  document.addEventListener('keydown', (event) => {
    if (isPlain(event) || agent.keeps(event)) return;
    const code = KEYS[event.key];
    const shortcut = (event.ctrlKey || event.metaKey) && event.key.length === 1;
    // Tab walks through the mirror by itself; from a cell and without the mirror the application
    // walks.
    const walks = event.target.matches?.('.inner')
      || document.documentElement.classList.contains('no-mirror');
    if (code === 'tab' && !walks) {
      // The application only learns that keys are in use, so that it shows where they are.
      sender.send({kind: 'key', code: 'other', repeat: event.repeat, letter: 0, ...modifiers(event)});
      return;
    }
    if (shortcut && !'zya'.includes(event.key.toLowerCase())) return;
    // Letters find an option in a list of choices.
    const finds = event.key.length === 1 && !event.altKey
      && event.target.matches?.('[role=combobox]:not(input)');
    if (!code && !shortcut && !finds) return;
    // Enter and Space on a mirrored button are the browser's click.
    const leaf = event.target.closest?.('[data-node]');
    if ((code === 'enter' || code === 'space') && leaf?.tagName === 'BUTTON' && !event.repeat) return;
    event.preventDefault();
    sender.send({kind: 'key', code: code ?? 'other', repeat: event.repeat,
      letter: shortcut || finds ? event.key.toLowerCase().codePointAt(0) : 0, ...modifiers(event)});
  });
  for (const [type, cut] of [['copy', false], ['cut', true]]) {
    document.addEventListener(type, (event) => {
      if (agent.field && document.activeElement === agent.field && !agent.request?.armed) return;
      event.preventDefault();
      sender.send({kind: 'copy', cut});
    });
  }

  const give = (file) => worker.postMessage({t: 'file', file});
  const noFile = () => worker.postMessage({t: 'no_file'});
  picker.addEventListener('change', () => [...picker.files].forEach(give));
  picker.addEventListener('cancel', noFile);
  document.addEventListener('paste', (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length > 0) {
      event.preventDefault();
      noFile();
      files.forEach(give);
    }
  });
  const root = document.documentElement;
  document.addEventListener('dragover', (event) => {
    event.preventDefault();
    root.classList.add('dropping');
  });
  document.addEventListener('dragleave', (event) => {
    if (!event.relatedTarget) root.classList.remove('dropping');
  });
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    root.classList.remove('dropping');
    noFile();
    [...event.dataTransfer.files].forEach(give);
  });
}
