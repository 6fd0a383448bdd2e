/** Function and question words, in lower case as written. They carry no subject, so they are neither indexed nor searched. */

const GERMAN = `
ab aber alle allem allen aller alles als also am an andere anderen anderer anderes ans auch auf aufs aus außer außerdem bei
beide beiden beim bereits bevor bin bis bisher bist bitte bloß bzw da dabei dadurch dafür dagegen daher damit danach dann
daran darauf daraus darf darfst darin darüber darum darunter das dass davon davor dazu dein deine deinem deinen deiner dem
den denen denn dennoch der deren des deshalb dessen dich die dies diese diesem diesen dieser dieses dir doch dort du durch
dürfen dürft eben eh eigentlich ein eine einem einen einer eines einige einigen einiger einmal entweder er es etc etwa etwas
euch euer eure euren für fürs gab gar gegen gerade gern gibt gibts gehts hab habe haben habs habt hallo halt hat hatte hatten
hätt hätte hätten hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im immer in indem ins irgendwas irgendwie
irgendwo ist ja je jede jedem jeden jeder jedes jedoch jemand jetzt kann kannst kein keine keinem keinen keiner können könnt
könnte könnten lassen mal man manche manchen mein meine meinem meinen meiner mich mir mit möchte möchten muss müssen musst
müsst nach nachdem nein nem nen ner nicht nichts noch nochmal nochmals nun nur ob obwohl oder ohne sagen schon sehr sei seid
sein seine seinem seinen seiner seit selbst sich sie sind so sobald sofern solche solchen soll sollen sollte sollten sondern
sonst sowas soweit sowie trotzdem über um und uns unser unsere unserem unseren unserer unter viel viele vielen vom von vor
wann war waren wäre wären wär warum was weder wegen weil welche welchem welchen welcher welches wem wen wenn wer werde werden
wessen weshalb wie wieso wieviel wieviele wielange will willst wir wird wirst wohl wo wobei wodurch wofür woher wohin wollen
womit woran worauf woraus worin worüber wovon wozu wurde wurden würde würden zu zum zur zwar zwischen
`;

const ENGLISH = `
a about above after again all also am an and any are as at be because been before being below between both but by can cant
could did do does doesnt doing don dont down during each either else few for from further get had has have having he hello
hows her here hers him his how i if in into is it its itself just let ll many may me might more most much must my no nor not
now of off on once only or other our ours out over own please re same shall she should so some such than that the their
theirs them then there these they this those through to too under until up upon us ve very was wasnt we were what whats when
where whether which while who whom whose why will with wont would you your yours
`;

const STOPWORDS: ReadonlySet<string> = new Set(`${GERMAN} ${ENGLISH}`.trim().split(/\s+/));

/** True for a function word of either language; `word` is lower case, and "what's" counts as "what". */
export function isStopword(word: string): boolean {
  if (STOPWORDS.has(word)) return true;
  const apostrophe = word.indexOf("'");
  return apostrophe > 0 && STOPWORDS.has(word.slice(0, apostrophe));
}
