/** Names that the manifest and the code must agree on. */

export const PLAYER_VIEW_TYPE = 'evalverse.player';
/** The panel about raters and judges. */
export const BOARD_VIEW_TYPE = 'evalverse.board';
/** The panel that holds clips against each other. */
export const COMPARE_VIEW_TYPE = 'evalverse.compare';
export const CLIPS_VIEW = 'evalverse.clips';
export const FINDINGS_VIEW = 'evalverse.findings';
/** Scheme of the read-only findings document. */
export const FINDINGS_SCHEME = 'evalverse';
/** Scheme of help pages. */
export const HELP_SCHEME = 'evalverse-help';

/** Scheme of read-only documents about judging: prompts and the audit log. */
export const JUDGING_SCHEME = 'evalverse-judging';

/** Context keys for `when` clauses. */
export const CONTEXT = {
  /** A text field inside the player has the focus. */
  inputFocus: 'evalverse.inputFocus',
  /** The player under the focus has an in/out range. */
  hasRange: 'evalverse.hasRange',
  /** The user annotates, and is shown nothing of a judge. */
  annotating: 'evalverse.annotating',
  /** At least one evaluation is running. */
  running: 'evalverse.running',
  /** ffmpeg was looked for and not found. */
  ffmpegMissing: 'evalverse.ffmpegMissing',
  /** The workspace was looked through and has no clips. */
  noClips: 'evalverse.noClips',
} as const;

export const COMMAND = {
  evaluateClip: 'evalverse.evaluateClip',
  evaluateShot: 'evalverse.evaluateShot',
  evaluateRange: 'evalverse.evaluateRange',
  scoreFolder: 'evalverse.scoreFolder',
  pickJudge: 'evalverse.pickJudge',
  pickDimensions: 'evalverse.pickDimensions',
  setApiKey: 'evalverse.setApiKey',
  removeApiKey: 'evalverse.removeApiKey',
  showJudgePrompt: 'evalverse.showJudgePrompt',
  showAuditLog: 'evalverse.showAuditLog',
  allowedEndpoints: 'evalverse.allowedEndpoints',
  deleteLeftoverUploads: 'evalverse.deleteLeftoverUploads',
  cancelEvaluation: 'evalverse.cancelEvaluation',
  openAsClip: 'evalverse.openAsClip',
  seek: 'evalverse.seek',
  openFindingsDocument: 'evalverse.openFindingsDocument',
  copyFindings: 'evalverse.copyFindings',
  compareClips: 'evalverse.compareClips',
  compareWithReference: 'evalverse.compareWithReference',
  compareOutputs: 'evalverse.compareOutputs',
  annotateClip: 'evalverse.annotateClip',
  annotateNextClip: 'evalverse.annotateNextClip',
  stopAnnotating: 'evalverse.stopAnnotating',
  importRatings: 'evalverse.importRatings',
  agreeWithFinding: 'evalverse.agreeWithFinding',
  disagreeWithFinding: 'evalverse.disagreeWithFinding',
  suppressFinding: 'evalverse.suppressFinding',
  takeBackStance: 'evalverse.takeBackStance',
  showSuppressedFindings: 'evalverse.showSuppressedFindings',
  showAgreement: 'evalverse.showAgreement',
  calibrateJudge: 'evalverse.calibrateJudge',
  filterFindings: 'evalverse.filterFindings',
  findFfmpeg: 'evalverse.findFfmpeg',
  showFfmpegHelp: 'evalverse.showFfmpegHelp',
  configureFfmpeg: 'evalverse.configureFfmpeg',
  installFacePack: 'evalverse.installFacePack',
  showLog: 'evalverse.showLog',
} as const;

/** Tools that agents in the editor may use. */
export const TOOL = { scoreClip: 'evalverse_scoreClip', readReview: 'evalverse_readReview' } as const;

/** Who tells the editor about our MCP servers. */
export const MCP_SERVERS = 'evalverse.mcpServers';

/** The command behind a player action: `evalverse.player.nextFrame`. */
export function playerCommand(action: string): string {
  return `evalverse.player.${action}`;
}

/** The command behind an action on compared clips: `evalverse.compare.swapSides`. */
export function compareCommand(action: string): string {
  return `evalverse.compare.${action}`;
}
