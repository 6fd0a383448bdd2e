export const plain = (text: string) => ({ type: "plain_text", text, emoji: false });
export const mrkdwn = (text: string) => ({ type: "mrkdwn", text, verbatim: true });
