// The few sentences that are shown before the program runs, or when it can't: plain DOM. The ledger's
// settings are not known yet, so the page remembers the language by itself.
const TEXTS = {
  unsupported: [
    'Šī pārlūkprogramma ir par vecu. Atveriet Saimnieku jaunākā Chrome, Edge, Firefox vai Safari; jūsu dati nav mainīti.',
    'This browser is too old. Open Saimnieks in a current Chrome, Edge, Firefox or Safari; your data has not been touched.',
  ],
  private: [
    'Privātajā logā pārlūkprogramma neļauj glabāt datus. Atveriet Saimnieku parastā logā.',
    'In a private window the browser does not let data be kept. Open Saimnieks in an ordinary window.',
  ],
  elsewhere: [
    'Saimnieks jau ir atvērts citā cilnē. Turpiniet tur, vai pārnesiet darbu uz šejieni; nekas nezudīs.',
    'Saimnieks is already open in another tab. Go on there, or bring the work here; nothing will be lost.',
  ],
  storage: [
    'Neizdevās atvērt datus šajā ierīcē. Aizveriet citus Saimnieka logus un pārlādējiet lapu; dati paliek neskarti.',
    'The data on this device could not be opened. Close other windows of Saimnieks and reload the page; the data stays as it is.',
  ],
  graphics: [
    'Pārlūkprogrammā ir izslēgta grafika (WebGL 2). Ieslēdziet to un pārlādējiet lapu; dati paliek neskarti.',
    'Graphics (WebGL 2) are switched off in this browser. Switch them on and reload the page; the data stays as it is.',
  ],
  program: [
    'Saimnieku neizdevās palaist. Pārlādējiet lapu; saglabātie dati paliek neskarti.',
    'Saimnieks could not be started. Reload the page; what was saved stays as it is.',
  ],
};
const TAKE_OVER = ['Atvērt šeit', 'Open here'];

/** The language that was chosen on this device, else the first of the browser's that there is. */
function language() {
  const wanted = [chosenLanguage(), ...navigator.languages].map((tag) => (tag ?? '').slice(0, 2));
  return wanted.find((tag) => tag === 'lv' || tag === 'en') ?? 'lv';
}

function chosenLanguage() {
  try {
    return localStorage.getItem('language');
  } catch {
    return null;  // cookies and the like are switched off; the browser's languages will do
  }
}

export function rememberLanguage(tag) {
  document.documentElement.lang = tag;
  if (chosenLanguage() !== tag) localStorage.setItem('language', tag);
}

/** @param {string} reason @param {(() => void)=} takeOver offers a button that does this */
export function showPlain(reason, takeOver) {
  const plain = document.getElementById('plain');
  const which = language();
  plain.className = 'plain';
  plain.lang = which;
  plain.replaceChildren();
  plain.setAttribute('role', 'alert');
  const line = document.createElement('p');
  line.textContent = TEXTS[reason][which === 'lv' ? 0 : 1];
  plain.append(line);
  if (takeOver) {
    const button = document.createElement('button');
    button.textContent = TAKE_OVER[which === 'lv' ? 0 : 1];
    button.onclick = takeOver;
    plain.append(button);
  }
  plain.hidden = false;
}
