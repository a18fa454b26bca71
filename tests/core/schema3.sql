-- A ledger as the program of schema 3 left it: a stated duty, and an attachment whose content it
-- did not keep. Written by that program; never to be edited.
BEGIN TRANSACTION;
CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO meta VALUES('device','01a21c1e-7455-7001-96b3-313a5914fa42');
INSERT INTO meta VALUES('ledger','01a21c1e-7455-7000-8695-c2dce260b7d0');
INSERT INTO meta VALUES('rows.schema','3');
INSERT INTO meta VALUES('user','Anna');
CREATE TABLE setting (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE device (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  last_n INTEGER NOT NULL,
  last_hash BLOB NOT NULL,
  last_hlc TEXT NOT NULL
) STRICT;
INSERT INTO device VALUES(1,X'01a21c1e7455700196b3313a5914fa42',9,X'06bd94146739765aac511fce2835128a2e5e3ecfab686147d26121d616f924a5','001a21c1e747f-0008');
CREATE TABLE op_log (
  seq INTEGER PRIMARY KEY,
  device INTEGER NOT NULL REFERENCES device (id),
  n INTEGER NOT NULL,
  count INTEGER NOT NULL CHECK (count > 0),
  tx INTEGER NOT NULL,
  tbl INTEGER NOT NULL,
  row BLOB,
  own INTEGER NOT NULL CHECK (own IN (0, 1)),
  wall INTEGER NOT NULL,
  feed_seq INTEGER,
  verdict INTEGER NOT NULL,
  text TEXT NOT NULL,
  hash BLOB NOT NULL
) STRICT;
INSERT INTO op_log VALUES(1,1,1,1,1,0,X'88d6b6b6c31f88dfa0de19c0c7429f3b',1,1795768087679,NULL,0,'{"base":null,"hlc":"001a21c1e747f-0000","op":["01a21c1e-7455-7001-96b3-313a5914fa42",1],"row":"88d6b6b6-c31f-88df-a0de-19c0c7429f3b","schema":3,"set":{"code":{"new":"DN"},"kind":{"new":"municipality"},"name":{"new":"Demonstrācijas novads"}},"table":"unit","tx":[1,9],"unit":null,"user":"Anna","wall":1795768087679}',X'85fd972581505e5c68c1dc2f3c3bccbb413b49e9d990d63fcb8c9bf0cd1455f4');
INSERT INTO op_log VALUES(2,1,2,1,1,0,X'daa4a851a05f8cf3b658696ebbb239c8',1,1795768087679,NULL,0,'{"base":null,"hlc":"001a21c1e747f-0001","op":["01a21c1e-7455-7001-96b3-313a5914fa42",2],"row":"daa4a851-a05f-8cf3-b658-696ebbb239c8","schema":3,"set":{"code":{"new":"01"},"kind":{"new":"institution"},"name":{"new":"Skola"},"parent":{"new":"88d6b6b6-c31f-88df-a0de-19c0c7429f3b"}},"table":"unit","tx":[1,9],"unit":null,"user":"Anna","wall":1795768087679}',X'8c945099d7a0e2db421373928c1d049ce75c3a5b83d6e57b608cbd0ed5e0a8cd');
INSERT INTO op_log VALUES(3,1,3,1,1,1,X'ed896e51793e84bbb69e66412ab6244c',1,1795768087679,NULL,0,'{"base":null,"hlc":"001a21c1e747f-0002","op":["01a21c1e-7455-7001-96b3-313a5914fa42",3],"row":"ed896e51-793e-84bb-b69e-66412ab6244c","schema":3,"set":{"code":{"new":"EDU"},"name":{"new":"Izglītība"},"unit":{"new":"daa4a851-a05f-8cf3-b658-696ebbb239c8"}},"table":"service","tx":[1,9],"unit":"daa4a851-a05f-8cf3-b658-696ebbb239c8","user":"Anna","wall":1795768087679}',X'babefb494632f898344a06bd896f930299286090dc14527708f10b29198bcfd8');
INSERT INTO op_log VALUES(4,1,4,1,1,8,X'01a21c1e747f700093ffb6d1ec7031f1',1,1795768087679,NULL,0,'{"base":null,"hlc":"001a21c1e747f-0003","op":["01a21c1e-7455-7001-96b3-313a5914fa42",4],"row":"01a21c1e-747f-7000-93ff-b6d1ec7031f1","schema":3,"set":{"holder":{"new":"Anna"},"role":{"new":"R3"},"unit":{"new":"88d6b6b6-c31f-88df-a0de-19c0c7429f3b"},"valid_from":{"new":20260101}},"table":"appointment","tx":[1,9],"unit":"88d6b6b6-c31f-88df-a0de-19c0c7429f3b","user":"Anna","wall":1795768087679}',X'71a48adfad8f4b0551238850208ae7bc17716d1ae2a2d60c14071f10520cc4c6');
INSERT INTO op_log VALUES(5,1,5,1,1,3,X'7f09eb5d02138fcea8a6eb6cd1e9c2aa',1,1795768087679,NULL,0,'{"base":null,"hlc":"001a21c1e747f-0004","op":["01a21c1e-7455-7001-96b3-313a5914fa42",5],"row":"7f09eb5d-0213-8fce-a8a6-eb6cd1e9c2aa","schema":3,"set":{"label":{"new":"2026"}},"table":"version","tx":[1,9],"unit":null,"user":"Anna","wall":1795768087679}',X'd1901923bccbfa7d7dfddb6e6000d3fbeb3868f556daa09c49f11831740fef87');
INSERT INTO op_log VALUES(6,1,6,1,1,4,X'01a21c1e747f7001867831f5ed1e41ac',1,1795768087679,NULL,0,'{"base":null,"hlc":"001a21c1e747f-0005","op":["01a21c1e-7455-7001-96b3-313a5914fa42",6],"row":"01a21c1e-747f-7001-8678-31f5ed1e41ac","schema":3,"set":{"amount_cents":{"new":10000},"catalogue":{"new":"2026-1"},"code":{"new":"5f4c9c52-f89d-8e33-bef2-bf9019fb2bae"},"kind":{"new":"plan"},"period":{"new":202601},"service":{"new":"ed896e51-793e-84bb-b69e-66412ab6244c"},"unit":{"new":"daa4a851-a05f-8cf3-b658-696ebbb239c8"},"version":{"new":"7f09eb5d-0213-8fce-a8a6-eb6cd1e9c2aa"}},"table":"line","tx":[1,9],"unit":"daa4a851-a05f-8cf3-b658-696ebbb239c8","user":"Anna","wall":1795768087679}',X'ddb59126f266f5698cff23f33496e74ae28ad57312bd3e4a06f306503482d204');
INSERT INTO op_log VALUES(7,1,7,1,1,4,X'01a21c1e747f7002a315f16cb2469f5b',1,1795768087679,NULL,0,'{"base":null,"hlc":"001a21c1e747f-0006","op":["01a21c1e-7455-7001-96b3-313a5914fa42",7],"row":"01a21c1e-747f-7002-a315-f16cb2469f5b","schema":3,"set":{"amount_cents":{"new":11500},"catalogue":{"new":"2026-1"},"code":{"new":"5f4c9c52-f89d-8e33-bef2-bf9019fb2bae"},"kind":{"new":"actual"},"period":{"new":202601},"service":{"new":"ed896e51-793e-84bb-b69e-66412ab6244c"},"unit":{"new":"daa4a851-a05f-8cf3-b658-696ebbb239c8"}},"table":"line","tx":[1,9],"unit":"daa4a851-a05f-8cf3-b658-696ebbb239c8","user":"Anna","wall":1795768087679}',X'857a3a655a0b49848f7e1ef64ce76a2595d38de444eab3a350418d85f652e964');
INSERT INTO op_log VALUES(8,1,8,1,1,20,X'01a21c1e747f7003b61c9103ef613426',1,1795768087679,NULL,0,'{"base":null,"hlc":"001a21c1e747f-0007","op":["01a21c1e-7455-7001-96b3-313a5914fa42",8],"row":"01a21c1e-747f-7003-b61c-9103ef613426","schema":3,"set":{"hash":{"new":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},"line":{"new":"01a21c1e-747f-7002-a315-f16cb2469f5b"},"media_type":{"new":"application/pdf"},"name":{"new":"bill.pdf"},"size":{"new":0}},"table":"attachment","tx":[1,9],"unit":null,"user":"Anna","wall":1795768087679}',X'987d6446ed4d9c5bcd8d2c91890587aa1b5f9a7db41fe0f42d2cc45f0e069573');
INSERT INTO op_log VALUES(9,1,9,1,1,22,X'f683063285668035889aa863ee6d10b0',1,1795768087679,NULL,0,'{"base":null,"hlc":"001a21c1e747f-0008","op":["01a21c1e-7455-7001-96b3-313a5914fa42",9],"row":"f6830632-8566-8035-889a-a863ee6d10b0","schema":3,"set":{"date":{"new":20260202},"done_by":{"new":"Anna"},"duty":{"new":"funding"},"evidence":{"new":"Protokols 4"},"period":{"new":202601},"role":{"new":"R3"},"unit":{"new":"88d6b6b6-c31f-88df-a0de-19c0c7429f3b"}},"table":"duty","tx":[1,9],"unit":"88d6b6b6-c31f-88df-a0de-19c0c7429f3b","user":"Anna","wall":1795768087679}',X'06bd94146739765aac511fce2835128a2e5e3ecfab686147d26121d616f924a5');
CREATE TABLE row_verdict (
  device INTEGER NOT NULL REFERENCES device (id),
  n INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  code TEXT NOT NULL,
  field TEXT NOT NULL,
  tray INTEGER NOT NULL CHECK (tray IN (0, 1)),
  PRIMARY KEY (device, n)
) STRICT, WITHOUT ROWID;
CREATE TABLE command (
  id INTEGER PRIMARY KEY,
  tx INTEGER NOT NULL,
  state INTEGER NOT NULL CHECK (state IN (0, 1, 2)),
  label TEXT NOT NULL,
  detail TEXT NOT NULL,
  wall INTEGER NOT NULL
) STRICT;
INSERT INTO command VALUES(1,1,0,'command.apply','9',1795768087679);
CREATE TABLE unit (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  parent INTEGER REFERENCES unit (id),
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  voided INTEGER NOT NULL CHECK (voided IN (0, 1)),
  present INTEGER NOT NULL CHECK (present IN (0, 1)),
  by_device INTEGER NOT NULL,
  by_n INTEGER NOT NULL
, kind INTEGER CHECK (kind BETWEEN 0 AND 4), valid_from INTEGER, valid_to INTEGER, successor INTEGER REFERENCES unit (id)) STRICT;
INSERT INTO unit VALUES(0,X'88d6b6b6c31f88dfa0de19c0c7429f3b',NULL,'DN','Demonstrācijas novads',0,1,1,1,2,NULL,NULL,NULL);
INSERT INTO unit VALUES(1,X'daa4a851a05f8cf3b658696ebbb239c8',0,'01','Skola',0,1,1,2,3,NULL,NULL,NULL);
CREATE TABLE service (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  voided INTEGER NOT NULL CHECK (voided IN (0, 1)),
  present INTEGER NOT NULL CHECK (present IN (0, 1)),
  by_device INTEGER NOT NULL,
  by_n INTEGER NOT NULL
, unit INTEGER REFERENCES unit (id), sector TEXT, register_id TEXT, life_situation TEXT) STRICT;
INSERT INTO service VALUES(0,X'ed896e51793e84bbb69e66412ab6244c','EDU','Izglītība',0,1,1,3,1,NULL,NULL,NULL);
CREATE TABLE code (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  scheme TEXT NOT NULL,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  voided INTEGER NOT NULL CHECK (voided IN (0, 1)),
  present INTEGER NOT NULL CHECK (present IN (0, 1)),
  by_device INTEGER NOT NULL,
  by_n INTEGER NOT NULL
) STRICT;
INSERT INTO code VALUES(0,X'736df4b6b19385218ffa2bda9c8c0343','EKK','1000','Atlīdzība',0,1,0,0);
INSERT INTO code VALUES(1,X'c53c768fe56d8029a15fe3531c89c2d6','EKK','1100','Atalgojums',0,1,0,0);
INSERT INTO code VALUES(2,X'b8d59d6405c48bcc986cc079a41b38bc','EKK','1200','Darba devēja valsts sociālās apdrošināšanas obligātās iemaksas, pabalsti un kompensācijas',0,1,0,0);
INSERT INTO code VALUES(3,X'c42a49c2423c80d6a9434dbbaae36276','EKK','2000','Preces un pakalpojumi',0,1,0,0);
INSERT INTO code VALUES(4,X'21d44201c6838fcd9f2e8faaf55111ec','EKK','2100','Mācību, darba un dienesta komandējumi, darba braucieni',0,1,0,0);
INSERT INTO code VALUES(5,X'5f4c9c52f89d8e33bef2bf9019fb2bae','EKK','2200','Pakalpojumi',0,1,0,0);
INSERT INTO code VALUES(6,X'7caf44bd2ee283378c0fed114eac356a','EKK','2300','Krājumi, materiāli, energoresursi, preces, biroja preces un inventārs, kurus neuzskaita kodā 5000',0,1,0,0);
INSERT INTO code VALUES(7,X'88808adea9488ce49151a7a9a8f3b367','EKK','2400','Izdevumi periodikas iegādei bibliotēku krājumiem',0,1,0,0);
INSERT INTO code VALUES(8,X'ea03b872f09c80ba802b24f3bbc4d521','EKK','2500','Budžeta iestāžu nodokļu, nodevu un sankciju maksājumi',0,1,0,0);
INSERT INTO code VALUES(9,X'e902637558f780d8b3b0beb6f06d0737','EKK','2800','Pakalpojumi, kurus budžeta iestādes apmaksā noteikto funkciju ietvaros, kas nav iestādes administratīvie izdevumi',0,1,0,0);
INSERT INTO code VALUES(10,X'0e305d2a425a8579ba0fa912969efe3e','EKK','3000','Subsīdijas un dotācijas',0,1,0,0);
INSERT INTO code VALUES(11,X'9282ba2209e584afa0dbbc7c29866946','EKK','4000','Procentu izdevumi',0,1,0,0);
INSERT INTO code VALUES(12,X'e99d6cc01bd68151851f5214aae73c83','EKK','5000','Pamatkapitāla veidošana',0,1,0,0);
INSERT INTO code VALUES(13,X'4afb554cad0c8fce8f4fdf737a5dfb15','EKK','5100','Nemateriālie ieguldījumi',0,1,0,0);
INSERT INTO code VALUES(14,X'47bf013c92c284a18e8d2d22b8c719dd','EKK','5200','Pamatlīdzekļi, ieguldījuma īpašumi un bioloģiskie aktīvi',0,1,0,0);
INSERT INTO code VALUES(15,X'1639f5d701a080e58e2b7b9507eb3177','EKK','6000','Sociāla rakstura maksājumi un kompensācijas',0,1,0,0);
INSERT INTO code VALUES(16,X'49450bad731888cab251cf13bad614f7','EKK','7000','Transferti, uzturēšanas izdevumu transferti, pašu resursu maksājumi, starptautiskā sadarbība',0,1,0,0);
INSERT INTO code VALUES(17,X'5755da7736a286fd9c33daaebc44ebba','EKK','8000','Dažādi izdevumi, kas veidojas pēc uzkrāšanas principa',0,1,0,0);
INSERT INTO code VALUES(18,X'795faf851a2483cca6b3d7e03558e38d','EKK','9000','Kapitālo izdevumu transferti',0,1,0,0);
CREATE TABLE version (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  label TEXT NOT NULL,
  status INTEGER NOT NULL CHECK (status BETWEEN 0 AND 3),
  voided INTEGER NOT NULL CHECK (voided IN (0, 1)),
  present INTEGER NOT NULL CHECK (present IN (0, 1)),
  by_device INTEGER NOT NULL,
  by_n INTEGER NOT NULL
, decision_number TEXT, decision_date INTEGER, submitted_by TEXT, approved_by TEXT) STRICT;
INSERT INTO version VALUES(0,X'7f09eb5d02138fcea8a6eb6cd1e9c2aa','2026',0,0,1,1,5,NULL,NULL,NULL,NULL);
CREATE TABLE field_clock (
  tbl INTEGER NOT NULL,
  row BLOB NOT NULL,
  field TEXT NOT NULL,
  hlc TEXT NOT NULL,
  PRIMARY KEY (tbl, row, field)
) STRICT, WITHOUT ROWID;
INSERT INTO field_clock VALUES(0,X'88d6b6b6c31f88dfa0de19c0c7429f3b','name','001a21c1e747f-0000');
INSERT INTO field_clock VALUES(0,X'daa4a851a05f8cf3b658696ebbb239c8','name','001a21c1e747f-0001');
INSERT INTO field_clock VALUES(1,X'ed896e51793e84bbb69e66412ab6244c','name','001a21c1e747f-0002');
INSERT INTO field_clock VALUES(20,X'01a21c1e747f7003b61c9103ef613426','name','001a21c1e747f-0007');
CREATE TABLE confirmed_row (
  tbl INTEGER NOT NULL,
  row BLOB NOT NULL,
  state TEXT NOT NULL,
  PRIMARY KEY (tbl, row)
) STRICT, WITHOUT ROWID;
CREATE TABLE resource (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  parent INTEGER REFERENCES resource (id),
  unit INTEGER REFERENCES unit (id),
  register_id TEXT,
  voided INTEGER NOT NULL CHECK (voided IN (0, 1)),
  present INTEGER NOT NULL CHECK (present IN (0, 1)),
  by_device INTEGER NOT NULL,
  by_n INTEGER NOT NULL
) STRICT;
CREATE TABLE policy (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  kind INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 1),
  unit INTEGER REFERENCES unit (id),
  valid_from INTEGER,
  valid_to INTEGER,
  voided INTEGER NOT NULL CHECK (voided IN (0, 1)),
  present INTEGER NOT NULL CHECK (present IN (0, 1)),
  by_device INTEGER NOT NULL,
  by_n INTEGER NOT NULL
) STRICT;
CREATE TABLE source (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT,
  voided INTEGER NOT NULL CHECK (voided IN (0, 1)),
  present INTEGER NOT NULL CHECK (present IN (0, 1)),
  by_device INTEGER NOT NULL,
  by_n INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS "line" (
  rid INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL,
  kind INTEGER NOT NULL,
  unit INTEGER,
  service INTEGER,
  code INTEGER,
  version INTEGER,
  period INTEGER NOT NULL,
  cents INTEGER NOT NULL,
  note TEXT,
  voided INTEGER NOT NULL,
  present INTEGER NOT NULL,
  by_device INTEGER NOT NULL,
  by_n INTEGER NOT NULL,
  resource INTEGER,
  policy INTEGER,
  function INTEGER,
  source INTEGER,
  basis INTEGER NOT NULL,
  nature INTEGER NOT NULL,
  phase INTEGER,
  regular INTEGER,
  task TEXT,
  condition TEXT,
  channel TEXT,
  measure TEXT,
  document TEXT,
  catalogue TEXT,
  departure_reason TEXT,
  justification TEXT,
  role INTEGER,
  vat INTEGER,
  vat_cents INTEGER,
  quantity INTEGER,
  unit_price_cents INTEGER,
  date INTEGER,
  corrects BLOB,
  schedule BLOB,
  counterparty INTEGER
) STRICT;
INSERT INTO line VALUES(1,X'01a21c1e747f7001867831f5ed1e41ac',0,1,0,5,0,202601,10000,NULL,0,1,1,6,NULL,NULL,NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'2026-1',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO line VALUES(2,X'01a21c1e747f7002a315f16cb2469f5b',1,1,0,5,NULL,202601,11500,NULL,0,1,1,7,NULL,NULL,NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'2026-1',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE appointment (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  role INTEGER NOT NULL CHECK (role BETWEEN 0 AND 11),
  also_role INTEGER CHECK (also_role BETWEEN 0 AND 11),
  holder TEXT NOT NULL,
  unit INTEGER REFERENCES unit (id),
  service INTEGER REFERENCES service (id),
  resource INTEGER REFERENCES resource (id),
  valid_from INTEGER NOT NULL,
  valid_to INTEGER,
  note TEXT,
  voided INTEGER NOT NULL CHECK (voided IN (0, 1)),
  present INTEGER NOT NULL CHECK (present IN (0, 1)),
  by_device INTEGER NOT NULL,
  by_n INTEGER NOT NULL
) STRICT;
INSERT INTO appointment VALUES(1,X'01a21c1e747f700093ffb6d1ec7031f1',2,NULL,'Anna',0,NULL,NULL,20260101,NULL,NULL,0,1,1,4);
CREATE TABLE usage (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  from_resource INTEGER NOT NULL REFERENCES resource (id),
  to_service INTEGER REFERENCES service (id),
  to_resource INTEGER REFERENCES resource (id),
  driver INTEGER NOT NULL CHECK (driver BETWEEN 0 AND 6),
  weight INTEGER,
  valid_from INTEGER NOT NULL,
  valid_to INTEGER,
  note TEXT,
  voided INTEGER NOT NULL CHECK (voided IN (0, 1)),
  present INTEGER NOT NULL CHECK (present IN (0, 1)),
  by_device INTEGER NOT NULL,
  by_n INTEGER NOT NULL
) STRICT;
CREATE TABLE schedule (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  name TEXT NOT NULL,
  amount_cents INTEGER NOT NULL,
  first_period INTEGER NOT NULL,
  last_period INTEGER,
  every_months INTEGER NOT NULL,
  index_ppm INTEGER,
  index_from INTEGER,
  method INTEGER NOT NULL CHECK (method BETWEEN 0 AND 1),
  residual_cents INTEGER,
  basis INTEGER NOT NULL CHECK (basis BETWEEN 0 AND 1),
  unit INTEGER NOT NULL REFERENCES unit (id),
  service INTEGER REFERENCES service (id),
  resource INTEGER REFERENCES resource (id),
  policy INTEGER REFERENCES policy (id),
  task TEXT,
  code INTEGER REFERENCES code (id),
  function INTEGER REFERENCES code (id),
  source INTEGER REFERENCES source (id),
  version INTEGER REFERENCES version (id),
  channel TEXT,
  phase INTEGER CHECK (phase BETWEEN 0 AND 8),
  note TEXT,
  voided INTEGER NOT NULL CHECK (voided IN (0, 1)),
  present INTEGER NOT NULL CHECK (present IN (0, 1)),
  by_device INTEGER NOT NULL,
  by_n INTEGER NOT NULL
) STRICT;
CREATE TABLE appropriation (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  unit INTEGER NOT NULL REFERENCES unit (id),
  source INTEGER NOT NULL REFERENCES source (id),
  code INTEGER REFERENCES code (id),
  function INTEGER REFERENCES code (id),
  period INTEGER NOT NULL,
  amount_cents INTEGER NOT NULL,
  decision_number TEXT,
  decision_date INTEGER,
  note TEXT,
  voided INTEGER NOT NULL CHECK (voided IN (0, 1)),
  present INTEGER NOT NULL CHECK (present IN (0, 1)),
  by_device INTEGER NOT NULL,
  by_n INTEGER NOT NULL
) STRICT;
CREATE TABLE amendment (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  appropriation BLOB NOT NULL,
  to_appropriation BLOB,
  amount_cents INTEGER NOT NULL,
  decision_number TEXT NOT NULL,
  decision_date INTEGER NOT NULL,
  note TEXT,
  voided INTEGER NOT NULL CHECK (voided IN (0, 1)),
  present INTEGER NOT NULL CHECK (present IN (0, 1)),
  by_device INTEGER NOT NULL,
  by_n INTEGER NOT NULL
) STRICT;
CREATE TABLE need (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  unit INTEGER NOT NULL REFERENCES unit (id),
  service INTEGER REFERENCES service (id),
  resource INTEGER REFERENCES resource (id),
  policy INTEGER REFERENCES policy (id),
  code INTEGER REFERENCES code (id),
  version INTEGER REFERENCES version (id),
  period INTEGER NOT NULL,
  amount_cents INTEGER NOT NULL,
  justification TEXT NOT NULL,
  priority INTEGER NOT NULL,
  state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3),
  granted_cents INTEGER,
  decision_number TEXT,
  decision_date INTEGER,
  reason TEXT,
  voided INTEGER NOT NULL CHECK (voided IN (0, 1)),
  present INTEGER NOT NULL CHECK (present IN (0, 1)),
  by_device INTEGER NOT NULL,
  by_n INTEGER NOT NULL
) STRICT;
CREATE TABLE commitment (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  unit INTEGER NOT NULL REFERENCES unit (id),
  service INTEGER REFERENCES service (id),
  resource INTEGER REFERENCES resource (id),
  policy INTEGER REFERENCES policy (id),
  code INTEGER REFERENCES code (id),
  source INTEGER REFERENCES source (id),
  period INTEGER NOT NULL,
  amount_cents INTEGER NOT NULL,
  document TEXT,
  partner TEXT,
  date INTEGER,
  note TEXT,
  voided INTEGER NOT NULL CHECK (voided IN (0, 1)),
  present INTEGER NOT NULL CHECK (present IN (0, 1)),
  by_device INTEGER NOT NULL,
  by_n INTEGER NOT NULL
) STRICT;
CREATE TABLE volume (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  unit INTEGER REFERENCES unit (id),
  service INTEGER NOT NULL REFERENCES service (id),
  kind INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 8),
  measure TEXT,
  period INTEGER NOT NULL,
  quantity INTEGER NOT NULL,
  version INTEGER REFERENCES version (id),
  channel TEXT,
  note TEXT,
  voided INTEGER NOT NULL CHECK (voided IN (0, 1)),
  present INTEGER NOT NULL CHECK (present IN (0, 1)),
  by_device INTEGER NOT NULL,
  by_n INTEGER NOT NULL
) STRICT;
CREATE TABLE benefit (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  unit INTEGER REFERENCES unit (id),
  service INTEGER REFERENCES service (id),
  resource INTEGER REFERENCES resource (id),
  policy INTEGER REFERENCES policy (id),
  period INTEGER NOT NULL,
  amount_cents INTEGER NOT NULL,
  version INTEGER REFERENCES version (id),
  method TEXT,
  note TEXT,
  voided INTEGER NOT NULL CHECK (voided IN (0, 1)),
  present INTEGER NOT NULL CHECK (present IN (0, 1)),
  by_device INTEGER NOT NULL,
  by_n INTEGER NOT NULL
) STRICT;
CREATE TABLE outcome (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  unit INTEGER REFERENCES unit (id),
  service INTEGER REFERENCES service (id),
  resource INTEGER REFERENCES resource (id),
  policy INTEGER REFERENCES policy (id),
  indicator TEXT NOT NULL,
  measure TEXT,
  period INTEGER NOT NULL,
  planned INTEGER,
  reached INTEGER,
  note TEXT,
  voided INTEGER NOT NULL CHECK (voided IN (0, 1)),
  present INTEGER NOT NULL CHECK (present IN (0, 1)),
  by_device INTEGER NOT NULL,
  by_n INTEGER NOT NULL
) STRICT;
CREATE TABLE conformity (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  service INTEGER NOT NULL REFERENCES service (id),
  condition TEXT NOT NULL,
  state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3),
  evidence TEXT,
  date INTEGER,
  voided INTEGER NOT NULL CHECK (voided IN (0, 1)),
  present INTEGER NOT NULL CHECK (present IN (0, 1)),
  by_device INTEGER NOT NULL,
  by_n INTEGER NOT NULL
) STRICT;
CREATE TABLE closing (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  unit INTEGER NOT NULL REFERENCES unit (id),
  period INTEGER NOT NULL,
  state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 1),
  closed_by TEXT,
  reason TEXT,
  voided INTEGER NOT NULL CHECK (voided IN (0, 1)),
  present INTEGER NOT NULL CHECK (present IN (0, 1)),
  by_device INTEGER NOT NULL,
  by_n INTEGER NOT NULL
) STRICT;
CREATE TABLE attachment (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  hash TEXT NOT NULL,
  name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  size INTEGER NOT NULL,
  line BLOB,
  note TEXT,
  voided INTEGER NOT NULL CHECK (voided IN (0, 1)),
  present INTEGER NOT NULL CHECK (present IN (0, 1)),
  by_device INTEGER NOT NULL,
  by_n INTEGER NOT NULL
) STRICT;
INSERT INTO attachment VALUES(1,X'01a21c1e747f7003b61c9103ef613426','e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855','bill.pdf','application/pdf',0,X'01a21c1e747f7002a315f16cb2469f5b',NULL,0,1,1,8);
CREATE TABLE exception (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  command TEXT NOT NULL,
  reason TEXT NOT NULL,
  subject TEXT,
  voided INTEGER NOT NULL CHECK (voided IN (0, 1)),
  present INTEGER NOT NULL CHECK (present IN (0, 1)),
  by_device INTEGER NOT NULL,
  by_n INTEGER NOT NULL
) STRICT;
CREATE TABLE duty (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  role INTEGER NOT NULL CHECK (role BETWEEN 0 AND 11),
  duty INTEGER NOT NULL CHECK (duty BETWEEN 0 AND 2),
  unit INTEGER REFERENCES unit (id),
  service INTEGER REFERENCES service (id),
  resource INTEGER REFERENCES resource (id),
  period INTEGER NOT NULL,
  evidence TEXT NOT NULL,
  date INTEGER NOT NULL,
  done_by TEXT NOT NULL,
  voided INTEGER NOT NULL CHECK (voided IN (0, 1)),
  present INTEGER NOT NULL CHECK (present IN (0, 1)),
  by_device INTEGER NOT NULL,
  by_n INTEGER NOT NULL
) STRICT;
INSERT INTO duty VALUES(1,X'f683063285668035889aa863ee6d10b0',2,0,0,NULL,NULL,202601,'Protokols 4',20260202,'Anna',0,1,1,9);
CREATE UNIQUE INDEX op_log_id ON op_log (device, n);
CREATE INDEX op_log_row ON op_log (row) WHERE row IS NOT NULL;
CREATE INDEX op_log_waiting ON op_log (n, count, tbl, wall) WHERE own = 1 AND verdict = 0;
CREATE INDEX op_log_unsettled_block ON op_log (n)
  WHERE own = 1 AND feed_seq IS NULL AND row IS NULL;
