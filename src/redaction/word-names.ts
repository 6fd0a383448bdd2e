import { keysOf } from "./words.ts";

/** Names that are nouns too: alone they are masked unless something before them says that they are meant as one. */
export const NOUNS = keysOf(`
  Acker Adler August April Bach Bank Bäcker Bauer Baum Berg Bischof Bock Brand Brauer Buch Burg Busch
  Decker Dorn Eck Engel Falk Falke Feld Fink Forst Franke Franken Frankfurter Freund Friede Fries Frost Fuchs
  Gärtner Geiger Geist Glas Glück Gold Graf Groß Hahn Hammer Hase Haus Heide Held Herbst Herr Herzog Hesse Hirsch Hirt Hof
  Holz Horn Hut Jäger Juni Juli Kaiser Kamp Kaufmann Kern Kirsch Koch Kohl König Korn Kraft Krebs Kreis Krieg Krone Krug Kunst
  Kurs Land Lauf Lehrer Linde Löwe Luft Mai März Maurer Meister Mond Moor Morgen Mut Nagel Nacht Ochs Ort 
  Papst Pfau Pfeffer Platz Post Preis Rabe Rat Reich Rein Reis Richter Ring Ritter Rose Rosen Sauer Schatz
  Schmied Schreiber Schreiner Schule Schuster Schwabe Schwan See Seemann Sommer Sonne Sonntag Freitag Montag
  Specht Speer Stahl Stein Stern Stock Storch Sturm Tag Tanne Teich Thema Thron Tisch Vogel Wald Wand 
  Wein Weise Wende Werk Winkel Winkler Winter Wirt Wolf Wolke Wunder Ziegler Zimmer Zahn
  Baker Bell Bishop Brook Brooks Butler Carpenter Case Chance Church Cook Cross Day Field Fisher Ford Forest Fox Gardner
  Grace Hall Harmony Heaven Hill Holiday Hope Hunter Joy Judge King Knight Lane Law Marshall Mill Page Penny
  Pepper Place Pool Pope Price Prince Queen Ray River Robin Ruby Sage Sky Star Stone Summer Temple Victor Violet
  Ward Water Waters Weaver West Wood Woods Angel Crystal Dawn Destiny Eve Faith Iris Ivy Jade Jewel Lilie Lily
  Virginia Paris London Berlin Bremen Hamburg Essen Halle Jordan Israel Georgia Asia India China Viola
  `);

/** Names that are other words too: at the head of a sentence nobody can tell. */
export const OTHERS = keysOf(`
  Alt Arm Bald Best Bitter Blau Braun Breit Bunt Dank Ernst Ehrlich Euler Fein Fest Fett Flach Frei Frisch Froh Fromm Früh Ganz Gern
  Grau Grob Grün Gut Hart Heil Heiß Hell Hoch Hübsch Jung Kalt Kann Klar Klein Klug Krumm Kühl Kühn Kurz Lang Lange Laut Lieb Liebe Lustig
  Mild Mohr Neu Noll Recht Reif Roh Rot Roth Rund Sanft Schlau Schlecht Schnell Schön Schwarz Selig Sicher Spät Still Stark Steil
  Streng Süß Teuer Toll Treu Übel Viel Voll Wach Wahr Warm Weiß Weit Wenig Wild Will Wohl Zart Zahm Roman Wie
  An Am Ab As Be Bin Bis By Can Da Dem Den Der Die Do Dich Dir Du Ein Er Es For Für Go Han Hat He Her Hi Hin Ho Hu Ich In Ihm Ihn Ihr Im Ist
  It Ja Jo Kein Le Li Lo Ma Man May Me Mir Mit My Nach Nah Nein No Nun Nur Ob Of On Or Sein She Sie So Son Song Sun Tu To Um Un Van Von Was
  We Weg Wer Wir Wo You Yu Zu Zum Bill Black Blue Brown Buck Chase Chip Dean Dick Drew Earnest Frost Gene Gay Grant Gray Green Guy
  Hardy Jack Jean Lance Long Major Mark Merry Miles Noble Olive Pat Peace Rich Rob Rusty Short Small Strong Sue Swift
  Sweet Tell Wade White Wise Young Yes The And Are Was Has Had Get Got Let See Sea Key Pay Way Now New Old One Two`);

/** What is said before a noun and not before a name. */
export const DETERMINERS = keysOf(`
  der die das den dem des ein eine einen einem einer eines im am vom zum zur beim ins ans aufs kein keine keinen keinem keiner mein meine
  meinen meinem meiner dein deine deinen deiner sein seine seinen seinem seiner ihr ihre ihren ihrem ihrer unser unsere unseren unserem
  unserer euer eure euren jeder jede jedes jeden jedem dieser diese dieses diesen diesem welcher welche welches welchen welchem alle aller
  allen viele vieler mehr bis ab seit ende anfang mitte pro je nächsten nächster nächste letzten letzter letzte ganzen neue neuen neuer guten guter
  the a an this that these those my your his their our every each any some no in on at of to by for and und oder or als wie`);
