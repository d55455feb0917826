import type { ProviderStatus } from '../../generated/prisma/enums.js';

export interface Standing {
  readonly name: string;
  readonly property: string;
  readonly status: ProviderStatus;
  readonly reason: string | null;
  readonly until: Date | null;
  readonly timeZone: string;
}

/** What the bot says. Plain text: nothing that people wrote is taken for a format. */
export interface Texts {
  linked(standing: Standing): string;
  standing(standing: Standing): string;
  readonly codeRefused: string;
  readonly stranger: string;
  readonly unlinked: string;
  readonly notAllowed: string;
  readonly wrongTime: string;
  readonly help: string;
}

const clock = (locale: string, { until, timeZone }: Standing) =>
  until === null
    ? ''
    : new Intl.DateTimeFormat(locale, {
        weekday: 'short',
        hour: '2-digit',
        minute: '2-digit',
        hourCycle: 'h23',
        timeZone,
      }).format(until);

const english: Texts = {
  linked: (standing) => `This chat speaks for ${standing.name} at ${standing.property}.\n${english.help}`,
  standing(standing) {
    const said = { AVAILABLE: 'available', BUSY: 'busy', UNAVAILABLE: 'away', OFF_DUTY: 'off duty' }[standing.status];
    const until = standing.until === null ? '' : ` until ${clock('en-GB', standing)}`;
    return `${standing.name}: ${said}${until}${standing.reason === null ? '' : ` (${standing.reason})`}.`;
  },
  codeRefused: 'This link is not valid any more. Ask for a new one.',
  stranger: 'I do not know this chat. Open the link that Frontdesk shows you, or ask at the desk for one.',
  unlinked: 'I do not know this chat any more.',
  notAllowed: 'You cannot change this any more. Ask at the desk.',
  wrongTime: 'Say for how many minutes, from 1 to 1440: /busy 45',
  help: [
    '/available: I can be had',
    '/busy 45 Lunch: busy for 45 minutes (60 when you do not say), and why',
    '/off: off duty for the rest of the day',
    '/status: how it is',
    '/stop: forget this chat',
  ].join('\n'),
};

const korean: Texts = {
  linked: (standing) => `이 채팅은 ${standing.property}의 ${standing.name} 님과 연결되었습니다.\n${korean.help}`,
  standing(standing) {
    const said = { AVAILABLE: '가능', BUSY: '업무 중', UNAVAILABLE: '부재', OFF_DUTY: '근무 외' }[standing.status];
    const until = standing.until === null ? '' : `, ${clock('ko-KR', standing)}까지`;
    return `${standing.name}: ${said}${until}${standing.reason === null ? '' : ` (${standing.reason})`}`;
  },
  codeRefused: '더 이상 유효하지 않은 링크입니다. 새 링크를 받아 주세요.',
  stranger: '연결되지 않은 채팅입니다. Frontdesk에 표시된 링크를 열거나 데스크에 문의해 주세요.',
  unlinked: '이 채팅의 연결을 끊었습니다.',
  notAllowed: '더 이상 변경할 수 없습니다. 데스크에 문의해 주세요.',
  wrongTime: '1~1440분 사이로 알려 주세요: /busy 45',
  help: [
    '/available: 가능',
    '/busy 45 점심: 45분 동안 업무 중(시간을 생략하면 60분), 사유',
    '/off: 오늘은 근무 외',
    '/status: 현재 상태',
    '/stop: 이 채팅 연결 끊기',
  ].join('\n'),
};

/** In the language of a locale, English for those that there is nothing in. */
export const textsIn = (locale: string | null | undefined): Texts => (/^ko\b/i.test(locale ?? '') ? korean : english);