CREATE UNIQUE INDEX op_log_feed ON op_log (feed_seq) WHERE feed_seq IS NOT NULL;
CREATE INDEX row_verdict_tray ON row_verdict (device, n, kind) WHERE tray = 1;
CREATE INDEX command_done ON command (id) WHERE state = 0;
CREATE INDEX command_undone ON command (id) WHERE state = 1;
CREATE UNIQUE INDEX line_uuid ON line (uuid);
CREATE INDEX amendment_appropriation ON amendment (appropriation) WHERE appropriation IS NOT NULL;
CREATE INDEX amendment_to_appropriation ON amendment (to_appropriation)
  WHERE to_appropriation IS NOT NULL;
CREATE INDEX appointment_resource ON appointment (resource) WHERE resource IS NOT NULL;
CREATE INDEX appointment_service ON appointment (service) WHERE service IS NOT NULL;
CREATE INDEX appointment_unit ON appointment (unit) WHERE unit IS NOT NULL;
CREATE INDEX appropriation_unit ON appropriation (unit) WHERE unit IS NOT NULL;
CREATE INDEX attachment_line ON attachment (line) WHERE line IS NOT NULL;
CREATE INDEX benefit_resource ON benefit (resource) WHERE resource IS NOT NULL;
CREATE INDEX benefit_service ON benefit (service) WHERE service IS NOT NULL;
CREATE INDEX benefit_unit ON benefit (unit) WHERE unit IS NOT NULL;
CREATE INDEX closing_unit ON closing (unit) WHERE unit IS NOT NULL;
CREATE INDEX commitment_resource ON commitment (resource) WHERE resource IS NOT NULL;
CREATE INDEX commitment_service ON commitment (service) WHERE service IS NOT NULL;
CREATE INDEX commitment_unit ON commitment (unit) WHERE unit IS NOT NULL;
CREATE INDEX conformity_service ON conformity (service) WHERE service IS NOT NULL;
CREATE INDEX line_corrects ON line (corrects) WHERE corrects IS NOT NULL;
CREATE INDEX line_schedule ON line (schedule) WHERE schedule IS NOT NULL;
CREATE INDEX need_resource ON need (resource) WHERE resource IS NOT NULL;
CREATE INDEX need_service ON need (service) WHERE service IS NOT NULL;
CREATE INDEX need_unit ON need (unit) WHERE unit IS NOT NULL;
CREATE INDEX outcome_resource ON outcome (resource) WHERE resource IS NOT NULL;
CREATE INDEX outcome_service ON outcome (service) WHERE service IS NOT NULL;
CREATE INDEX outcome_unit ON outcome (unit) WHERE unit IS NOT NULL;
CREATE INDEX schedule_resource ON schedule (resource) WHERE resource IS NOT NULL;
CREATE INDEX schedule_service ON schedule (service) WHERE service IS NOT NULL;
CREATE INDEX schedule_unit ON schedule (unit) WHERE unit IS NOT NULL;
CREATE INDEX usage_from_resource ON usage (from_resource) WHERE from_resource IS NOT NULL;
CREATE INDEX usage_to_resource ON usage (to_resource) WHERE to_resource IS NOT NULL;
CREATE INDEX usage_to_service ON usage (to_service) WHERE to_service IS NOT NULL;
CREATE INDEX volume_service ON volume (service) WHERE service IS NOT NULL;
CREATE INDEX volume_unit ON volume (unit) WHERE unit IS NOT NULL;
CREATE INDEX duty_period ON duty (period);
CREATE INDEX duty_resource ON duty (resource) WHERE resource IS NOT NULL;
CREATE INDEX duty_service ON duty (service) WHERE service IS NOT NULL;
CREATE INDEX duty_unit ON duty (unit) WHERE unit IS NOT NULL;
COMMIT;
