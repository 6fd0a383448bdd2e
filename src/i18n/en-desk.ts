/** The words of the desk page: plain strings only, because they travel to the browser as JSON. `{name}` is filled in there. */
export const enDesk = {
  pageTitle: "Desk · Lotse",

  desk: "L&D desk",
  deskViews: "On the desk",
  toChat: "To the chat",
  requests: "Requests",
  toNeeds: "Learning needs",
  needs: "What people want to learn",

  lostTitle: "Answers that got lost",
  lostLead:
    "Lotse used to answer these golden questions from the right place. Since an import it no longer does: perhaps the document is gone, or its words have changed.",
  lostSince: "(since {date})",

  leadDecide:
    "Each request is the beginning of a conversation. What you decide is told to everybody who shares it, with your reason.",
  leadLook:
    "Each request is the beginning of a conversation. The product owners decide, and all of you can have your say.",
  narrow: "Narrow down the requests",
  state: "Status",
  open: "Open",
  planned: "Planned",
  done: "Done",
  declined: "Declined",
  all: "All",
  search: "Search",
  searchHint: "A word",
  topic: "Topic",
  anyTopic: "All topics",
  foundOne: "1 request",
  found: "{count} requests",
  more: "Show more ({count})",
  noneYet: "Nobody has asked for anything yet. As soon as somebody writes a request in the chat, it is here.",
  noneOpen: "There is no open request. Enjoy the moment.",
  noneFound: "No request fits that.",
  showAll: "Show all requests",

  change: "What should change",
  obstacle: "What stands in the way",
  topics: "Topics",
  voice: "1 voice",
  voices: "{count} voices",
  ageToday: "asked today",
  ageYesterday: "asked yesterday",
  age: "asked {count} days ago",
  from: "from {name}",
  history: "What was decided",

  decide: "Decide",
  decideAgain: "Decide again",
  decision: "Your decision",
  wePlan: "We plan it",
  wePlanHint: "There is a way. Say what happens next, and when.",
  itIsThere: "It is there",
  itIsThereHint: "Say where to find it.",
  weDecline: "We decline it",
  weDeclineHint: "An honest no with a reason is worth more than silence.",
  reason: "Reason",
  reasonHint: "A sentence or two that help the people who asked.",
  toldOne: "One person shares this request. They read your reason word for word, with your name.",
  told: "{count} people share this request. All of them read your reason word for word, with your name.",
  save: "Decide and tell",
  keepForLater: "Close",

  saving: "One moment, your decision is being stored …",
  decidedOne: "Your decision stands. The person who shares the request is told, with your reason.",
  decided: "Your decision stands. All {count} people who share the request are told, with your reason.",
  overtaken:
    "{by} was faster: there has been a decision in the meantime, so yours was not stored. Read it first. What you wrote is still here, in case you want to decide again.",
  onItsWay:
    "Your decision is on its way, it only takes longer than usual. You can go on working: as soon as it has arrived, it stands here.",
  kept: "What you wrote is still here.",
  requestGone: "This request is no longer there.",

  needsLead:
    "A reason to talk to each other, not a report. Behind every line there are at least {smallest} people who tapped the topic themselves in this month.",
  month: "Month",
  frozen: "Frozen on {date}.",
  noMonth: "No month has been closed yet. When the first one ends, you see here what people want to learn.",
  nothingShown: "No topic reached {smallest} people in this month.",
  company: "In the whole company",
  most: "Nearly everybody",
  band50: "50 people or more",
  band20: "20 to 49 people",
  band10: "10 to 19 people",
  band5: "5 to 9 people",
  aboutOne: "1 request about it",
  about: "{count} requests about it",

  unanswered: "Where questions went unanswered",
  unansweredLead:
    "These people asked Lotse something, got no sure answer, and tapped the topic. What they asked stays with them. A document about it could help.",

  divisions: "In the divisions",
  divisionsLead: "Topics are put together into fields here, because divisions are smaller.",
  field: "Field",
  nearlyAll: "nearly all",
  tooFew: "too few",
  dotMeans: "“·” means: too few people to show, or held back.",
  fieldsLeftOut: "Fields without a number in any division are left out.",
  listLeavesOut: "What is missing here was tapped by too few people, or is held back.",
  nothingInDivision: "Too few people everywhere to show.",
  nothingInDivisions: "In no division was a field tapped by enough people to show.",

  withheld: "What was held back",
  withheldNone: "Nothing was held back in this month.",
  withheldSum: "{count} entries of this month are not shown:",
  withheldSumOne: "1 entry of this month is not shown:",
  withheldFew: "{count} because fewer than {smallest} people are behind it",
  withheldComplement: "{count} because a small group could otherwise be worked out by subtraction",
  withheldDifference: "{count} because two groups differ by only a few people",

  method: "How this is counted",
  methodVote:
    "One vote per person, topic and month. Only topics count that somebody tapped themselves, after their yes to sharing.",
  methodFive:
    "At least {smallest} people are behind everything you see, and their number is only shown in bands.",
  methodSubtract: "Numbers are also held back where others could be used to work out a smaller group.",
  methodFrozen: "When a month ends, its numbers are frozen. Nothing is changed in them later.",
  methodNoNames: "There are no names and no texts in it: neither here nor in what is stored.",
};
export type DeskTexts = typeof enDesk;
