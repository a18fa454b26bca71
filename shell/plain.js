// The few sentences that are shown before the program runs, or when it can't: plain DOM, in both
// languages, since no setting is known yet.
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
const TAKE_OVER = 'Atvērt šeit · Open here';

/** @param {string} reason @param {(() => void)=} takeOver offers a button that does this */
export function showPlain(reason, takeOver) {
  const plain = document.getElementById('plain');
  plain.className = 'plain';
  plain.replaceChildren();
  plain.setAttribute('role', 'alert');
  TEXTS[reason].forEach((words, i) => {
    const line = document.createElement('p');
    line.lang = i === 0 ? 'lv' : 'en';
    line.textContent = words;
    plain.append(line);
  });
  if (takeOver) {
    const button = document.createElement('button');
    button.textContent = TAKE_OVER;
    button.onclick = takeOver;
    plain.append(button);
  }
  plain.hidden = false;
}
