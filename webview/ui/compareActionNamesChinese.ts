import type { CompareKeyGroupNames, OwnCompareActionNames } from './compareActionNames.ts';

export const CHINESE_COMPARE_ACTION_NAMES: OwnCompareActionNames = {
  playPause: '全部播放、全部暂停',
  nextSound: '收听下一个片段',
  goToStart: '开头',
  goToEnd: '结尾',
  loopClip: '循环播放全部',
  showSideBySide: '并排',
  showWipe: '划像',
  showDifference: '差异',
  toggleSync: '同一时间，或同一镜头',
  swapSides: '交换两侧，或将首个片段移至末尾',
  toggleBlind: '隐藏或显示名称和分数',
};

export const CHINESE_COMPARE_KEY_GROUP_NAMES: CompareKeyGroupNames = {
  play: '播放与收听',
  move: '移动',
  range: '区间与循环',
  look: '比较',
  help: '帮助',
};
