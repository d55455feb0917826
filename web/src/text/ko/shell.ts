import type { shell as en } from '../en/shell.js';

export const shell: typeof en = {
  nav: {
    properties: '사업장',
    property: '사업장 선택',
    mine: '내 메뉴',
    members: '구성원',
    settings: '설정',
    account: '내 계정',
    users: '사용자',
    serviceKeys: '서비스 키',
    administration: '관리',
    api: 'API 탐색기',
    signOut: '로그아웃',
    menu: '메뉴',
    everything: '전체 메뉴',
  },
  connection: {
    status: {
      connecting: '연결 중 …',
      live: '실시간',
      catchingUp: '따라잡는 중',
      offline: '오프라인',
      refused: '연결 안 됨',
    },
    explained: {
      connecting: '서버에 연결하고 있습니다.',
      live: '무슨 일이든 일어나는 즉시 여기에 보입니다.',
      catchingUp: '놓친 내용을 가져오고 있습니다.',
      offline: '다시 연결되면 그사이의 일이 모두 전달됩니다. 잃는 것은 없습니다.',
      refused: '서버가 이 연결을 받지 않았습니다.',
    },
    catchingUp: (events) => `놓친 이벤트 ${events}개를 가져오는 중`,
    caughtUp: (events) => `놓친 이벤트 ${events}개를 가져왔습니다`,
    retryAt: (time) => `${time}에 다시 시도합니다.`,
    connect: '지금 연결',
    disconnect: '연결 끊기',
  },
};
