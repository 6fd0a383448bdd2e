/** What Slack takes at most, in UTF-16 code units or pieces. */
export const LIMITS = {
  blocksInMessage: 50,
  blocksInView: 100,
  /**
   * All blocks of a message together, as JSON. Slack publishes no figure; it has refused messages (`msg_blocks_too_long`) from about
   * 13,000 on.
   */
  message: 12_000,
  /** Slack says 250 KB. A code unit is three bytes at most. */
  view: 80_000,
  /** The text beside the blocks, for notifications and screen readers. */
  text: 3000,
  section: 3000,
  header: 150,
  elementsInActions: 25,
  button: 75,
  value: 2000,
  accessibilityLabel: 75,
  optionText: 75,
  optionValue: 75,
  options: 100,
  radioButtons: 10,
  fieldLabel: 2000,
  typed: 3000,
  viewTitle: 24,
  privateMetadata: 3000,
} as const;
