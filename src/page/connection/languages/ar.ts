import type { PanelTranslation } from './en.ts';

/** What is written from the left keeps its order inside a sentence. */
const isolated = (text: string): string => `\u2068${text}\u2069`;

/** العربية */
export const arabic: PanelTranslation = ({ count, several }) => ({
  title: 'تفاصيل الاتصال',
  close: 'إغلاق',

  idle: 'غير متصل بعد',
  connecting: 'جارٍ الاتصال…',
  attempt: (n) => `تبدأ المحاولة ${count(n)}…`,
  connectingBy: (way) => `جارٍ الاتصال عبر ${isolated(way)}…`,
  syncing: 'متصل. جارٍ التحديث…',
  live: (way) => `متصل عبر ${isolated(way)}`,
  waiting: (n, at) => `انقطع الاتصال. المحاولة ${count(n)} في ${isolated(at)}`,
  offline: (at) => `غير متصل. محاولة كل دقيقة، والتالية في ${isolated(at)}`,
  refused: (code) => `مرفوض: ${isolated(code)}`,
  left: 'لقد غادرت الغرفة',

  switches: 'محاكاة المشكلات',
  switch: { websocket: 'حظر WebSocket', events: 'حظر Server-Sent Events', line: 'قطع الاتصال' },

  strategy: 'طريقة إعادة الاتصال',
  strategies: {
    exponential: 'أُسّية: تتضاعف كل مرة',
    linear: 'خطّية: تزيد 5 ث كل مرة',
    fixed: 'ثابتة: المدة نفسها دائمًا',
    immediate: 'فورية: بلا انتظار تقريبًا',
  },
  delays: 'أطول انتظار قبل كل محاولة',
  jitter: 'الانتظار الفعلي جزء عشوائي منه كي لا يعيد الجميع الاتصال في آن واحد.',

  amounts: 'حركة البيانات',
  way: 'وسيلة النقل',
  ways: {
    websocket: 'WebSocket',
    events: 'Server-Sent Events',
    polling: 'الاستطلاع الدوري',
    other: 'طلبات أخرى',
  },
  opened: 'فُتحت',
  sent: 'أُرسل',
  received: 'استُلم',
  frames: (n) =>
    several(n, {
      one: 'إطار واحد',
      two: 'إطاران',
      few: '# إطارات',
      many: '# إطارًا',
      other: '# إطار',
    }),

  life: 'السجل',
  newest: 'الأحدث أولًا. لا تظهر نصوص الرسائل هنا أبدًا.',
  nothing: 'لا شيء بعد',
  more: (n) => `عرض الجديد (${count(n)})`,
  clear: 'مسح',
  times: (n) => several(n, { one: 'مرة', two: 'مرتان', few: '# مرات', other: '# مرة' }),

  joined: (way) => `متصل مسبقًا عبر ${isolated(way)}`,
  upgrade: 'طُلبت الترقية',
  request: (what) => `طلب: ${isolated(what)}`,
  open: 'مفتوح',
  response: (what) => `رد: ${isolated(what)}`,
  blocked: (what) => `محظور: ${isolated(what)}`,
  failed: (what) => `فشل: ${isolated(what)}`,
  wasSent: (what) => `أُرسل: ${isolated(what || 'طلب')}`,
  wasReceived: (what) => `استُلم: ${isolated(what || 'رد')}`,
  pong: (ms) => `Pong بعد ${count(ms)} ms`,
  closed: (code) => `أُغلق بالرمز ${code}`,

  codes: 'رموز الإغلاق',
  known: {
    1000: 'نهاية عادية',
    1001: 'غادر الطرف الآخر',
    1005: 'بلا رمز',
    1006: 'انقطع الاتصال',
    1011: 'خطأ في الخادم',
  },
  unknown: 'رمز غير معروف',
  retries: {
    never: 'بلا إعادة اتصال',
    renew: 'تجديد الرمز المميز ثم إعادة الاتصال',
    later: 'الانتظار ثم إعادة الاتصال',
    now: 'إعادة الاتصال فورًا',
  },
});
