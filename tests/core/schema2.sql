-- A ledger as the program of schema 2 left it: appointments, a submitted plan, a decided need, a
-- closing with its exception, and an attachment. Written by that program; never to be edited.
BEGIN TRANSACTION;
CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO meta VALUES('device','01a21b32-9c64-7001-82e5-6f3851da5b63');
INSERT INTO meta VALUES('ledger','01a21b32-9c64-7000-8cd7-2e94ed1e6dfe');
INSERT INTO meta VALUES('rows.schema','2');
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
INSERT INTO device VALUES(1,X'01a21b329c64700182e56f3851da5b63',15,X'c9a4e795da67117c9f77c598c59197690ffb40d13fcf22044ab896cf7e999ff3','001a21b329d98-0000');
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
INSERT INTO op_log VALUES(1,1,1,1,1,0,X'ae0e7f95c70881a3965bb67bf664c379',1,1795752631690,NULL,0,'{"base":null,"hlc":"001a21b329d8a-0000","op":["01a21b32-9c64-7001-82e5-6f3851da5b63",1],"row":"ae0e7f95-c708-81a3-965b-b67bf664c379","schema":2,"set":{"code":{"new":"DN"},"kind":{"new":"municipality"},"name":{"new":"Demo novads"}},"table":"unit","tx":[1,15],"unit":null,"user":"Anna","wall":1795752631690}',X'005dc9f4736d7bffd48fd1c336bc6ad51f6c8bc1f26c7fd279c74332da213fbe');
INSERT INTO op_log VALUES(2,1,2,1,1,0,X'3930a05ff8e78330bae8f45246014b74',1,1795752631690,NULL,0,'{"base":null,"hlc":"001a21b329d8a-0001","op":["01a21b32-9c64-7001-82e5-6f3851da5b63",2],"row":"3930a05f-f8e7-8330-bae8-f45246014b74","schema":2,"set":{"code":{"new":"01"},"kind":{"new":"institution"},"name":{"new":"Skola"},"parent":{"new":"ae0e7f95-c708-81a3-965b-b67bf664c379"}},"table":"unit","tx":[1,15],"unit":null,"user":"Anna","wall":1795752631690}',X'f801658001cd30a9e3cdc36b6416b9a15a84a3aeb08cd037fcd8a1c963c693ae');
INSERT INTO op_log VALUES(3,1,3,1,1,1,X'ce4e5e14a2dd86fb9ed709c2bb6a018e',1,1795752631691,NULL,0,'{"base":null,"hlc":"001a21b329d8b-0000","op":["01a21b32-9c64-7001-82e5-6f3851da5b63",3],"row":"ce4e5e14-a2dd-86fb-9ed7-09c2bb6a018e","schema":2,"set":{"code":{"new":"P1"},"name":{"new":"Pirts"},"unit":{"new":"3930a05f-f8e7-8330-bae8-f45246014b74"}},"table":"service","tx":[1,15],"unit":"3930a05f-f8e7-8330-bae8-f45246014b74","user":"Anna","wall":1795752631691}',X'fe2f4c02440e13980527f644834172194f10dc463335d2dcb1e6c374b90bceaa');
INSERT INTO op_log VALUES(4,1,4,1,1,3,X'e5957c2614ac838ea35051144afba2e3',1,1795752631691,NULL,0,'{"base":null,"hlc":"001a21b329d8b-0001","op":["01a21b32-9c64-7001-82e5-6f3851da5b63",4],"row":"e5957c26-14ac-838e-a350-51144afba2e3","schema":2,"set":{"label":{"new":"2027"}},"table":"version","tx":[1,15],"unit":null,"user":"Anna","wall":1795752631691}',X'f8be854fed6c99f34a6f9a7b48762933f95ce5e49b6fc4b5c182daf3ca189aab');
INSERT INTO op_log VALUES(5,1,5,1,1,4,X'01a21b329d8b7000ae7fa77eee4670ad',1,1795752631691,NULL,0,'{"base":null,"hlc":"001a21b329d8b-0002","op":["01a21b32-9c64-7001-82e5-6f3851da5b63",5],"row":"01a21b32-9d8b-7000-ae7f-a77eee4670ad","schema":2,"set":{"amount_cents":{"new":900},"catalogue":{"new":"2026-1"},"code":{"new":"5f4c9c52-f89d-8e33-bef2-bf9019fb2bae"},"kind":{"new":"plan"},"period":{"new":202601},"service":{"new":"ce4e5e14-a2dd-86fb-9ed7-09c2bb6a018e"},"unit":{"new":"3930a05f-f8e7-8330-bae8-f45246014b74"},"version":{"new":"e5957c26-14ac-838e-a350-51144afba2e3"}},"table":"line","tx":[1,15],"unit":"3930a05f-f8e7-8330-bae8-f45246014b74","user":"Anna","wall":1795752631691}',X'86edb14b46c83491825096bb3252a1a6e7de4fcafcd923a9bdd2dcae7e131da2');
INSERT INTO op_log VALUES(6,1,6,1,1,3,X'e5957c2614ac838ea35051144afba2e3',1,1795752631691,NULL,0,'{"base":["01a21b32-9c64-7001-82e5-6f3851da5b63",4],"hlc":"001a21b329d8b-0003","op":["01a21b32-9c64-7001-82e5-6f3851da5b63",6],"row":"e5957c26-14ac-838e-a350-51144afba2e3","schema":2,"set":{"status":{"new":"submitted","old":"draft"},"submitted_by":{"new":"Anna","old":null}},"table":"version","tx":[1,15],"unit":null,"user":"Anna","wall":1795752631691}',X'85719c32f46e21065a244e9a1cd6954edf9ac2d0ed2949789df9b3c7897d44d9');
INSERT INTO op_log VALUES(7,1,7,1,1,8,X'01a21b329d8c7000be1d90272d1477ef',1,1795752631692,NULL,0,'{"base":null,"hlc":"001a21b329d8c-0000","op":["01a21b32-9c64-7001-82e5-6f3851da5b63",7],"row":"01a21b32-9d8c-7000-be1d-90272d1477ef","schema":2,"set":{"holder":{"new":"Anna"},"role":{"new":"R3"},"unit":{"new":"ae0e7f95-c708-81a3-965b-b67bf664c379"},"valid_from":{"new":20240101}},"table":"appointment","tx":[1,15],"unit":"ae0e7f95-c708-81a3-965b-b67bf664c379","user":"Anna","wall":1795752631692}',X'1ef3602878da5c1a9fea06485708f18a592a5ce9bfa8954a216f87bd8a05643c');
INSERT INTO op_log VALUES(8,1,8,1,1,8,X'01a21b329d8c7001becc731de31abe08',1,1795752631696,NULL,0,'{"base":null,"hlc":"001a21b329d90-0000","op":["01a21b32-9c64-7001-82e5-6f3851da5b63",8],"row":"01a21b32-9d8c-7001-becc-731de31abe08","schema":2,"set":{"also_role":{"new":"R6"},"holder":{"new":"Vadītājs"},"role":{"new":"R4"},"unit":{"new":"3930a05f-f8e7-8330-bae8-f45246014b74"},"valid_from":{"new":20240101}},"table":"appointment","tx":[1,15],"unit":"3930a05f-f8e7-8330-bae8-f45246014b74","user":"Anna","wall":1795752631696}',X'fed9d261ecb399441652e69e81debef5d60eb0fd035f4081f9e2f72fc8f57336');
INSERT INTO op_log VALUES(9,1,9,1,1,4,X'01a21b329d917000996cad2c8e955c87',1,1795752631697,NULL,0,'{"base":null,"hlc":"001a21b329d91-0000","op":["01a21b32-9c64-7001-82e5-6f3851da5b63",9],"row":"01a21b32-9d91-7000-996c-ad2c8e955c87","schema":2,"set":{"amount_cents":{"new":1250},"catalogue":{"new":"2026-1"},"code":{"new":"5f4c9c52-f89d-8e33-bef2-bf9019fb2bae"},"date":{"new":20260304},"kind":{"new":"actual"},"period":{"new":202603},"regular":{"new":"regular"},"task":{"new":"PU3-4"},"unit":{"new":"3930a05f-f8e7-8330-bae8-f45246014b74"}},"table":"line","tx":[1,15],"unit":"3930a05f-f8e7-8330-bae8-f45246014b74","user":"Anna","wall":1795752631697}',X'5dcd1815175d638f6254390ccf63293f30a2a0c9185d86eafc3b09a96e6cb878');
INSERT INTO op_log VALUES(10,1,10,1,1,4,X'01a21b329d917000996cad2c8e955c87',1,1795752631698,NULL,0,'{"base":["01a21b32-9c64-7001-82e5-6f3851da5b63",9],"hlc":"001a21b329d92-0000","op":["01a21b32-9c64-7001-82e5-6f3851da5b63",10],"row":"01a21b32-9d91-7000-996c-ad2c8e955c87","schema":2,"set":{"amount_cents":{"new":1300,"old":1250},"note":{"new":"Labots","old":null}},"table":"line","tx":[1,15],"unit":"3930a05f-f8e7-8330-bae8-f45246014b74","user":"Anna","wall":1795752631698}',X'b666aa5e3ffa692d0064db8b74dc52279af1174fa2ee9d785e2d2656a14ba5b0');
INSERT INTO op_log VALUES(11,1,11,1,1,13,X'01a21b329d92700083866d43477240b6',1,1795752631698,NULL,0,'{"base":null,"hlc":"001a21b329d92-0001","op":["01a21b32-9c64-7001-82e5-6f3851da5b63",11],"row":"01a21b32-9d92-7000-8386-6d43477240b6","schema":2,"set":{"amount_cents":{"new":70000},"justification":{"new":"Jumts tek"},"period":{"new":202600},"priority":{"new":1},"unit":{"new":"3930a05f-f8e7-8330-bae8-f45246014b74"}},"table":"need","tx":[1,15],"unit":"3930a05f-f8e7-8330-bae8-f45246014b74","user":"Anna","wall":1795752631698}',X'106756b3a294d9bc82c3a69730703abba06a548a2e30ac599b0de3c4446f372c');
INSERT INTO op_log VALUES(12,1,12,1,1,13,X'01a21b329d92700083866d43477240b6',1,1795752631699,NULL,0,'{"base":["01a21b32-9c64-7001-82e5-6f3851da5b63",11],"hlc":"001a21b329d93-0000","op":["01a21b32-9c64-7001-82e5-6f3851da5b63",12],"row":"01a21b32-9d92-7000-8386-6d43477240b6","schema":2,"set":{"granted_cents":{"new":50000,"old":null},"reason":{"new":"Puse var gaidīt","old":null},"state":{"new":"cut","old":"stated"}},"table":"need","tx":[1,15],"unit":"3930a05f-f8e7-8330-bae8-f45246014b74","user":"Anna","wall":1795752631699}',X'b140d7c75fd00de9009992d9420e146af7526e986d03ba8c7cbbbc3cc09135f4');
INSERT INTO op_log VALUES(13,1,13,1,1,20,X'01a21b329d9370008c9e93af49037f59',1,1795752631699,NULL,0,'{"base":null,"hlc":"001a21b329d93-0001","op":["01a21b32-9c64-7001-82e5-6f3851da5b63",13],"row":"01a21b32-9d93-7000-8c9e-93af49037f59","schema":2,"set":{"hash":{"new":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},"line":{"new":"01a21b32-9d91-7000-996c-ad2c8e955c87"},"media_type":{"new":"application/pdf"},"name":{"new":"rekins.pdf"},"size":{"new":0}},"table":"attachment","tx":[1,15],"unit":null,"user":"Anna","wall":1795752631699}',X'2fdcb94ef93930ee7126e53a7ac91aab9c5c8a78fb978f143d4c07e5b68bfbf6');
INSERT INTO op_log VALUES(14,1,14,1,1,21,X'01a21b329d9370018f11ab53205bb749',1,1795752631700,NULL,0,'{"base":null,"hlc":"001a21b329d94-0000","op":["01a21b32-9c64-7001-82e5-6f3851da5b63",14],"row":"01a21b32-9d93-7001-8f11-ab53205bb749","schema":2,"set":{"command":{"new":"command.add_closing"},"reason":{"new":"Viens darbinieks"},"subject":{"new":"bc937ed4-6438-8308-a3a0-075c844f1b87"}},"table":"exception","tx":[1,15],"unit":null,"user":"Anna","wall":1795752631700}',X'e0b7ae4f69b9da88f80e256913b54e881c733a73ed292b837815689918f175fa');
INSERT INTO op_log VALUES(15,1,15,1,1,19,X'bc937ed464388308a3a0075c844f1b87',1,1795752631704,NULL,0,'{"base":null,"hlc":"001a21b329d98-0000","op":["01a21b32-9c64-7001-82e5-6f3851da5b63",15],"row":"bc937ed4-6438-8308-a3a0-075c844f1b87","schema":2,"set":{"closed_by":{"new":"Anna"},"period":{"new":202601},"unit":{"new":"ae0e7f95-c708-81a3-965b-b67bf664c379"}},"table":"closing","tx":[1,15],"unit":"ae0e7f95-c708-81a3-965b-b67bf664c379","user":"Anna","wall":1795752631704}',X'c9a4e795da67117c9f77c598c59197690ffb40d13fcf22044ab896cf7e999ff3');
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
INSERT INTO command VALUES(1,1,0,'command.apply','14',1795752631704);
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
INSERT INTO unit VALUES(0,X'ae0e7f95c70881a3965bb67bf664c379',NULL,'DN','Demo novads',0,1,1,1,2,NULL,NULL,NULL);
INSERT INTO unit VALUES(1,X'3930a05ff8e78330bae8f45246014b74',0,'01','Skola',0,1,1,2,3,NULL,NULL,NULL);
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
INSERT INTO service VALUES(0,X'ce4e5e14a2dd86fb9ed709c2bb6a018e','P1','Pirts',0,1,1,3,1,NULL,NULL,NULL);
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
INSERT INTO version VALUES(0,X'e5957c2614ac838ea35051144afba2e3','2027',1,0,1,1,6,NULL,NULL,'Anna',NULL);
CREATE TABLE field_clock (
  tbl INTEGER NOT NULL,
  row BLOB NOT NULL,
  field TEXT NOT NULL,
  hlc TEXT NOT NULL,
  PRIMARY KEY (tbl, row, field)
) STRICT, WITHOUT ROWID;
INSERT INTO field_clock VALUES(0,X'3930a05ff8e78330bae8f45246014b74','name','001a21b329d8a-0001');
INSERT INTO field_clock VALUES(0,X'ae0e7f95c70881a3965bb67bf664c379','name','001a21b329d8a-0000');
INSERT INTO field_clock VALUES(1,X'ce4e5e14a2dd86fb9ed709c2bb6a018e','name','001a21b329d8b-0000');
INSERT INTO field_clock VALUES(4,X'01a21b329d917000996cad2c8e955c87','note','001a21b329d92-0000');
INSERT INTO field_clock VALUES(20,X'01a21b329d9370008c9e93af49037f59','name','001a21b329d93-0001');
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
INSERT INTO line VALUES(1,X'01a21b329d8b7000ae7fa77eee4670ad',0,1,0,5,0,202601,900,NULL,0,1,1,5,NULL,NULL,NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'2026-1',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO line VALUES(2,X'01a21b329d917000996cad2c8e955c87',1,1,NULL,5,NULL,202603,1300,'Labots',0,1,1,10,NULL,NULL,NULL,NULL,0,0,NULL,1,'PU3-4',NULL,NULL,NULL,NULL,'2026-1',NULL,NULL,NULL,NULL,NULL,NULL,NULL,20260304,NULL,NULL,NULL);
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
INSERT INTO appointment VALUES(1,X'01a21b329d8c7000be1d90272d1477ef',2,NULL,'Anna',0,NULL,NULL,20240101,NULL,NULL,0,1,1,7);
INSERT INTO appointment VALUES(2,X'01a21b329d8c7001becc731de31abe08',3,5,'Vadītājs',1,NULL,NULL,20240101,NULL,NULL,0,1,1,8);
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
INSERT INTO need VALUES(1,X'01a21b329d92700083866d43477240b6',1,NULL,NULL,NULL,NULL,NULL,202600,70000,'Jumts tek',1,2,50000,NULL,NULL,'Puse var gaidīt',0,1,1,12);
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
INSERT INTO closing VALUES(1,X'bc937ed464388308a3a0075c844f1b87',0,202601,0,'Anna',NULL,0,1,1,15);
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
INSERT INTO attachment VALUES(1,X'01a21b329d9370008c9e93af49037f59','e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855','rekins.pdf','application/pdf',0,X'01a21b329d917000996cad2c8e955c87',NULL,0,1,1,13);
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
INSERT INTO exception VALUES(1,X'01a21b329d9370018f11ab53205bb749','command.add_closing','Viens darbinieks','bc937ed4-6438-8308-a3a0-075c844f1b87',0,1,1,14);
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
COMMIT;
