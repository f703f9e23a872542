-- Runs of the program, and what they could not read.
create table runs (
    run integer not null,
    started timestamp not null,
    finished timestamp,              -- null: still going on, or killed
    sources varchar[] not null,
    version varchar not null, model varchar not null, knowledge varchar not null, config varchar not null,
    coded integer, unchanged integer, left_out integer
);
create table run_errors (run integer not null, source varchar not null, reason varchar not null);

-- Articles. One that changed is a new version beside the old one; `document` is the first digits of the SHA-256 of all that is known of it.
create table documents (
    document varchar not null,
    id varchar not null,             -- the source's own
    version integer not null,        -- 1, 2, ... of this id
    url varchar, publisher varchar, published date,
    title varchar not null,
    text varchar not null,           -- title, newline, body; all offsets below are code points in it, from 0, end not included
    added timestamp not null
);

-- One reading of a document by one coder. A newer coder's reading stands beside the older one's.
create table codings (
    coding integer not null,
    document varchar not null,
    run integer not null,
    version varchar not null, model varchar not null, knowledge varchar not null, config varchar not null
);
create table sentences (coding integer not null, number integer not null, first integer not null, last integer not null);

-- What one article reports of one event: the record of the codebook, in columns. Parties and speakers are rows of mentions.
create table reports (
    report varchar not null,         -- coding:place of the trigger
    coding integer not null,
    sentence integer not null,
    trigger_start integer not null, trigger_end integer not null, trigger varchar not null,
    type varchar not null, mode varchar, contexts varchar[] not null, status varchar not null,
    time_start integer, time_end integer, time_words varchar, date_start date, date_end date, date_granularity varchar,
    place_start integer, place_end integer, place_words varchar,
    geonameid integer, place varchar, place_country varchar, lat double, lon double,
    same_as varchar,
    plover_quad_class tinyint not null, goldstein double, cameo varchar,
    confidence double not null
);
create table mentions (
    report varchar not null, coding integer not null,
    role varchar not null,           -- actor, recipient or said_by
    number integer not null,         -- 0, 1, ... within the role
    first integer, last integer, words varchar,   -- null: known from context only
    actor varchar, name varchar, country varchar, sector varchar
);
create table quotes (
    quote varchar not null, coding integer not null, sentence integer not null,
    cue_start integer not null, cue_end integer not null, cue varchar not null,
    speaker_start integer, speaker_end integer, speaker_words varchar, speaker varchar, speaker_country varchar, speaker_sector varchar,
    content_start integer not null, content_end integer not null, content varchar not null,
    kind varchar not null, stance varchar not null, confidence double not null
);

-- What counts today: of each article the last version, and of that the last reading.
create view current_codings as
    select codings.*, documents.id, documents.url, documents.publisher, documents.published, documents.title, documents.text
    from (select coding, document, run, version, model, knowledge, config, max(coding) over (partition by document) as latest from codings) codings
    join (select *, max(documents.version) over (partition by id) as newest from documents) documents using (document)
    where coding = latest and documents.version = newest;
