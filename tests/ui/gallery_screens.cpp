#include "tests/ui/gallery_screens.h"

#include <algorithm>
#include <array>

namespace saimnieks::tests {

namespace {

using ui::ButtonLook;
using ui::ColumnKind;
using ui::GridEvent;
using ui::Tone;

constexpr std::array<ui::NavItem, 15> kNav{{{"overview", "Pārskats"},
                                            {"structure", "Struktūra"},
                                            {"plan", "Plāns"},
                                            {"actual", "Faktiskās izmaksas"},
                                            {"budget", "Budžets"},
                                            {"allocation", "Attiecināšana"},
                                            {"conformity", "Atbilstība"},
                                            {"value", "Lietderīgums un atdeve"},
                                            {"deviations", "Novirzes un lēmumi", 4},
                                            {"roles", "Lomas un pienākumi", 2},
                                            {"volumes", "Pieteikumu apjomi"},
                                            {"quality", "Datu kvalitāte"},
                                            {"sync", "Sinhronizācija", 1},
                                            {"history", "Izmaiņu vēsture"},
                                            {"reports", "Pārskati un eksports"}}};

constexpr std::array<ui::Option, 3> kPeriods{
    {{"2026 · janv.–jūn."}, {"2026 · viss gads"}, {"2025 · viss gads"}}};
constexpr std::array<ui::Option, 2> kPlans{{{"apstiprināts v3"}, {"iesniegts v4"}}};

Tone variance_tone(std::int64_t variance) {
  return variance > 0 ? Tone::adverse : variance < 0 ? Tone::favourable : Tone::plain;
}

std::string tenths(std::int64_t thousandths) {
  const std::int64_t size = std::abs(thousandths);
  const std::string sign = thousandths > 0 ? "+" : thousandths < 0 ? "−" : "";
  return sign + std::to_string(size / 10) + "," + std::to_string(size % 10);
}

}  // namespace

std::string spaced(std::int64_t euro, bool sign) {
  std::string digits = std::to_string(std::abs(euro));
  for (std::size_t at = digits.size(); at > 3; at -= 3) {
    digits.insert(at - 3, " ");
  }
  return (euro < 0 ? "−" : sign && euro > 0 ? "+" : "") + digits;
}

Pivot::Pivot(std::vector<PivotRow> rows) : all_(std::move(rows)) {
  for (const PivotRow& row : all_) {
    open_.insert(row.key);
  }
  rebuild();
}

Pivot Pivot::small() {
  return Pivot({{1, 1, true, "Izglītība", 4210500, 4388200},
                {2, 2, true, "Pirmsskolas izglītība", 1840300, 1902400},
                {3, 3, false, "Tiešās izmaksas · regulāras", 1512000, 1561800},
                {4, 3, false, "Netiešās (attiecināmās)", 328300, 340600},
                {5, 2, false, "Interešu izglītība", 612400, 655100},
                {6, 1, true, "Sociālie pakalpojumi", 2105700, 2051300},
                {7, 2, false, "Aprūpe mājās", 844200, 801900},
                {8, 2, false, "Asistenta pakalpojums", 655100, 668000},
                {9, 1, true, "Teritorijas uzturēšana", 1398000, 1561400},
                {10, 2, false, "Ielu apgaismojums", 402800, 511700},
                {11, 2, false, "Ceļu uzturēšana ziemā", 518900, 566200},
                {12, 1, true, "Kultūra un sports", 988400, 961800},
                {13, 2, false, "Staru pirts", 8780, 9120},
                {14, 1, false, "Pakalpojumu pārvaldība (PU1–PU3)", 286900, 274400}});
}

std::vector<PivotRow> Pivot::many(std::size_t count) {
  std::vector<PivotRow> rows;
  for (std::size_t i = 0; i < count; ++i) {
    const bool parent = i % 10 == 0;
    rows.push_back({i + 1, parent ? 1 : 2, parent,
                    (parent ? "Nozare " : "Pakalpojums ") + std::to_string(i),
                    static_cast<std::int64_t>(i) * 3137 % 9000000,
                    static_cast<std::int64_t>(i) * 3331 % 9000000});
  }
  return rows;
}

void Pivot::rebuild() {
  visible_.clear();
  int hidden_below = 1000;
  for (std::size_t i = 0; i < all_.size(); ++i) {
    const PivotRow& row = all_[i];
    if (row.level > hidden_below) {
      continue;
    }
    hidden_below = row.has_children && !is_open(row.key) ? row.level : 1000;
    visible_.push_back(i);
  }
}

void Pivot::fill(const PivotRow& from, ui::GridRow& row) const {
  const std::int64_t variance = from.actual - from.plan;
  const std::int64_t ratio = from.plan == 0 ? 0 : variance * 1000 / from.plan;
  const Tone tone = variance_tone(variance);
  const char* word = variance > 0 ? "nelabvēlīga" : variance < 0 ? "labvēlīga" : "";
  row.key = from.key;
  row.level = from.level;
  row.has_children = from.has_children;
  row.expanded = is_open(from.key);
  row.strong = false;
  row.muted = from.level == 3;
  const auto set = [&](std::size_t at, std::string text, Tone cell_tone, std::int64_t amount,
                       const char* note) {
    ui::GridCell& cell = row.cells[at];
    cell.text = std::move(text);
    cell.tone = cell_tone;
    cell.amount = amount;
    cell.note = note;
    cell.link = at > 0;
    cell.editable = editable && at == 2;
    cell.edit_text = cell.editable ? std::to_string(from.actual) : std::string();
  };
  set(0, from.name, Tone::plain, 0, "");
  set(1, spaced(from.plan), Tone::plain, 0, "");
  set(2, spaced(from.actual), Tone::plain, 0, "");
  set(3, spaced(variance, true), tone, 0, word);
  set(4, "", tone, variance, "");
  set(5, tenths(ratio), tone, 0, word);
  set(6, "", tone, ratio, "");
}

void Pivot::rows(std::size_t first, std::span<ui::GridRow> out) {
  asked += out.size();
  for (std::size_t i = 0; i < out.size(); ++i) {
    fill(all_[visible_[first + i]], out[i]);
  }
}

bool Pivot::total(ui::GridRow& row) {
  PivotRow sum{0, 1, false, "Kopā", 0, 0};
  for (const PivotRow& one : all_) {
    if (one.level == 1) {
      sum.plan += one.plan;
      sum.actual += one.actual;
    }
  }
  fill(sum, row);
  row.strong = true;
  row.cells[4].amount = 0;
  row.cells[6].amount = 0;
  return true;
}

std::optional<std::size_t> Pivot::index_of(std::uint64_t key) const {
  for (std::size_t i = 0; i < visible_.size(); ++i) {
    if (all_[visible_[i]].key == key) {
      return i;
    }
  }
  return std::nullopt;
}

void Pivot::set_open(std::uint64_t key, bool open) {
  if (open) {
    open_.insert(key);
  } else {
    open_.erase(key);
  }
  rebuild();
}

void Pivot::set_actual(std::uint64_t key, std::int64_t amount) {
  for (PivotRow& row : all_) {
    row.actual = row.key == key ? amount : row.actual;
  }
}

std::int64_t Pivot::actual(std::uint64_t key) const {
  for (const PivotRow& row : all_) {
    if (row.key == key) {
      return row.actual;
    }
  }
  return 0;
}

// ---- screens

void Gallery::navigation(ui::Ui& ui) {
  const auto answer = ui.navigation({.product = "Saimnieks",
                                     .name = "Galvenā izvēlne",
                                     .items = kNav,
                                     .current = nav,
                                     .state_tone = Tone::caution,
                                     .state = "Bezsaistē · 14 izmaiņas gaida",
                                     .state_note = "Nosūtīts pirms 2 dienām",
                                     .state_short = "14 gaida"});
  if (answer.item) {
    nav = *answer.item;
    log.push_back("nav " + std::string(kNav[nav].key));
  }
  if (answer.state) {
    log.emplace_back("state");
  }
}

void Gallery::figures(ui::Ui& ui) {
  constexpr std::array<ui::KeyFigure, 5> kFigures{
      {{"Finansējums", "16 840 000 €", "pieejams 2026. gadam"},
       {"Plāns janv.–jūn.", "8 989 500 €", "apstiprināts, versija 3"},
       {"Faktiski janv.–jūn.", "9 237 100 €", "93 % izsekojams · trūkst 3 iestāžu", Tone::plain,
        "actual"},
       {"Novirze", "+247 600 €", "+2,8 % · nelabvēlīga", Tone::adverse},
       {"Prognoze gadam", "16 921 400 €", "+81 400 € virs finansējuma", Tone::plain}}};
  ui.key_figures("figures", "Galvenie rādītāji", kFigures);
  if (ui.pressed_figure()) {
    log.push_back("figure " + std::to_string(*ui.pressed_figure()));
  }
}

void Gallery::conformity(ui::Ui& ui) {
  navigation(ui);
  const auto page = ui.page(
      "conformity", {.title = "Atbilstība plānam", .subtitle = "Demo novads · izmaksas, €"});
  {
    const auto tools = ui.tools();
    if (const auto chosen = ui.select("period", {.label = "Periods",
                                                 .options = kPeriods,
                                                 .selected = period,
                                                 .look = ui::SelectLook::pill})) {
      period = *chosen;
    }
    static_cast<void>(ui.select(
        "plan",
        {.label = "Plāns", .options = kPlans, .selected = 0, .look = ui::SelectLook::pill}));
    if (ui.button("export", {.label = "Eksportēt", .look = ButtonLook::primary})) {
      log.emplace_back("export");
    }
  }
  figures(ui);
  const auto card = ui.card(
      "table",
      {.title = "Teritorijas uzturēšana pārsniedz plānu par 163 400 €; divas trešdaļas dod ielu "
                "apgaismojums",
       .note = "Faktiski pret plānu, € · nelabvēlīga novirze sarkana, labvēlīga zaļa",
       .padded = false});
  const auto sorted = [&](int column) {
    return std::pair(sort == column && !descending, sort == column && descending);
  };
  const auto column = [&](int at, const char* key, const char* title, ColumnKind kind,
                          const char* sample, std::int64_t scale) {
    ui::GridColumn out{.key = key, .title = title, .kind = kind, .sample = sample};
    out.sortable = kind != ColumnKind::bar && kind != ColumnKind::pin;
    out.scale = scale;
    std::tie(out.ascending, out.descending) = sorted(at);
    return out;
  };
  const std::array<ui::GridColumn, 7> columns{
      {column(0, "name", "Pakalpojums", ColumnKind::tree, "", 0),
       column(1, "plan", "Plāns", ColumnKind::figure, "8 989 500", 0),
       column(2, "actual", "Faktiski", ColumnKind::figure, "8 989 500", 0),
       column(3, "delta", "Δ", ColumnKind::figure, "+8 989 500", 0),
       column(4, "delta-bar", "Δ, €", ColumnKind::bar, "", 177700),
       column(5, "percent", "Δ %", ColumnKind::figure, "+100,0", 0),
       column(6, "percent-pin", "Δ %", ColumnKind::pin, "", 200)}};
  const auto answer = ui.grid("grid", {.name = "Plāns un faktiskās izmaksas",
                                       .columns = columns,
                                       .source = &pivot,
                                       .empty = "Nav rindu"});
  switch (answer.event) {
    case GridEvent::expand:
    case GridEvent::collapse:
      pivot.set_open(answer.row, answer.event == GridEvent::expand);
      break;
    case GridEvent::sort:
      descending = sort == static_cast<int>(answer.column) && !descending;
      sort = static_cast<int>(answer.column);
      log.push_back("sort " + std::to_string(answer.column));
      break;
    case GridEvent::open:
      log.push_back("open " + std::to_string(answer.row) + " " + std::to_string(answer.column));
      break;
    case GridEvent::edit:
      log.push_back("edit " + std::to_string(answer.row) + " " + answer.text);
      pivot.set_actual(answer.row, std::atoll(answer.text.c_str()));
      break;
    case GridEvent::copy:
    case GridEvent::none:
      break;
  }
}

void Gallery::overview(ui::Ui& ui) {
  navigation(ui);
  const auto page = ui.page(
      "overview", {.title = "Pārskats", .subtitle = "Pašvaldības vadošā iestāde · Demo novads"});
  figures(ui);
  {
    const auto row = ui.row("charts", {ui::share(1.35F), ui::share(1)}, {.stacks = true});
    {
      const auto card = ui.card(
          "year", {.title = "Gada prognoze pārsniedz plānu par 1,6 %; pieaugums sākas aprīlī",
                   .note = "Demo novads · izmaksas, tūkst. € · 2026"});
      constexpr std::array<const char*, 12> kMonths{"jan", "feb", "mar", "apr", "mai", "jūn",
                                                    "jūl", "aug", "sep", "okt", "nov", "dec"};
      constexpr std::array<std::int64_t, 12> kPlan{1425, 1398, 1502, 1450, 1470, 1480,
                                                   1390, 1350, 1505, 1510, 1480, 1570};
      constexpr std::array<std::int64_t, 12> kActual{1435, 1402, 1498, 1521, 1560, 1601,
                                                     1412, 1390, 1531, 1540, 1508, 1602};
      std::array<std::string, 12> texts;
      std::array<std::string, 12> plans;
      std::array<std::string, 12> variances;
      std::array<ui::ChartColumn, 12> columns;
      for (std::size_t i = 0; i < 12; ++i) {
        const std::int64_t variance = kActual[i] - kPlan[i];
        texts[i] = std::to_string(kActual[i]);
        plans[i] = std::to_string(kPlan[i]);
        variances[i] = spaced(variance, true);
        columns[i] = {.label = kMonths[i],
                      .text = texts[i],
                      .amount = kActual[i],
                      .plan = kPlan[i],
                      .plan_text = plans[i],
                      .variance = variance,
                      .variance_text = variances[i],
                      .variance_tone = variance_tone(variance),
                      .forecast = i > 5};
      }
      ui.column_chart("chart", {.name = "Izmaksas pa mēnešiem, faktiski un plāns, tūkst. €",
                                .label_title = "Mēnesis",
                                .amount_title = "Faktiski vai prognoze",
                                .plan_title = "Plāns",
                                .variance_title = "Novirze",
                                .columns = columns});
      constexpr std::array<ui::LegendItem, 3> kLegend{
          {{ui::LegendItem::Shape::solid, "faktiski"},
           {ui::LegendItem::Shape::outline, "plāns"},
           {ui::LegendItem::Shape::hatched, "prognoze"}}};
      ui.legend("legend", kLegend);
    }
    {
      const auto card =
          ui.card("facts", {.title = "Puse novirzes ir apjoma pieaugums",
                            .note = "No plāna līdz faktiskajam, tūkst. € · janv.–jūn."});
      constexpr std::array<ui::Fact, 5> kFacts{{{"Plāns", "8 990"},
                                                {"Cena", "+104", "", Tone::adverse},
                                                {"Apjoms", "+126", "", Tone::adverse},
                                                {"Struktūra", "−38", "", Tone::favourable},
                                                {"Faktiski", "9 237"}}};
      ui.facts("facts", "No plāna līdz faktiskajam", kFacts);
    }
  }
  const auto card = ui.card("todo", {.title = "Šodien no tevis gaida", .padded = false});
  const auto list = ui.list("list", "Šodien no tevis gaida");
  const auto row = [&](const char* key, const char* tag, Tone tone, const char* title,
                       const char* note) {
    if (ui.list_row(
            key,
            {.tag = tag, .tag_tone = tone, .title = title, .note = note, .action = "Atvērt"})) {
      log.push_back(std::string("row ") + key);
    }
  };
  row("a", "Novirze", Tone::adverse, "Ielu apgaismojums: prognoze pārsniedz slieksni 10 %",
      "lēmums līdz 30. jūl.");
  row("b", "Pienākums", Tone::caution, "Faktiskās izmaksas par jūniju: 3 iestādes nav iesniegušas",
      "Sporta centrs, Bibliotēka, Pansionāts");
  row("c", "Konflikts", Tone::caution, "Aprūpe mājās · marts · 2231: divas atšķirīgas summas",
      "12 400,00 € un 12 940,00 €");
  row("d", "Apstiprināt", Tone::accent, "2027. gada plāna versija “ar indeksu 3,2 %”",
      "iesniedza pakalpojuma saimnieks");
}

void Gallery::entry(ui::Ui& ui) {
  navigation(ui);
  const auto page = ui.page("entry", {.title = "Jauns faktiskais ieraksts",
                                      .subtitle = "Sporta centrs · jūlijs 2026",
                                      .most_width = 640});
  {
    const auto card = ui.card("amount", {});
    const auto answer = ui.text_field("amount", {.label = "Summa",
                                                 .value = amount,
                                                 .unit = "€",
                                                 .kind = ui::FieldKind::amount,
                                                 .large = true});
    if (answer.changed) {
      amount = answer.value;
    }
  }
  {
    const auto card = ui.card("fields", {.padded = false});
    const auto list = ui.list("fields", "Ieraksta dati");
    const auto row = [&](const char* key, const char* title, const char* value, const char* note) {
      if (ui.list_row(key,
                      {.title = title, .value = value, .value_note = note, .action = "Mainīt"})) {
        log.push_back(std::string("change ") + key);
      }
    };
    row("service", "Pakalpojums", "Staru pirts", "kā iepriekš");
    row("code", "Izmaksu veids", "2321 Kurināmais", "EKK · meklēt pēc vārda");
    row("direct", "Tiešās / netiešās", "Tiešās", "");
    row("regular", "Regularitāte", "Vienreizējās", "");
    row("phase", "Posms", "Sniegšana vai lietošana", "kā iepriekš");
    row("date", "Datums", "23.07.2026.", "");
  }
  ui.text("note", "Saglabāts šajā ierīcē. Nosūtīs, kad būs tīkls.", Tone::muted,
          ui::TextStyle::caption);
  const auto bar = ui.bottom_bar("bar");
  if (ui.button("save",
                {.label = "Saglabāt un nākamais", .look = ButtonLook::primary, .wide = true})) {
    log.emplace_back("save");
  }
}

void Gallery::fields(ui::Ui& ui) {
  const auto card =
      ui.card("fields", {.title = "Lauki", .note = "Teksts, summa, meklēšana, izvēle"});
  {
    const auto row =
        ui.row("one", {ui::share(2), ui::share(1)}, {.vertical = ui::Align::start, .stacks = true});
    const auto text =
        ui.text_field("note", {.label = "Piezīme", .value = note_text, .hint = "Brīvs teksts"});
    if (text.changed) {
      note_text = text.value;
    }
    if (text.committed) {
      log.push_back("note " + text.value);
    }
    const auto sum =
        ui.text_field("sum", {.label = "Summa",
                              .value = amount,
                              .fault = amount.size() > 12 ? "Summa ir pārāk liela" : "",
                              .unit = "€",
                              .kind = ui::FieldKind::amount,
                              .required = true});
    if (sum.changed) {
      amount = sum.value;
    }
  }
  {
    const auto row = ui.row("two", {ui::share(1), ui::share(1), ui::share(1)},
                            {.vertical = ui::Align::start, .stacks = true});
    const auto found = ui.text_field("search", {.label = "Meklēt",
                                                .value = search,
                                                .placeholder = "Nosaukums vai kods",
                                                .kind = ui::FieldKind::search});
    if (found.changed) {
      search = found.value;
    }
    if (const auto chosen =
            ui.select("period", {.label = "Periods", .options = kPeriods, .selected = period})) {
      period = *chosen;
      log.push_back("period " + std::to_string(period));
    }
    constexpr std::array<ui::Option, 5> kCodes{{{"2222 Ūdens un kanalizācija", "EKK"},
                                                {"2223 Elektroenerģija", "EKK"},
                                                {"2224 Atkritumu savākšana", "EKK"},
                                                {"2243 Iekārtu uzturēšana", "EKK"},
                                                {"2321 Kurināmais", "EKK"}}};
    std::vector<ui::Option> matches;
    for (const ui::Option& option : kCodes) {
      if (query.empty() || option.text.find(query) != std::string_view::npos) {
        matches.push_back(option);
      }
    }
    const auto code =
        ui.search_select("code", {.label = "Izmaksu veids",
                                  .value = code_text,
                                  .query = query,
                                  .matches = matches,
                                  .match_count = static_cast<std::int64_t>(matches.size())});
    if (code.chosen) {
      code_text = matches[*code.chosen].text;
      log.push_back("code " + code_text);
    }
    if (code.query) {
      query = *code.query;
    }
  }
  const auto text = ui.text_field(
      "long",
      {.label = "Pamatojums", .value = long_text, .kind = ui::FieldKind::multiline, .lines = 3});
  if (text.changed) {
    long_text = text.value;
  }
  static_cast<void>(
      ui.text_field("off", {.label = "Bloķēts", .value = "Periods ir slēgts", .disabled = true}));
}

void Gallery::choices(ui::Ui& ui) {
  const auto card = ui.card("choices", {.title = "Izvēles un darbības"});
  {
    const auto flow = ui.flow("buttons");
    if (ui.button("primary", {.label = "Saglabāt", .look = ButtonLook::primary})) {
      log.emplace_back("primary");
    }
    if (ui.button("secondary", {.label = "Atsaukt"})) {
      log.emplace_back("secondary");
    }
    if (ui.button("quiet", {.label = "Dzēst melnrakstu…", .look = ButtonLook::quiet})) {
      dialog = true;
    }
    static_cast<void>(ui.button(
        "off", {.label = "Iesniegt", .disabled = true, .why_disabled = "Nav ko iesniegt"}));
    if (ui.chip("chip", "Gads: 2015", "Noņemt filtru")) {
      log.emplace_back("chip");
    }
    if (ui.link("link", "Kas ir attiecināmās izmaksas?")) {
      log.emplace_back("link");
    }
  }
  if (ui.checkbox("check", "Rādīt arī rindas bez novirzes", checked,
                  "Noklusēti tās ir paslēptas")) {
    checked = !checked;
  }
  constexpr std::array<ui::Option, 3> kSegments{{{"Mēnesis"}, {"Ceturksnis"}, {"Gads"}}};
  if (const auto at = ui.segmented("segments", "Griezums", kSegments, segment)) {
    segment = *at;
  }
  constexpr std::array<ui::Option, 3> kTabs{{{"Rindas"}, {"Vēsture"}, {"Pielikumi"}}};
  if (const auto at = ui.tabs("tabs", "Sadaļas", kTabs, tab)) {
    tab = *at;
  }
  ui.progress(
      "progress",
      {.label = "Importē", .detail = "8 120 no 20 217 rindām", .done = 8120, .total = 20217});
}

void Gallery::notices(ui::Ui& ui) {
  const auto answer = ui.notice(
      "offline", {.tone = ui::NoticeTone::caution,
                  .title = "Bezsaistē",
                  .text = "14 izmaiņas gaida kopš 12. jūlija; tās ir saglabātas šajā ierīcē.",
                  .action = "Mēģināt vēlreiz",
                  .secondary = "Eksportēt failu",
                  .dismissable = true});
  if (answer != ui::NoticeAnswer::none) {
    log.push_back("notice " + std::to_string(static_cast<int>(answer)));
  }
  static_cast<void>(ui.notice(
      "info", {.text = "Pieejama jauna versija. Tā tiks ielādēta, kad atvērsi lapu no jauna."}));
  static_cast<void>(
      ui.notice("fault", {.tone = ui::NoticeTone::fault,
                          .title = "Fails nav nolasāms",
                          .text = "Tas ir attēls, nevis tabula; nekas nav mainīts."}));
}

void Gallery::ask(ui::Ui& ui) {
  const auto box =
      ui.dialog("ask", {.title = "Dzēst melnrakstu?",
                        .text = "Melnrakstā ir 3 rindas. Žurnālā tās paliek redzamas."});
  const auto reason = ui.text_field("reason", {.label = "Iemesls", .value = note_text});
  if (reason.changed) {
    note_text = reason.value;
  }
  {
    const auto buttons = ui.dialog_buttons();
    if (ui.button("delete", {.label = "Dzēst", .look = ButtonLook::primary})) {
      log.emplace_back("delete");
      dialog = false;
    }
    if (ui.button("keep", {.label = "Paturēt"})) {
      dialog = false;
    }
  }
  if (ui.dismissed()) {
    log.emplace_back("dismissed");
    dialog = false;
  }
}

void Gallery::widgets(ui::Ui& ui) {
  navigation(ui);
  {
    const auto page =
        ui.page("widgets",
                {.title = "Elementi", .subtitle = "Viss, no kā būvē ekrānus", .back = "Atpakaļ"});
    notices(ui);
    fields(ui);
    choices(ui);
    const auto card = ui.card("empty", {.title = "Vēl nav nevienas rindas",
                                        .note = "Importē failu vai ieraksti pirmo rindu."});
  }
  if (dialog) {
    ask(ui);
  }
}

void Gallery::first_start(ui::Ui& ui) {
  const auto page = ui.plain_page(
      "start",
      {.title = "Saimnieks",
       .subtitle =
           "Pakalpojumu finanšu pārvaldība. Dati glabājas šajā ierīcē un strādā arī bez tīkla."});
  constexpr std::array<ui::Option, 2> kLanguages{{{"Latviešu"}, {"English"}}};
  static_cast<void>(ui.segmented("language", "Valoda", kLanguages, 0));
  const auto card = ui.card("choices", {.padded = false});
  const auto list = ui.list("choices", "Ar ko sākt");
  static_cast<void>(ui.list_row("demo", {.title = "Atvērt demonstrācijas novadu",
                                         .note = "Izdomāti dati, var brīvi mēģināt",
                                         .action = "Atvērt"}));
  static_cast<void>(ui.list_row("import", {.title = "Importēt failu",
                                           .note = "CSV no grāmatvedības vai budžeta sistēmas",
                                           .action = "Izvēlēties"}));
  static_cast<void>(ui.list_row("connect", {.title = "Pieslēgties iestādes serverim",
                                            .note = "Ar uzaicinājuma kodu",
                                            .action = "Pieslēgt"}));
}

}  // namespace saimnieks::tests
