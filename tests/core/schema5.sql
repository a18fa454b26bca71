-- A ledger as the program of schema 5 left it: a scenario, two approved versions of one year, and a
-- unit with a successor. Written by that program; never to be edited.
BEGIN TRANSACTION;
CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO meta VALUES('device','01a21ec3-5995-7001-96e1-2d5f21a2a1f5');
INSERT INTO meta VALUES('ledger','01a21ec3-5995-7000-965c-f016c2c4c711');
INSERT INTO meta VALUES('rows.schema','5');
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
INSERT INTO device VALUES(1,X'01a21ec35995700196e12d5f21a2a1f5',19,X'eac1aab9386db00c57bc62f2aae7f28d79a324fdd18c51c8dc18f849cf61cfaf','001a21ec3a82d-0007');
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
INSERT INTO op_log VALUES(1,1,1,1,1,0,X'31379684e681810ba58df8794909daa1',1,1795812468780,NULL,0,'{"base":null,"hlc":"001a21ec3a82c-0008","op":["01a21ec3-5995-7001-96e1-2d5f21a2a1f5",1],"row":"31379684-e681-810b-a58d-f8794909daa1","schema":5,"set":{"code":{"new":"DN"},"kind":{"new":"municipality"},"name":{"new":"Novads"}},"table":"unit","tx":[1,19],"unit":null,"user":"Anna","wall":1795812468780}',X'ac00c1494022cb0e9a815a53b1dfe5dabcb5abdd0f418a42d17850018d827b9f');
INSERT INTO op_log VALUES(2,1,2,1,1,0,X'6a2d2d3300eb875ea33d5c1199b4f544',1,1795812468780,NULL,0,'{"base":null,"hlc":"001a21ec3a82c-0009","op":["01a21ec3-5995-7001-96e1-2d5f21a2a1f5",2],"row":"6a2d2d33-00eb-875e-a33d-5c1199b4f544","schema":5,"set":{"code":{"new":"02"},"name":{"new":"Jaunā skola"},"parent":{"new":"31379684-e681-810b-a58d-f8794909daa1"}},"table":"unit","tx":[1,19],"unit":null,"user":"Anna","wall":1795812468780}',X'52bd4d6dd4fe049e6e746938f7b7ebce07ac66c670662fb05c1ca8fa5c42a9c6');
INSERT INTO op_log VALUES(3,1,3,1,1,0,X'8c0ba00b7fcb8672aa77b68ca244a050',1,1795812468780,NULL,0,'{"base":null,"hlc":"001a21ec3a82c-000a","op":["01a21ec3-5995-7001-96e1-2d5f21a2a1f5",3],"row":"8c0ba00b-7fcb-8672-aa77-b68ca244a050","schema":5,"set":{"code":{"new":"01"},"name":{"new":"Skola"},"parent":{"new":"31379684-e681-810b-a58d-f8794909daa1"},"successor":{"new":"6a2d2d33-00eb-875e-a33d-5c1199b4f544"},"valid_to":{"new":20251231}},"table":"unit","tx":[1,19],"unit":null,"user":"Anna","wall":1795812468780}',X'ce862c26ec011f6f3d7e72e7547d7e2e5a2722e896b286e9c44ae319852897a8');
INSERT INTO op_log VALUES(4,1,4,1,1,1,X'fc66795bca658d3686d249769e5f9986',1,1795812468780,NULL,0,'{"base":null,"hlc":"001a21ec3a82c-000b","op":["01a21ec3-5995-7001-96e1-2d5f21a2a1f5",4],"row":"fc66795b-ca65-8d36-86d2-49769e5f9986","schema":5,"set":{"code":{"new":"PIRTS"},"name":{"new":"Pirts"},"unit":{"new":"31379684-e681-810b-a58d-f8794909daa1"}},"table":"service","tx":[1,19],"unit":"31379684-e681-810b-a58d-f8794909daa1","user":"Anna","wall":1795812468780}',X'6714b69d662db4a0685863f17d395ded4bd96c68521b386c52c4b94b830a0418');
INSERT INTO op_log VALUES(5,1,5,1,1,3,X'0833906f282289959595a2406b510812',1,1795812468780,NULL,0,'{"base":null,"hlc":"001a21ec3a82c-000c","op":["01a21ec3-5995-7001-96e1-2d5f21a2a1f5",5],"row":"0833906f-2822-8995-9595-a2406b510812","schema":5,"set":{"label":{"new":"2026"}},"table":"version","tx":[1,19],"unit":null,"user":"Anna","wall":1795812468780}',X'0f7dd183db36d179b896fde82878bfe2aa0a7fd5c0428924ebea3c503bd23710');
INSERT INTO op_log VALUES(6,1,6,1,1,3,X'86f03077287681f3966030197e01b148',1,1795812468780,NULL,0,'{"base":null,"hlc":"001a21ec3a82c-000d","op":["01a21ec3-5995-7001-96e1-2d5f21a2a1f5",6],"row":"86f03077-2876-81f3-9660-30197e01b148","schema":5,"set":{"label":{"new":"2026 B"}},"table":"version","tx":[1,19],"unit":null,"user":"Anna","wall":1795812468780}',X'4892297ed6d2b32e79abd53dc9cd9ced4c97699decbe6c8f4f123d260f10a3cb');
INSERT INTO op_log VALUES(7,1,7,1,1,3,X'd2ed99ee1f73892d8e107f9bf780e4d2',1,1795812468780,NULL,0,'{"base":null,"hlc":"001a21ec3a82c-000e","op":["01a21ec3-5995-7001-96e1-2d5f21a2a1f5",7],"row":"d2ed99ee-1f73-892d-8e10-7f9bf780e4d2","schema":5,"set":{"label":{"new":"Ja cena kāpj"}},"table":"version","tx":[1,19],"unit":null,"user":"Anna","wall":1795812468780}',X'0d2de771b15855de4c7d29c0700c409798621209d1034f1e31f82aa1d31f3793');
INSERT INTO op_log VALUES(8,1,8,1,1,4,X'01a21ec3a82c7003aceb9db91d31e7cc',1,1795812468780,NULL,0,'{"base":null,"hlc":"001a21ec3a82c-000f","op":["01a21ec3-5995-7001-96e1-2d5f21a2a1f5",8],"row":"01a21ec3-a82c-7003-aceb-9db91d31e7cc","schema":5,"set":{"amount_cents":{"new":10000},"catalogue":{"new":"2026-1"},"code":{"new":"c53c768f-e56d-8029-a15f-e3531c89c2d6"},"kind":{"new":"plan"},"period":{"new":202601},"service":{"new":"fc66795b-ca65-8d36-86d2-49769e5f9986"},"unit":{"new":"6a2d2d33-00eb-875e-a33d-5c1199b4f544"},"version":{"new":"0833906f-2822-8995-9595-a2406b510812"}},"table":"line","tx":[1,19],"unit":"6a2d2d33-00eb-875e-a33d-5c1199b4f544","user":"Anna","wall":1795812468780}',X'fc2762bf6c2b9203653cb9c3cb0f3dcc442ca435f9edac52e6dabb1bae8ab77c');
INSERT INTO op_log VALUES(9,1,9,1,1,4,X'01a21ec3a82c70049bdf10b3df21b930',1,1795812468780,NULL,0,'{"base":null,"hlc":"001a21ec3a82c-0010","op":["01a21ec3-5995-7001-96e1-2d5f21a2a1f5",9],"row":"01a21ec3-a82c-7004-9bdf-10b3df21b930","schema":5,"set":{"amount_cents":{"new":12000},"catalogue":{"new":"2026-1"},"code":{"new":"c53c768f-e56d-8029-a15f-e3531c89c2d6"},"kind":{"new":"plan"},"period":{"new":202601},"service":{"new":"fc66795b-ca65-8d36-86d2-49769e5f9986"},"unit":{"new":"6a2d2d33-00eb-875e-a33d-5c1199b4f544"},"version":{"new":"86f03077-2876-81f3-9660-30197e01b148"}},"table":"line","tx":[1,19],"unit":"6a2d2d33-00eb-875e-a33d-5c1199b4f544","user":"Anna","wall":1795812468780}',X'f630d3f8097f501098959ae430a61bc42338906d2061d76eaf8a19fbcc7baa4e');
INSERT INTO op_log VALUES(10,1,10,1,1,4,X'01a21ec3a82c7005b00c1bf5982f67df',1,1795812468780,NULL,0,'{"base":null,"hlc":"001a21ec3a82c-0011","op":["01a21ec3-5995-7001-96e1-2d5f21a2a1f5",10],"row":"01a21ec3-a82c-7005-b00c-1bf5982f67df","schema":5,"set":{"amount_cents":{"new":700},"catalogue":{"new":"2026-1"},"code":{"new":"c53c768f-e56d-8029-a15f-e3531c89c2d6"},"kind":{"new":"actual"},"period":{"new":202511},"service":{"new":"fc66795b-ca65-8d36-86d2-49769e5f9986"},"unit":{"new":"8c0ba00b-7fcb-8672-aa77-b68ca244a050"}},"table":"line","tx":[1,19],"unit":"8c0ba00b-7fcb-8672-aa77-b68ca244a050","user":"Anna","wall":1795812468780}',X'2102db19cae5f1b2b052fb568a126af9213859f8f5d07923fe1a635121f825f5');
INSERT INTO op_log VALUES(11,1,11,1,1,14,X'01a21ec3a82c7006a994d47ee983c3de',1,1795812468780,NULL,0,'{"base":null,"hlc":"001a21ec3a82c-0012","op":["01a21ec3-5995-7001-96e1-2d5f21a2a1f5",11],"row":"01a21ec3-a82c-7006-a994-d47ee983c3de","schema":5,"set":{"amount_cents":{"new":900},"code":{"new":"5f4c9c52-f89d-8e33-bef2-bf9019fb2bae"},"date":{"new":20260105},"period":{"new":202603},"unit":{"new":"6a2d2d33-00eb-875e-a33d-5c1199b4f544"}},"table":"commitment","tx":[1,19],"unit":"6a2d2d33-00eb-875e-a33d-5c1199b4f544","user":"Anna","wall":1795812468780}',X'f5aeb5bccb428424a467b52675e12fd11d5af1a1513b12df9a7710ed5eb5f1db');
INSERT INTO op_log VALUES(12,1,12,1,1,3,X'd2ed99ee1f73892d8e107f9bf780e4d2',1,1795812468781,NULL,0,'{"base":["01a21ec3-5995-7001-96e1-2d5f21a2a1f5",7],"hlc":"001a21ec3a82d-0000","op":["01a21ec3-5995-7001-96e1-2d5f21a2a1f5",12],"row":"d2ed99ee-1f73-892d-8e10-7f9bf780e4d2","schema":5,"set":{"scenario":{"new":1,"old":0}},"table":"version","tx":[1,19],"unit":null,"user":"Anna","wall":1795812468781}',X'6e590a453c8788bd82ad674d6041d961b68989557cc0f3c48f2959befe029bc7');
INSERT INTO op_log VALUES(13,1,13,1,1,3,X'0833906f282289959595a2406b510812',1,1795812468781,NULL,0,'{"base":["01a21ec3-5995-7001-96e1-2d5f21a2a1f5",5],"hlc":"001a21ec3a82d-0001","op":["01a21ec3-5995-7001-96e1-2d5f21a2a1f5",13],"row":"0833906f-2822-8995-9595-a2406b510812","schema":5,"set":{"status":{"new":"submitted","old":"draft"},"submitted_by":{"new":"Anna","old":null}},"table":"version","tx":[1,19],"unit":null,"user":"Anna","wall":1795812468781}',X'749a528add5982748b5b81a22a82672ca7c3d56faadd628aeafef5f6b5c02d29');
INSERT INTO op_log VALUES(14,1,14,1,1,21,X'01a21ec3a82d7000888b62697998b1aa',1,1795812468781,NULL,0,'{"base":null,"hlc":"001a21ec3a82d-0002","op":["01a21ec3-5995-7001-96e1-2d5f21a2a1f5",14],"row":"01a21ec3-a82d-7000-888b-62697998b1aa","schema":5,"set":{"command":{"new":"command.change_version"},"reason":{"new":"Viens cilvēks"},"subject":{"new":"0833906f-2822-8995-9595-a2406b510812"}},"table":"exception","tx":[1,19],"unit":null,"user":"Anna","wall":1795812468781}',X'6cc84ea2a498273ff3c740fcbd2a0f36dc7789f9fe878facf789654b228ba0bb');
INSERT INTO op_log VALUES(15,1,15,1,1,3,X'0833906f282289959595a2406b510812',1,1795812468781,NULL,0,'{"base":["01a21ec3-5995-7001-96e1-2d5f21a2a1f5",13],"hlc":"001a21ec3a82d-0003","op":["01a21ec3-5995-7001-96e1-2d5f21a2a1f5",15],"row":"0833906f-2822-8995-9595-a2406b510812","schema":5,"set":{"approved_by":{"new":"Anna","old":null},"decision_date":{"new":20260110,"old":null},"decision_number":{"new":"12","old":null},"status":{"new":"approved","old":"submitted"}},"table":"version","tx":[1,19],"unit":null,"user":"Anna","wall":1795812468781}',X'77116856135198e45833eaf653e44a8559ad4977761defede661aca8b0683a6a');
INSERT INTO op_log VALUES(16,1,16,1,1,3,X'86f03077287681f3966030197e01b148',1,1795812468781,NULL,0,'{"base":["01a21ec3-5995-7001-96e1-2d5f21a2a1f5",6],"hlc":"001a21ec3a82d-0004","op":["01a21ec3-5995-7001-96e1-2d5f21a2a1f5",16],"row":"86f03077-2876-81f3-9660-30197e01b148","schema":5,"set":{"status":{"new":"submitted","old":"draft"},"submitted_by":{"new":"Anna","old":null}},"table":"version","tx":[1,19],"unit":null,"user":"Anna","wall":1795812468781}',X'5f07f89cb412eaa50f80cdb25a849474b3a3b90eda451c4ad054b094fa808df4');
INSERT INTO op_log VALUES(17,1,17,1,1,21,X'01a21ec3a82d70019042635dfff7a600',1,1795812468781,NULL,0,'{"base":null,"hlc":"001a21ec3a82d-0005","op":["01a21ec3-5995-7001-96e1-2d5f21a2a1f5",17],"row":"01a21ec3-a82d-7001-9042-635dfff7a600","schema":5,"set":{"command":{"new":"command.change_version"},"reason":{"new":"Viens cilvēks"},"subject":{"new":"86f03077-2876-81f3-9660-30197e01b148"}},"table":"exception","tx":[1,19],"unit":null,"user":"Anna","wall":1795812468781}',X'd03d7f29961c136751949d69043cde9bd0ec832043a4f2dfb6bdd21cb7777363');
INSERT INTO op_log VALUES(18,1,18,1,1,3,X'86f03077287681f3966030197e01b148',1,1795812468781,NULL,0,'{"base":["01a21ec3-5995-7001-96e1-2d5f21a2a1f5",16],"hlc":"001a21ec3a82d-0006","op":["01a21ec3-5995-7001-96e1-2d5f21a2a1f5",18],"row":"86f03077-2876-81f3-9660-30197e01b148","schema":5,"set":{"approved_by":{"new":"Anna","old":null},"decision_date":{"new":20260120,"old":null},"decision_number":{"new":"31","old":null},"status":{"new":"approved","old":"submitted"}},"table":"version","tx":[1,19],"unit":null,"user":"Anna","wall":1795812468781}',X'62d5e80211b24c51949542f1a8ccfda621dbb41148f1b4e25954f3d8ed24941a');
INSERT INTO op_log VALUES(19,1,19,1,1,8,X'01a21ec3a82d70028ed647089d38b17f',1,1795812468781,NULL,0,'{"base":null,"hlc":"001a21ec3a82d-0007","op":["01a21ec3-5995-7001-96e1-2d5f21a2a1f5",19],"row":"01a21ec3-a82d-7002-8ed6-47089d38b17f","schema":5,"set":{"holder":{"new":"Anna"},"role":{"new":"R3"},"unit":{"new":"31379684-e681-810b-a58d-f8794909daa1"},"valid_from":{"new":20200101}},"table":"appointment","tx":[1,19],"unit":"31379684-e681-810b-a58d-f8794909daa1","user":"Anna","wall":1795812468781}',X'eac1aab9386db00c57bc62f2aae7f28d79a324fdd18c51c8dc18f849cf61cfaf');
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
, user TEXT NOT NULL DEFAULT '') STRICT;
INSERT INTO command VALUES(1,1,0,'command.apply','17',1795812468781,'Anna');
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
INSERT INTO unit VALUES(0,X'31379684e681810ba58df8794909daa1',NULL,'DN','Novads',0,1,1,1,2,NULL,NULL,NULL);
INSERT INTO unit VALUES(1,X'6a2d2d3300eb875ea33d5c1199b4f544',0,'02','Jaunā skola',0,1,1,2,NULL,NULL,NULL,NULL);
INSERT INTO unit VALUES(2,X'8c0ba00b7fcb8672aa77b68ca244a050',0,'01','Skola',0,1,1,3,NULL,NULL,20251231,1);
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
INSERT INTO service VALUES(0,X'fc66795bca658d3686d249769e5f9986','PIRTS','Pirts',0,1,1,4,0,NULL,NULL,NULL);
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
, decision_number TEXT, decision_date INTEGER, submitted_by TEXT, approved_by TEXT, scenario INTEGER NOT NULL DEFAULT 0 CHECK (scenario IN (0, 1))) STRICT;
INSERT INTO version VALUES(0,X'0833906f282289959595a2406b510812','2026',2,0,1,1,15,'12',20260110,'Anna','Anna',0);
INSERT INTO version VALUES(1,X'86f03077287681f3966030197e01b148','2026 B',2,0,1,1,18,'31',20260120,'Anna','Anna',0);
INSERT INTO version VALUES(2,X'd2ed99ee1f73892d8e107f9bf780e4d2','Ja cena kāpj',0,0,1,1,12,NULL,NULL,NULL,NULL,1);
CREATE TABLE field_clock (
  tbl INTEGER NOT NULL,
  row BLOB NOT NULL,
  field TEXT NOT NULL,
  hlc TEXT NOT NULL,
  PRIMARY KEY (tbl, row, field)
) STRICT, WITHOUT ROWID;
INSERT INTO field_clock VALUES(0,X'31379684e681810ba58df8794909daa1','name','001a21ec3a82c-0008');
INSERT INTO field_clock VALUES(0,X'6a2d2d3300eb875ea33d5c1199b4f544','name','001a21ec3a82c-0009');
INSERT INTO field_clock VALUES(0,X'8c0ba00b7fcb8672aa77b68ca244a050','name','001a21ec3a82c-000a');
INSERT INTO field_clock VALUES(1,X'fc66795bca658d3686d249769e5f9986','name','001a21ec3a82c-000b');
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
INSERT INTO line VALUES(1,X'01a21ec3a82c7003aceb9db91d31e7cc',0,1,0,1,0,202601,10000,NULL,0,1,1,8,NULL,NULL,NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'2026-1',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO line VALUES(2,X'01a21ec3a82c70049bdf10b3df21b930',0,1,0,1,1,202601,12000,NULL,0,1,1,9,NULL,NULL,NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'2026-1',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO line VALUES(3,X'01a21ec3a82c7005b00c1bf5982f67df',1,2,0,1,NULL,202511,700,NULL,0,1,1,10,NULL,NULL,NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'2026-1',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
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
INSERT INTO appointment VALUES(1,X'01a21ec3a82d70028ed647089d38b17f',2,NULL,'Anna',0,NULL,NULL,20200101,NULL,NULL,0,1,1,19);
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
INSERT INTO commitment VALUES(1,X'01a21ec3a82c7006a994d47ee983c3de',1,NULL,NULL,NULL,5,NULL,202603,900,NULL,NULL,20260105,NULL,0,1,1,11);
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
, version INTEGER REFERENCES version (id), closing BLOB) STRICT;
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
INSERT INTO exception VALUES(1,X'01a21ec3a82d7000888b62697998b1aa','command.change_version','Viens cilvēks','0833906f-2822-8995-9595-a2406b510812',0,1,1,14);
INSERT INTO exception VALUES(2,X'01a21ec3a82d70019042635dfff7a600','command.change_version','Viens cilvēks','86f03077-2876-81f3-9660-30197e01b148',0,1,1,17);
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
CREATE TABLE blob (
  hash BLOB PRIMARY KEY,
  size INTEGER NOT NULL,
  held_by TEXT NOT NULL,
  content BLOB NOT NULL
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
, reach INTEGER NOT NULL DEFAULT 0 CHECK (reach BETWEEN 0 AND 2)) STRICT;
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
CREATE TABLE kept_block (
  block INTEGER PRIMARY KEY
) STRICT;
CREATE TABLE kept_columns (
  block INTEGER PRIMARY KEY,
  columns BLOB NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS "threshold" (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,
  unit INTEGER REFERENCES unit (id),
  axis INTEGER NOT NULL CHECK (axis BETWEEN 0 AND 6),
  watch INTEGER NOT NULL CHECK (watch BETWEEN 0 AND 2),
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
CREATE UNIQUE INDEX op_log_id ON op_log (device, n);
CREATE INDEX op_log_row ON op_log (row) WHERE row IS NOT NULL;
CREATE INDEX op_log_waiting ON op_log (n, count, tbl, wall) WHERE own = 1 AND verdict = 0;
CREATE INDEX op_log_unsettled_block ON op_log (n)
  WHERE own = 1 AND feed_seq IS NULL AND row IS NULL;
CREATE UNIQUE INDEX op_log_feed ON op_log (feed_seq) WHERE feed_seq IS NOT NULL;
CREATE INDEX row_verdict_tray ON row_verdict (device, n, kind) WHERE tray = 1;
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
CREATE INDEX command_done ON command (user, id) WHERE state = 0;
CREATE INDEX command_undone ON command (user, id) WHERE state = 1;
CREATE INDEX threshold_unit ON threshold (unit) WHERE unit IS NOT NULL;
COMMIT;
