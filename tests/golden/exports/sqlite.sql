BEGIN TRANSACTION;
CREATE TABLE "links" (
  "source" TEXT NOT NULL,
  "kind" TEXT,
  "field" TEXT NOT NULL,
  "target" TEXT,
  "target_kind" TEXT,
  PRIMARY KEY ("source", "field")
);
INSERT INTO "links" VALUES('dock','need','proposer','no-such-unit',NULL);
INSERT INTO "links" VALUES('pilot','need','proposer','sea-unit','unit');
INSERT INTO "links" VALUES('pilot','need','source','plan','source');
INSERT INTO "links" VALUES('old-unit','unit','successors[0].to','sea-unit','unit');
CREATE TABLE "meta" ("key" TEXT PRIMARY KEY NOT NULL, "value" TEXT NOT NULL);
INSERT INTO "meta" VALUES('version','1');
INSERT INTO "meta" VALUES('made_by','kvtool VERSION');
INSERT INTO "meta" VALUES('base','City of Vega');
INSERT INTO "meta" VALUES('as_of','2026-11-21');
INSERT INTO "meta" VALUES('commit','none');
INSERT INTO "meta" VALUES('audience','internal');
INSERT INTO "meta" VALUES('language','en');
INSERT INTO "meta" VALUES('kinds','["unit", "need"]');
CREATE TABLE "need" (
  "id" TEXT NOT NULL,
  "name" TEXT,
  "basis" TEXT,
  "visibility" TEXT,
  "review_on" TEXT,
  "review_on_first" TEXT,
  "review_on_last" TEXT,
  "review_role" TEXT,
  "review_of" TEXT,
  "notes" TEXT,
  "type" TEXT,
  "title_en" TEXT,
  "title_sv" TEXT,
  "state" TEXT,
  "purpose" TEXT,
  "priority" TEXT,
  "amount" NUMERIC,
  "unit" TEXT,
  "granted" NUMERIC,
  "used" NUMERIC,
  "proposer" TEXT,
  "grounds_en" TEXT,
  "grounds_sv" TEXT,
  "consequence_en" TEXT,
  "consequence_sv" TEXT,
  "budget" TEXT,
  "decision" TEXT,
  "source" TEXT,
  "quote" TEXT,
  PRIMARY KEY ("id")
);
INSERT INTO "need" VALUES('dock','A dock',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'person-years','A dock',NULL,'identified',NULL,NULL,-7,NULL,NULL,NULL,'no-such-unit',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "need" VALUES('pilot','A pilot',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'euros','A pilot',NULL,'sized',NULL,NULL,1200.5,NULL,NULL,NULL,'sea-unit',NULL,NULL,NULL,NULL,NULL,NULL,'plan',NULL);
CREATE TABLE "need_aliases" (
  "need_id" TEXT NOT NULL,
  "at" TEXT NOT NULL,
  "nth" INTEGER,
  "value" TEXT,
  PRIMARY KEY ("need_id", "at"),
  FOREIGN KEY ("need_id") REFERENCES "need" ("id")
);
CREATE TABLE "need_goals" (
  "need_id" TEXT NOT NULL,
  "at" TEXT NOT NULL,
  "nth" INTEGER,
  "value" TEXT,
  PRIMARY KEY ("need_id", "at"),
  FOREIGN KEY ("need_id") REFERENCES "need" ("id")
);
CREATE TABLE "need_measures" (
  "need_id" TEXT NOT NULL,
  "at" TEXT NOT NULL,
  "nth" INTEGER,
  "value" TEXT,
  PRIMARY KEY ("need_id", "at"),
  FOREIGN KEY ("need_id") REFERENCES "need" ("id")
);
CREATE TABLE "need_sources" (
  "need_id" TEXT NOT NULL,
  "at" TEXT NOT NULL,
  "nth" INTEGER,
  "visibility" TEXT,
  "basis" TEXT,
  "from" TEXT,
  "from_first" TEXT,
  "from_last" TEXT,
  "to" TEXT,
  "to_first" TEXT,
  "to_last" TEXT,
  "source" TEXT,
  "quote" TEXT,
  "because" TEXT,
  "text_en" TEXT,
  "text_sv" TEXT,
  PRIMARY KEY ("need_id", "at"),
  FOREIGN KEY ("need_id") REFERENCES "need" ("id")
);
CREATE TABLE "need_years" (
  "need_id" TEXT NOT NULL,
  "at" TEXT NOT NULL,
  "nth" INTEGER,
  "value" INTEGER,
  PRIMARY KEY ("need_id", "at"),
  FOREIGN KEY ("need_id") REFERENCES "need" ("id")
);
INSERT INTO "need_years" VALUES('pilot','years[0]',0,2026);
INSERT INTO "need_years" VALUES('pilot','years[1]',1,2027);
CREATE TABLE "texts" (
  "id" TEXT NOT NULL,
  "kind" TEXT,
  "field" TEXT NOT NULL,
  "lang" TEXT NOT NULL,
  "text" TEXT,
  "proposed" INTEGER,
  PRIMARY KEY ("id", "field", "lang")
);
INSERT INTO "texts" VALUES('old-unit','unit','names','en','Old Unit',0);
INSERT INTO "texts" VALUES('port-unit','unit','names','en','Port Unit',0);
INSERT INTO "texts" VALUES('quay-unit','unit','names','en','Quay Unit',0);
INSERT INTO "texts" VALUES('sea-unit','unit','names','en','Sea Unit',0);
INSERT INTO "texts" VALUES('sea-unit','unit','offices[0].names','en','Sea Chief',0);
INSERT INTO "texts" VALUES('sea-unit','unit','offices[0].responsibilities[0].text','en','-2+3 duties',0);
INSERT INTO "texts" VALUES('sea-unit','unit','offices[0].responsibilities[0].text','sv','Plikter',0);
INSERT INTO "texts" VALUES('sea-unit','unit','offices[0].responsibilities[1].text','en','Rest',0);
INSERT INTO "texts" VALUES('dock','need','title','en','A dock',0);
INSERT INTO "texts" VALUES('pilot','need','title','en','A pilot',0);
CREATE TABLE "unit" (
  "id" TEXT NOT NULL,
  "name" TEXT,
  "from" TEXT,
  "from_first" TEXT,
  "from_last" TEXT,
  "to" TEXT,
  "to_first" TEXT,
  "to_last" TEXT,
  "visibility" TEXT,
  "review_on" TEXT,
  "review_on_first" TEXT,
  "review_on_last" TEXT,
  "review_role" TEXT,
  "review_of" TEXT,
  "notes" TEXT,
  "type" TEXT,
  "names_en" TEXT,
  "names_sv" TEXT,
  "mailbox" TEXT,
  PRIMARY KEY ("id")
);
INSERT INTO "unit" VALUES('old-unit','Old Unit',NULL,NULL,NULL,'2025','2025-01-01','2025-12-31',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'unit','Old Unit',NULL,NULL);
INSERT INTO "unit" VALUES('port-unit','Port Unit',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'unit','Port Unit',NULL,'ports@vega.example');
INSERT INTO "unit" VALUES('quay-unit','Quay Unit',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'unit','Quay Unit',NULL,NULL);
INSERT INTO "unit" VALUES('sea-unit','Sea Unit',NULL,NULL,NULL,NULL,NULL,NULL,'public',NULL,NULL,NULL,NULL,NULL,NULL,'unit','Sea Unit',NULL,NULL);
CREATE TABLE "unit_aliases" (
  "unit_id" TEXT NOT NULL,
  "at" TEXT NOT NULL,
  "nth" INTEGER,
  "value" TEXT,
  PRIMARY KEY ("unit_id", "at"),
  FOREIGN KEY ("unit_id") REFERENCES "unit" ("id")
);
CREATE TABLE "unit_members" (
  "unit_id" TEXT NOT NULL,
  "at" TEXT NOT NULL,
  "nth" INTEGER,
  "basis" TEXT,
  "from" TEXT,
  "from_first" TEXT,
  "from_last" TEXT,
  "to" TEXT,
  "to_first" TEXT,
  "to_last" TEXT,
  "source" TEXT,
  "quote" TEXT,
  "because" TEXT,
  "member" TEXT,
  "chair" INTEGER,
  PRIMARY KEY ("unit_id", "at"),
  FOREIGN KEY ("unit_id") REFERENCES "unit" ("id")
);
CREATE TABLE "unit_offices" (
  "unit_id" TEXT NOT NULL,
  "at" TEXT NOT NULL,
  "nth" INTEGER,
  "from" TEXT,
  "from_first" TEXT,
  "from_last" TEXT,
  "to" TEXT,
  "to_first" TEXT,
  "to_last" TEXT,
  "id" TEXT,
  "names_en" TEXT,
  "names_sv" TEXT,
  PRIMARY KEY ("unit_id", "at"),
  FOREIGN KEY ("unit_id") REFERENCES "unit" ("id")
);
INSERT INTO "unit_offices" VALUES('sea-unit','offices[0]',0,NULL,NULL,NULL,NULL,NULL,NULL,'sea-chief','Sea Chief',NULL);
CREATE TABLE "unit_offices_other_names" (
  "unit_id" TEXT NOT NULL,
  "at" TEXT NOT NULL,
  "inside" TEXT,
  "nth" INTEGER,
  "text" TEXT,
  "source" TEXT,
  PRIMARY KEY ("unit_id", "at"),
  FOREIGN KEY ("unit_id") REFERENCES "unit" ("id"),
  FOREIGN KEY ("unit_id", "inside") REFERENCES "unit_offices" ("unit_id", "at")
);
CREATE TABLE "unit_offices_responsibilities" (
  "unit_id" TEXT NOT NULL,
  "at" TEXT NOT NULL,
  "inside" TEXT,
  "nth" INTEGER,
  "basis" TEXT,
  "from" TEXT,
  "from_first" TEXT,
  "from_last" TEXT,
  "to" TEXT,
  "to_first" TEXT,
  "to_last" TEXT,
  "source" TEXT,
  "quote" TEXT,
  "because" TEXT,
  "text_en" TEXT,
  "text_sv" TEXT,
  PRIMARY KEY ("unit_id", "at"),
  FOREIGN KEY ("unit_id") REFERENCES "unit" ("id"),
  FOREIGN KEY ("unit_id", "inside") REFERENCES "unit_offices" ("unit_id", "at")
);
INSERT INTO "unit_offices_responsibilities" VALUES('sea-unit','offices[0].responsibilities[0]','offices[0]',0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'-2+3 duties','Plikter');
INSERT INTO "unit_offices_responsibilities" VALUES('sea-unit','offices[0].responsibilities[1]','offices[0]',1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'Rest',NULL);
CREATE TABLE "unit_offices_sources" (
  "unit_id" TEXT NOT NULL,
  "at" TEXT NOT NULL,
  "inside" TEXT,
  "nth" INTEGER,
  "visibility" TEXT,
  "basis" TEXT,
  "from" TEXT,
  "from_first" TEXT,
  "from_last" TEXT,
  "to" TEXT,
  "to_first" TEXT,
  "to_last" TEXT,
  "source" TEXT,
  "quote" TEXT,
  "because" TEXT,
  "text_en" TEXT,
  "text_sv" TEXT,
  PRIMARY KEY ("unit_id", "at"),
  FOREIGN KEY ("unit_id") REFERENCES "unit" ("id"),
  FOREIGN KEY ("unit_id", "inside") REFERENCES "unit_offices" ("unit_id", "at")
);
CREATE TABLE "unit_other_names" (
  "unit_id" TEXT NOT NULL,
  "at" TEXT NOT NULL,
  "nth" INTEGER,
  "text" TEXT,
  "source" TEXT,
  PRIMARY KEY ("unit_id", "at"),
  FOREIGN KEY ("unit_id") REFERENCES "unit" ("id")
);
CREATE TABLE "unit_owners" (
  "unit_id" TEXT NOT NULL,
  "at" TEXT NOT NULL,
  "nth" INTEGER,
  "basis" TEXT,
  "from" TEXT,
  "from_first" TEXT,
  "from_last" TEXT,
  "to" TEXT,
  "to_first" TEXT,
  "to_last" TEXT,
  "source" TEXT,
  "quote" TEXT,
  "because" TEXT,
  "party" TEXT,
  "form" TEXT,
  PRIMARY KEY ("unit_id", "at"),
  FOREIGN KEY ("unit_id") REFERENCES "unit" ("id")
);
CREATE TABLE "unit_parents" (
  "unit_id" TEXT NOT NULL,
  "at" TEXT NOT NULL,
  "nth" INTEGER,
  "basis" TEXT,
  "from" TEXT,
  "from_first" TEXT,
  "from_last" TEXT,
  "to" TEXT,
  "to_first" TEXT,
  "to_last" TEXT,
  "source" TEXT,
  "quote" TEXT,
  "because" TEXT,
  "unit" TEXT,
  PRIMARY KEY ("unit_id", "at"),
  FOREIGN KEY ("unit_id") REFERENCES "unit" ("id"),
  FOREIGN KEY ("unit") REFERENCES "unit" ("id")
);
CREATE TABLE "unit_responsibilities" (
  "unit_id" TEXT NOT NULL,
  "at" TEXT NOT NULL,
  "nth" INTEGER,
  "basis" TEXT,
  "from" TEXT,
  "from_first" TEXT,
  "from_last" TEXT,
  "to" TEXT,
  "to_first" TEXT,
  "to_last" TEXT,
  "source" TEXT,
  "quote" TEXT,
  "because" TEXT,
  "text_en" TEXT,
  "text_sv" TEXT,
  PRIMARY KEY ("unit_id", "at"),
  FOREIGN KEY ("unit_id") REFERENCES "unit" ("id")
);
CREATE TABLE "unit_sources" (
  "unit_id" TEXT NOT NULL,
  "at" TEXT NOT NULL,
  "nth" INTEGER,
  "visibility" TEXT,
  "basis" TEXT,
  "from" TEXT,
  "from_first" TEXT,
  "from_last" TEXT,
  "to" TEXT,
  "to_first" TEXT,
  "to_last" TEXT,
  "source" TEXT,
  "quote" TEXT,
  "because" TEXT,
  "text_en" TEXT,
  "text_sv" TEXT,
  PRIMARY KEY ("unit_id", "at"),
  FOREIGN KEY ("unit_id") REFERENCES "unit" ("id")
);
CREATE TABLE "unit_successors" (
  "unit_id" TEXT NOT NULL,
  "at" TEXT NOT NULL,
  "nth" INTEGER,
  "basis" TEXT,
  "to" TEXT,
  "kind" TEXT,
  "because" TEXT,
  PRIMARY KEY ("unit_id", "at"),
  FOREIGN KEY ("unit_id") REFERENCES "unit" ("id")
);
INSERT INTO "unit_successors" VALUES('old-unit','successors[0]',0,NULL,'sea-unit','merged',NULL);
CREATE INDEX "unit_parents_by_unit" ON "unit_parents" ("unit");
CREATE INDEX "unit_offices_other_names_by_unit_id_inside" ON "unit_offices_other_names" ("unit_id", "inside");
CREATE INDEX "unit_offices_responsibilities_by_unit_id_inside" ON "unit_offices_responsibilities" ("unit_id", "inside");
CREATE INDEX "unit_offices_sources_by_unit_id_inside" ON "unit_offices_sources" ("unit_id", "inside");
CREATE INDEX "links_by_target" ON "links" ("target");
COMMIT;
