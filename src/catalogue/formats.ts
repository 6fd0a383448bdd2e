import type { Format } from "../store/schema.ts";

/** Our formats, and what systems call them. Compared without case, spaces and hyphens. */
const NAMES: Record<Format, string> = {
  course: `course, online course, e-learning, web based training, wbt, training, class, module, learning module, lesson, tutorial,
    lab, kurs, onlinekurs, schulung, lerneinheit, modul, selbstlernkurs`,
  video: "video, film, clip, webcast, screencast, recording, aufzeichnung, erklärvideo, lernvideo",
  article: `article, blog, blog post, blog article, post, document, pdf, guide, how-to, white paper, news, newsletter, web page,
    website, reading, artikel, beitrag, blogbeitrag, dokument, leitfaden`,
  book: `book, e-book, audiobook, book summary, audiobook summary, summary, chapter, buch, hörbuch, buchzusammenfassung,
    zusammenfassung, fachbuch`,
  podcast: "podcast, podcast episode, episode, audio, folge, podcastfolge",
  event: `event, live event, webinar, workshop, seminar, conference, meetup, live session, session, talk, instructor-led training,
    ilt, virtual instructor-led training, vilt, classroom, veranstaltung, präsenzschulung, präsenzseminar, vortrag, konferenz`,
  path: `path, learning path, learning program, learning programme, program, programme, curriculum, playlist, series, collection,
    journey, learning journey, certification, lernpfad, lernreise, lernprogramm, programm, reihe, zertifizierung`,
  person: "person, expert, coach, coaching, mentor, mentoring, ansprechperson, experte, expertin, mentorin",
};

export const FORMATS = Object.keys(NAMES).join(", ");

const formats = new Map<string, Format>(
  (Object.keys(NAMES) as Format[]).flatMap((format) =>
    NAMES[format].split(",").map((name): [string, Format] => [bare(name), format]),
  ),
);

/** The format that a system's word stands for. */
export function formatNamed(name: string): Format | null {
  return formats.get(bare(name)) ?? null;
}

function bare(name: string): string {
  return name
    .normalize("NFC")
    .toLowerCase()
    .replace(/[\s_-]+/gu, "");
}
