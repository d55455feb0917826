import type { TextKey } from './catalog.js';
import type { Text } from './text.js';

/** The same in Korean. */
export const ko: Record<TextKey, Text> = {
  'booking.requested': { title: '새 예약 {code}', body: '{offering}, {from}. 확정을 기다리고 있습니다.' },
  'booking.made': { title: '새 예약 {code}', body: '{offering}, {from}. 확정되었습니다.' },
  'booking.received': {
    title: '{property}에서 예약을 접수했습니다: {code}',
    body: '{offering}, {from}. 확정되면 알려 드립니다.',
  },
  'booking.confirmed': { title: '예약 {code}이(가) 확정되었습니다', body: '{property} {offering}, {from}.' },
  'booking.declined': {
    title: '예약 {code}이(가) 거절되었습니다',
    body: '{property}에서 예약을 받을 수 없습니다: {offering}, {from}.',
  },
  'booking.cancelled': { title: '예약 {code}이(가) 취소되었습니다', body: '{property} {offering}, {from}.' },
  'booking.cancelledByGuest': {
    title: '고객이 {code}을(를) 취소했습니다',
    body: '{offering}, {from}. 자리가 비었습니다.',
  },
  'booking.expired': {
    title: '예약 {code}이(가) 만료되었습니다',
    body: '{property}에서 제때 확정하지 않았습니다: {offering}, {from}.',
  },
  'booking.soon': { title: '곧 시작됩니다: 예약 {code}', body: '{property} {offering}, {from}.' },
  'booking.arrived': {
    title: '{property}에 오신 것을 환영합니다',
    body: '체크인되었습니다: {offering}, 예약 {code}.',
  },
  'booking.left': {
    title: '{property}을(를) 찾아 주셔서 감사합니다',
    body: '체크아웃되었습니다: {offering}, 예약 {code}.',
  },
  'booking.changed': { title: '예약 {code}이(가) 변경되었습니다', body: '{property} {offering}, 변경된 일정: {from}.' },
  'offering.new': { title: '{property}의 새 상품', body: '이제 {offering}을(를) 예약할 수 있습니다.' },
  'provider.assigned': { title: '{code}에 배정되었습니다', body: '{property} {offering}, {from}.' },
  'provider.unassigned': { title: '{code} 배정이 해제되었습니다', body: '{property} {offering}, {from}.' },
  'provider.unavailable': {
    title: '{provider} 님이 근무할 수 없습니다',
    body: '다른 담당자가 필요한 예약이 있는지 확인하세요.',
  },
  'message.received': { title: '{actor} 님의 새 메시지', body: '아직 읽지 않았습니다.' },
  'message.mentioned': { title: '{actor} 님이 회원님을 언급했습니다', body: '아직 읽지 않은 메시지입니다.' },
  'conversation.assigned': { title: '대화가 배정되었습니다', body: '{actor} 님이 응대를 요청했습니다.' },
  'order.placed': { title: '새 주문 {code}', body: '접수를 기다리고 있습니다.' },
  'order.ready': { title: '주문 {code}이(가) 준비되었습니다', body: '곧 가져다 드리거나 찾아가실 수 있습니다.' },
  'order.rejected': { title: '주문 {code}을(를) 받을 수 없습니다', body: '지금은 준비할 수 없습니다.' },
  'order.cancelled': { title: '주문 {code}이(가) 취소되었습니다', body: '청구되지 않습니다.' },
  'order.refundDue': { title: '결제된 주문 {code}이(가) 취소되었습니다', body: '받아 둘 금액이 아니라면 환불하세요.' },
  'payment.captured': { title: '결제가 완료되었습니다', body: '{property}에서 감사드립니다.' },
  'payment.refunded': { title: '환불이 진행 중입니다', body: '{property}에서 결제를 환불했습니다.' },
  'payment.failed': { title: '결제에 실패했습니다', body: '{property}. 다시 시도하거나 다른 방법으로 결제하세요.' },
  'payment.disputed': { title: '결제에 이의가 제기되었습니다', body: '{property}. 기한 안에 은행에 답변하세요.' },
  'property.opened': { title: '{property} 영업 중', body: '예약을 받습니다.' },
  'property.paused': { title: '{property} 일시 중지', body: '당분간 새 예약을 받지 않습니다.' },
  'property.maintenance': { title: '{property} 공사로 휴업', body: '당분간 새 예약을 받지 않습니다.' },
  'property.archived': { title: '{property} 보관됨', body: '고객에게 더 이상 보이지 않습니다.' },
  'member.roleChanged': { title: '{property}에서의 역할이 바뀌었습니다', body: '{actor} 님이 권한을 변경했습니다.' },
  'member.invited': {
    title: '{property}에 초대되었습니다',
    body: '{actor} 님이 함께 일하자고 초대했습니다. 링크는 7일 동안 이 주소에서만 쓸 수 있습니다.',
    action: '초대 수락',
  },
  'alert.raised': { title: '알림: {alert}', body: '{property}. 확인하고 담당 중임을 표시하세요.' },
  'alert.crossed': { title: '알림: {alert}', body: '{property}: 현재 {value}, 기준 {threshold}.' },
  'account.newDevice': {
    title: '새 기기에서 로그인했습니다',
    body: '{device}. 직접 로그인하지 않았다면 비밀번호를 변경하세요.',
  },
  'account.passwordChanged': {
    title: '비밀번호가 변경되었습니다',
    body: '직접 변경하지 않았다면 즉시 관리자에게 계정 정지를 요청하세요.',
  },
  'account.sessionStolen': {
    title: '세션이 종료되었습니다',
    body: '갱신 토큰이 두 번 사용되었습니다. 다른 사람이 가지고 있을 수 있으니 비밀번호를 변경하세요.',
  },
  'mail.footer': { title: 'Frontdesk', body: '알림 설정에 따라 보내 드리는 메일입니다.', action: '열기' },
  'mail.unsubscribe': {
    title: '이런 메일을 그만 받으시겠습니까?',
    body: '앱에서는 계속 알려 드립니다. 알림 설정에서 다시 받을 수 있습니다.',
    action: '수신 거부',
  },
  'mail.unsubscribed': {
    title: '이런 메일을 더 이상 보내지 않습니다',
    body: '알림 설정에서 다시 받을 수 있습니다.',
  },
  somebody: { title: '누군가', body: '' },
};
