-- A ledger as the program of schema 4 left it: a threshold, inhabitants, and a stored allocation with
-- its input. Written by that program; never to be edited.
BEGIN TRANSACTION;
CREATE TABLE allocation (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  method INTEGER NOT NULL CHECK (method BETWEEN 0 AND 2),
  kind INTEGER NOT NULL CHECK (kind IN (0, 1)),
  version INTEGER REFERENCES version (id),
  period INTEGER NOT NULL,
  input BLOB NOT NULL,
  result_hash TEXT NOT NULL,
  note TEXT,
  voided INTEGER NOT NULL CHECK (voided IN (0, 1)),
  present INTEGER NOT NULL CHECK (present IN (0, 1)),
  by_device INTEGER NOT NULL,
  by_n INTEGER NOT NULL
) STRICT;
INSERT INTO "allocation" VALUES(1,X'01A21DCCAC90700395283AD0D6BC6724',2,1,NULL,202601,X'01A21DCCAC9070029269D3329D932CC6','bad9ef7ebf11a2fc63bad032bc4356839b310f5ab901361e7d003bf95bf1341d',NULL,0,1,1,12);
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
, version INTEGER REFERENCES version (id), closing BLOB) STRICT;
INSERT INTO "attachment" VALUES(1,X'01A21DCCAC9070029269D3329D932CC6','774b52f607b15cd366376cf75a3949534dc6695bd8ccd8286f05078657a9b71e','allocation-2026-01.json','text/plain',177,NULL,NULL,0,1,1,11,NULL,NULL);
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
CREATE TABLE blob (
  hash BLOB PRIMARY KEY,
  size INTEGER NOT NULL,
  held_by TEXT NOT NULL,
  content BLOB NOT NULL
) STRICT;
INSERT INTO "blob" VALUES(X'774B52F607B15CD366376CF75A3949534DC6695BD8CCD8286F05078657A9B71E',177,'',X'7B226D6574686F64223A227265636970726F63616C222C22706F6F6C73223A5B7B226964223A227265736F757263653A4954222C2263656E7473223A363530307D5D2C226F626A65637473223A5B7B226964223A22736572766963653A424942222C2263656E7473223A31353030307D5D2C22757365223A5B7B2266726F6D223A227265736F757263653A4954222C22746F223A22736572766963653A424942222C22776569676874223A2231227D5D7D');
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
INSERT INTO "code" VALUES(0,X'736DF4B6B19385218FFA2BDA9C8C0343','EKK','1000','Atlīdzība',0,1,0,0);
INSERT INTO "code" VALUES(1,X'C53C768FE56D8029A15FE3531C89C2D6','EKK','1100','Atalgojums',0,1,0,0);
INSERT INTO "code" VALUES(2,X'B8D59D6405C48BCC986CC079A41B38BC','EKK','1200','Darba devēja valsts sociālās apdrošināšanas obligātās iemaksas, pabalsti un kompensācijas',0,1,0,0);
INSERT INTO "code" VALUES(3,X'C42A49C2423C80D6A9434DBBAAE36276','EKK','2000','Preces un pakalpojumi',0,1,0,0);
INSERT INTO "code" VALUES(4,X'21D44201C6838FCD9F2E8FAAF55111EC','EKK','2100','Mācību, darba un dienesta komandējumi, darba braucieni',0,1,0,0);
INSERT INTO "code" VALUES(5,X'5F4C9C52F89D8E33BEF2BF9019FB2BAE','EKK','2200','Pakalpojumi',0,1,0,0);
INSERT INTO "code" VALUES(6,X'7CAF44BD2EE283378C0FED114EAC356A','EKK','2300','Krājumi, materiāli, energoresursi, preces, biroja preces un inventārs, kurus neuzskaita kodā 5000',0,1,0,0);
INSERT INTO "code" VALUES(7,X'88808ADEA9488CE49151A7A9A8F3B367','EKK','2400','Izdevumi periodikas iegādei bibliotēku krājumiem',0,1,0,0);
INSERT INTO "code" VALUES(8,X'EA03B872F09C80BA802B24F3BBC4D521','EKK','2500','Budžeta iestāžu nodokļu, nodevu un sankciju maksājumi',0,1,0,0);
INSERT INTO "code" VALUES(9,X'E902637558F780D8B3B0BEB6F06D0737','EKK','2800','Pakalpojumi, kurus budžeta iestādes apmaksā noteikto funkciju ietvaros, kas nav iestādes administratīvie izdevumi',0,1,0,0);
INSERT INTO "code" VALUES(10,X'0E305D2A425A8579BA0FA912969EFE3E','EKK','3000','Subsīdijas un dotācijas',0,1,0,0);
INSERT INTO "code" VALUES(11,X'9282BA2209E584AFA0DBBC7C29866946','EKK','4000','Procentu izdevumi',0,1,0,0);
INSERT INTO "code" VALUES(12,X'E99D6CC01BD68151851F5214AAE73C83','EKK','5000','Pamatkapitāla veidošana',0,1,0,0);
INSERT INTO "code" VALUES(13,X'4AFB554CAD0C8FCE8F4FDF737A5DFB15','EKK','5100','Nemateriālie ieguldījumi',0,1,0,0);
INSERT INTO "code" VALUES(14,X'47BF013C92C284A18E8D2D22B8C719DD','EKK','5200','Pamatlīdzekļi, ieguldījuma īpašumi un bioloģiskie aktīvi',0,1,0,0);
INSERT INTO "code" VALUES(15,X'1639F5D701A080E58E2B7B9507EB3177','EKK','6000','Sociāla rakstura maksājumi un kompensācijas',0,1,0,0);
INSERT INTO "code" VALUES(16,X'49450BAD731888CAB251CF13BAD614F7','EKK','7000','Transferti, uzturēšanas izdevumu transferti, pašu resursu maksājumi, starptautiskā sadarbība',0,1,0,0);
INSERT INTO "code" VALUES(17,X'5755DA7736A286FD9C33DAAEBC44EBBA','EKK','8000','Dažādi izdevumi, kas veidojas pēc uzkrāšanas principa',0,1,0,0);
INSERT INTO "code" VALUES(18,X'795FAF851A2483CCA6B3D7E03558E38D','EKK','9000','Kapitālo izdevumu transferti',0,1,0,0);
CREATE TABLE command (
  id INTEGER PRIMARY KEY,
  tx INTEGER NOT NULL,
  state INTEGER NOT NULL CHECK (state IN (0, 1, 2)),
  label TEXT NOT NULL,
  detail TEXT NOT NULL,
  wall INTEGER NOT NULL
) STRICT;
INSERT INTO "command" VALUES(1,1,0,'command.apply','9',1795796282450);
INSERT INTO "command" VALUES(2,10,0,'command.add_population','Dienvidu novads',1795796282480);
INSERT INTO "command" VALUES(3,11,0,'command.apply','2',1795796282512);
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
CREATE TABLE confirmed_row (
  tbl INTEGER NOT NULL,
  row BLOB NOT NULL,
  state TEXT NOT NULL,
  PRIMARY KEY (tbl, row)
) STRICT, WITHOUT ROWID;
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
CREATE TABLE deviation (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  watch INTEGER NOT NULL CHECK (watch IN (0, 1)),
  unit INTEGER REFERENCES unit (id),
  service INTEGER REFERENCES service (id),
  resource INTEGER REFERENCES resource (id),
  policy INTEGER REFERENCES policy (id),
  code INTEGER REFERENCES code (id),
  function INTEGER REFERENCES code (id),
  source INTEGER REFERENCES source (id),
  year INTEGER NOT NULL,
  noticed INTEGER NOT NULL,
  owner TEXT,
  cause INTEGER CHECK (cause BETWEEN 0 AND 6),
  decision TEXT,
  action TEXT,
  deadline INTEGER,
  effect TEXT,
  checked INTEGER,
  state INTEGER NOT NULL CHECK (state IN (0, 1)),
  voided INTEGER NOT NULL CHECK (voided IN (0, 1)),
  present INTEGER NOT NULL CHECK (present IN (0, 1)),
  by_device INTEGER NOT NULL,
  by_n INTEGER NOT NULL
) STRICT;
CREATE TABLE device (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  last_n INTEGER NOT NULL,
  last_hash BLOB NOT NULL,
  last_hlc TEXT NOT NULL
) STRICT;
INSERT INTO "device" VALUES(1,X'01A21DCCAB7E7001862FDE3905B0142D',12,X'3DDA98A664E3A8B91536018C62BEF8BD5EAE7B1A5B0BCEF6572B5C0F7B3F943E','001a21dccac90-0003');
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
CREATE TABLE field_clock (
  tbl INTEGER NOT NULL,
  row BLOB NOT NULL,
  field TEXT NOT NULL,
  hlc TEXT NOT NULL,
  PRIMARY KEY (tbl, row, field)
) STRICT, WITHOUT ROWID;
INSERT INTO "field_clock" VALUES(0,X'6DC70C6CFC1A853D997731CDFE4FDA36','name','001a21dccac52-0004');
INSERT INTO "field_clock" VALUES(1,X'DC24F4A911268E1EB177D32F89BA0AB5','name','001a21dccac52-0005');
INSERT INTO "field_clock" VALUES(5,X'D3F15B78689F8586B162C909F4E8F4E6','name','001a21dccac52-0006');
INSERT INTO "field_clock" VALUES(20,X'01A21DCCAC9070029269D3329D932CC6','name','001a21dccac90-0002');
CREATE TABLE kept_block (
  block INTEGER PRIMARY KEY
) STRICT;
CREATE TABLE kept_columns (
  block INTEGER PRIMARY KEY,
  columns BLOB NOT NULL
) STRICT;
CREATE TABLE "line" (
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
INSERT INTO "line" VALUES(1,X'01A21DCCAC52700486D5F7B6AF7DFF80',1,0,0,5,NULL,202601,15000,NULL,0,1,1,6,NULL,NULL,NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'2026-1',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "line" VALUES(2,X'01A21DCCAC527005AAE7943F1ADF37D8',0,0,0,5,0,202602,14000,NULL,0,1,1,7,NULL,NULL,NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'2026-1',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "line" VALUES(3,X'01A21DCCAC5270068081897AB49F01C0',1,0,NULL,5,NULL,202601,6500,NULL,0,1,1,8,0,NULL,NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'2026-1',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "meta" VALUES('device','01a21dcc-ab7e-7001-862f-de3905b0142d');
INSERT INTO "meta" VALUES('ledger','01a21dcc-ab7e-7000-b014-f22fb6c778d5');
INSERT INTO "meta" VALUES('rows.schema','4');
INSERT INTO "meta" VALUES('user','Anna');
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
INSERT INTO "op_log" VALUES(1,1,1,1,1,0,X'6DC70C6CFC1A853D997731CDFE4FDA36',1,1795796282450,NULL,0,'{"base":null,"hlc":"001a21dccac52-0004","op":["01a21dcc-ab7e-7001-862f-de3905b0142d",1],"row":"6dc70c6c-fc1a-853d-9977-31cdfe4fda36","schema":4,"set":{"code":{"new":"DN"},"kind":{"new":"municipality"},"name":{"new":"Dienvidu novads"}},"table":"unit","tx":[1,9],"unit":null,"user":"Anna","wall":1795796282450}',X'5EBD8ED3F074402AF6A42AE974F16E1E506C34E529BDE04E498A04A837118185');
INSERT INTO "op_log" VALUES(2,1,2,1,1,1,X'DC24F4A911268E1EB177D32F89BA0AB5',1,1795796282450,NULL,0,'{"base":null,"hlc":"001a21dccac52-0005","op":["01a21dcc-ab7e-7001-862f-de3905b0142d",2],"row":"dc24f4a9-1126-8e1e-b177-d32f89ba0ab5","schema":4,"set":{"code":{"new":"BIB"},"name":{"new":"Bibliotēka"}},"table":"service","tx":[1,9],"unit":null,"user":"Anna","wall":1795796282450}',X'87B4BE5862325B20573A4C9F976CB12915AEC34A9F3B4BEBC29C18298F10E3C7');
INSERT INTO "op_log" VALUES(3,1,3,1,1,5,X'D3F15B78689F8586B162C909F4E8F4E6',1,1795796282450,NULL,0,'{"base":null,"hlc":"001a21dccac52-0006","op":["01a21dcc-ab7e-7001-862f-de3905b0142d",3],"row":"d3f15b78-689f-8586-b162-c909f4e8f4e6","schema":4,"set":{"code":{"new":"IT"},"kind":{"new":"vehicle"},"name":{"new":"Datori"}},"table":"resource","tx":[1,9],"unit":null,"user":"Anna","wall":1795796282450}',X'2E10573918C2E13EC6ECF05E2F09EBC23706F9B1A7B399F96E7309566D9EA4BB');
INSERT INTO "op_log" VALUES(4,1,4,1,1,3,X'C2EA4F27C6158C31A45DC9DB9429C4C3',1,1795796282450,NULL,0,'{"base":null,"hlc":"001a21dccac52-0007","op":["01a21dcc-ab7e-7001-862f-de3905b0142d",4],"row":"c2ea4f27-c615-8c31-a45d-c9db9429c4c3","schema":4,"set":{"label":{"new":"2026"}},"table":"version","tx":[1,9],"unit":null,"user":"Anna","wall":1795796282450}',X'BCE9DD2E5A55C550C4F2EDEBDA06C033064438329494824A4A5C8D1FA74DCFA4');
INSERT INTO "op_log" VALUES(5,1,5,1,1,9,X'01A21DCCAC5270038BD31D49E1CD511B',1,1795796282450,NULL,0,'{"base":null,"hlc":"001a21dccac52-0008","op":["01a21dcc-ab7e-7001-862f-de3905b0142d",5],"row":"01a21dcc-ac52-7003-8bd3-1d49e1cd511b","schema":4,"set":{"driver":{"new":"equal"},"from_resource":{"new":"d3f15b78-689f-8586-b162-c909f4e8f4e6"},"to_service":{"new":"dc24f4a9-1126-8e1e-b177-d32f89ba0ab5"},"valid_from":{"new":20260101}},"table":"usage","tx":[1,9],"unit":null,"user":"Anna","wall":1795796282450}',X'3981E70B28299A8BFDBD900F1BC9BB07CA9E68603293671C2FAFC1928B89AB51');
INSERT INTO "op_log" VALUES(6,1,6,1,1,4,X'01A21DCCAC52700486D5F7B6AF7DFF80',1,1795796282450,NULL,0,'{"base":null,"hlc":"001a21dccac52-0009","op":["01a21dcc-ab7e-7001-862f-de3905b0142d",6],"row":"01a21dcc-ac52-7004-86d5-f7b6af7dff80","schema":4,"set":{"amount_cents":{"new":15000},"catalogue":{"new":"2026-1"},"code":{"new":"5f4c9c52-f89d-8e33-bef2-bf9019fb2bae"},"kind":{"new":"actual"},"period":{"new":202601},"service":{"new":"dc24f4a9-1126-8e1e-b177-d32f89ba0ab5"},"unit":{"new":"6dc70c6c-fc1a-853d-9977-31cdfe4fda36"}},"table":"line","tx":[1,9],"unit":"6dc70c6c-fc1a-853d-9977-31cdfe4fda36","user":"Anna","wall":1795796282450}',X'97BAD168EC29F98E7D6046D6AF893A39824FEE24FDB07C2482E4B0C2C72DEB00');
INSERT INTO "op_log" VALUES(7,1,7,1,1,4,X'01A21DCCAC527005AAE7943F1ADF37D8',1,1795796282450,NULL,0,'{"base":null,"hlc":"001a21dccac52-000a","op":["01a21dcc-ab7e-7001-862f-de3905b0142d",7],"row":"01a21dcc-ac52-7005-aae7-943f1adf37d8","schema":4,"set":{"amount_cents":{"new":14000},"catalogue":{"new":"2026-1"},"code":{"new":"5f4c9c52-f89d-8e33-bef2-bf9019fb2bae"},"kind":{"new":"plan"},"period":{"new":202602},"service":{"new":"dc24f4a9-1126-8e1e-b177-d32f89ba0ab5"},"unit":{"new":"6dc70c6c-fc1a-853d-9977-31cdfe4fda36"},"version":{"new":"c2ea4f27-c615-8c31-a45d-c9db9429c4c3"}},"table":"line","tx":[1,9],"unit":"6dc70c6c-fc1a-853d-9977-31cdfe4fda36","user":"Anna","wall":1795796282450}',X'995799C536AC1939DD68ABC418CB9BA00F7DCC26589FD423F025348091C81256');
INSERT INTO "op_log" VALUES(8,1,8,1,1,4,X'01A21DCCAC5270068081897AB49F01C0',1,1795796282450,NULL,0,'{"base":null,"hlc":"001a21dccac52-000b","op":["01a21dcc-ab7e-7001-862f-de3905b0142d",8],"row":"01a21dcc-ac52-7006-8081-897ab49f01c0","schema":4,"set":{"amount_cents":{"new":6500},"catalogue":{"new":"2026-1"},"code":{"new":"5f4c9c52-f89d-8e33-bef2-bf9019fb2bae"},"kind":{"new":"actual"},"period":{"new":202601},"resource":{"new":"d3f15b78-689f-8586-b162-c909f4e8f4e6"},"unit":{"new":"6dc70c6c-fc1a-853d-9977-31cdfe4fda36"}},"table":"line","tx":[1,9],"unit":"6dc70c6c-fc1a-853d-9977-31cdfe4fda36","user":"Anna","wall":1795796282450}',X'602566924497C47DBE1726494526BE9436635B8C8E79E00BD7F0AD5D29C5F982');
INSERT INTO "op_log" VALUES(9,1,9,1,1,23,X'01A21DCCAC527007B1F4EFA713F988B1',1,1795796282450,NULL,0,'{"base":null,"hlc":"001a21dccac52-000c","op":["01a21dcc-ab7e-7001-862f-de3905b0142d",9],"row":"01a21dcc-ac52-7007-b1f4-efa713f988b1","schema":4,"set":{"axis":{"new":"service"},"percent":{"new":5000000},"unit":{"new":"6dc70c6c-fc1a-853d-9977-31cdfe4fda36"},"valid_from":{"new":20260101}},"table":"threshold","tx":[1,9],"unit":"6dc70c6c-fc1a-853d-9977-31cdfe4fda36","user":"Anna","wall":1795796282450}',X'B91146AB0ED95F8109A9F9BD42C2B8DE6F347B2F6806087A2BC9320F2DDBE850');
INSERT INTO "op_log" VALUES(10,1,10,1,10,27,X'3737B42C380E89C5813BF9B881DC7F87',1,1795796282480,NULL,0,'{"base":null,"hlc":"001a21dccac70-0000","op":["01a21dcc-ab7e-7001-862f-de3905b0142d",10],"row":"3737b42c-380e-89c5-813b-f9b881dc7f87","schema":4,"set":{"inhabitants":{"new":5200},"unit":{"new":"6dc70c6c-fc1a-853d-9977-31cdfe4fda36"},"year":{"new":202600}},"table":"population","tx":[10,1],"unit":"6dc70c6c-fc1a-853d-9977-31cdfe4fda36","user":"Anna","wall":1795796282480}',X'FA4FC7A1F08E8CE55B5E0EE15F04F8CDF6A2E65B43E1B995BE2B7C2A6D789044');
INSERT INTO "op_log" VALUES(11,1,11,1,11,20,X'01A21DCCAC9070029269D3329D932CC6',1,1795796282512,NULL,0,'{"base":null,"hlc":"001a21dccac90-0002","op":["01a21dcc-ab7e-7001-862f-de3905b0142d",11],"row":"01a21dcc-ac90-7002-9269-d3329d932cc6","schema":4,"set":{"hash":{"new":"774b52f607b15cd366376cf75a3949534dc6695bd8ccd8286f05078657a9b71e"},"media_type":{"new":"text/plain"},"name":{"new":"allocation-2026-01.json"},"size":{"new":177}},"table":"attachment","tx":[11,2],"unit":null,"user":"Anna","wall":1795796282512}',X'0A7E6D95D048A3FC0D0EB8B8BF9937C5DA68C251B6F24716286C050F0E0F33F2');
INSERT INTO "op_log" VALUES(12,1,12,1,11,25,X'01A21DCCAC90700395283AD0D6BC6724',1,1795796282512,NULL,0,'{"base":null,"hlc":"001a21dccac90-0003","op":["01a21dcc-ab7e-7001-862f-de3905b0142d",12],"row":"01a21dcc-ac90-7003-9528-3ad0d6bc6724","schema":4,"set":{"input":{"new":"01a21dcc-ac90-7002-9269-d3329d932cc6"},"kind":{"new":"actual"},"method":{"new":"reciprocal"},"period":{"new":202601},"result_hash":{"new":"bad9ef7ebf11a2fc63bad032bc4356839b310f5ab901361e7d003bf95bf1341d"}},"table":"allocation","tx":[11,2],"unit":null,"user":"Anna","wall":1795796282512}',X'3DDA98A664E3A8B91536018C62BEF8BD5EAE7B1A5B0BCEF6572B5C0F7B3F943E');
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
CREATE TABLE population (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  unit INTEGER NOT NULL REFERENCES unit (id),
  year INTEGER NOT NULL,
  inhabitants INTEGER NOT NULL,
  source TEXT,
  voided INTEGER NOT NULL CHECK (voided IN (0, 1)),
  present INTEGER NOT NULL CHECK (present IN (0, 1)),
  by_device INTEGER NOT NULL,
  by_n INTEGER NOT NULL
) STRICT;
INSERT INTO "population" VALUES(1,X'3737B42C380E89C5813BF9B881DC7F87',0,202600,5200,NULL,0,1,1,10);
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
INSERT INTO "resource" VALUES(0,X'D3F15B78689F8586B162C909F4E8F4E6','IT','Datori','vehicle',NULL,NULL,NULL,0,1,1,3);
CREATE TABLE row_verdict (
  device INTEGER NOT NULL REFERENCES device (id),
  n INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  code TEXT NOT NULL,
  field TEXT NOT NULL,
  tray INTEGER NOT NULL CHECK (tray IN (0, 1)),
  PRIMARY KEY (device, n)
) STRICT, WITHOUT ROWID;
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
INSERT INTO "service" VALUES(0,X'DC24F4A911268E1EB177D32F89BA0AB5','BIB','Bibliotēka',0,1,1,2,NULL,NULL,NULL,NULL);
CREATE TABLE setting (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
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
CREATE TABLE threshold (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  unit INTEGER REFERENCES unit (id),
  axis INTEGER NOT NULL CHECK (axis BETWEEN 0 AND 6),
  watch INTEGER NOT NULL CHECK (watch IN (0, 1)),
  percent INTEGER,
  amount_cents INTEGER,
  both_sides INTEGER NOT NULL CHECK (both_sides IN (0, 1)),
  valid_from INTEGER NOT NULL,
  valid_to INTEGER,
  note TEXT,
  voided INTEGER NOT NULL CHECK (voided IN (0, 1)),
  present INTEGER NOT NULL CHECK (present IN (0, 1)),
  by_device INTEGER NOT NULL,
  by_n INTEGER NOT NULL
) STRICT;
INSERT INTO "threshold" VALUES(1,X'01A21DCCAC527007B1F4EFA713F988B1',0,1,0,5000000,NULL,0,20260101,NULL,NULL,0,1,1,9);
CREATE TABLE turnover (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  unit INTEGER NOT NULL REFERENCES unit (id),
  code INTEGER NOT NULL REFERENCES code (id),
  period INTEGER NOT NULL,
  basis INTEGER NOT NULL CHECK (basis IN (0, 1)),
  amount_cents INTEGER NOT NULL,
  document TEXT,
  voided INTEGER NOT NULL CHECK (voided IN (0, 1)),
  present INTEGER NOT NULL CHECK (present IN (0, 1)),
  by_device INTEGER NOT NULL,
  by_n INTEGER NOT NULL
) STRICT;
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
INSERT INTO "unit" VALUES(0,X'6DC70C6CFC1A853D997731CDFE4FDA36',NULL,'DN','Dienvidu novads',0,1,1,1,2,NULL,NULL,NULL);
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
INSERT INTO "usage" VALUES(1,X'01A21DCCAC5270038BD31D49E1CD511B',0,0,NULL,0,NULL,20260101,NULL,NULL,0,1,1,5);
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
INSERT INTO "version" VALUES(0,X'C2EA4F27C6158C31A45DC9DB9429C4C3','2026',0,0,1,1,4,NULL,NULL,NULL,NULL);
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
CREATE INDEX attachment_closing ON attachment (closing) WHERE closing IS NOT NULL;
CREATE INDEX attachment_hash ON attachment (hash);
CREATE INDEX allocation_input ON allocation (input);
CREATE INDEX deviation_resource ON deviation (resource) WHERE resource IS NOT NULL;
CREATE INDEX deviation_service ON deviation (service) WHERE service IS NOT NULL;
CREATE INDEX deviation_unit ON deviation (unit) WHERE unit IS NOT NULL;
CREATE INDEX population_unit ON population (unit);
CREATE INDEX turnover_unit ON turnover (unit);
CREATE INDEX threshold_unit ON threshold (unit) WHERE unit IS NOT NULL;
COMMIT;
