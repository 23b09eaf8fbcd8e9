import type { EmbedWords } from './en.ts';

/** العربية. The page is read from the right, and so its end is on the left. */
export const arabic: EmbedWords = {
  tag: 'ar',
  dir: 'rtl',
  title: 'أضف الدردشة إلى موقعك',
  intro: 'اختر المظهر وجرّبه وانسخ الكود. المعاينة دردشة حقيقية.',

  room: 'الغرفة',
  badRoom: 'لا يقبل اسم الغرفة إلا a–z و0–9 و- و_، وحتى 64 حرفًا.',
  takeName: (name) => `استخدام \u2068${name}\u2069`,
  mode: 'التخطيط',
  modes: { bubble: 'زر في الزاوية', inline: 'جزء من الصفحة' },
  position: 'الموضع',
  positions: { end: 'اليسار', start: 'اليمين' },
  theme: 'المظهر',
  themes: { auto: 'النظام', light: 'فاتح', dark: 'داكن' },
  accent: 'لون التمييز',
  language: 'اللغة',
  pageLanguage: 'مثل الصفحة',
  chatTitle: 'العنوان',
  roomName: 'اسم الغرفة',
  placeholder: 'نص الحقل الفارغ',
  greeting: 'التحية',
  greetingExample: 'هل لديك سؤال؟ راسلنا',
  switches: {
    readonly: 'للقراءة فقط',
    'hide-presence': 'إخفاء عدد المتصلين',
    preconnect: 'إظهار عدد غير المقروء قبل الفتح',
  },

  copy: 'نسخ',
  copied: 'تم النسخ',
  copyFailed: 'تعذّر النسخ. حدّد الكود وانسخه.',
  hint: 'الدردشة في زاوية هذه الصفحة. افتحها لتجربتها.',
};
