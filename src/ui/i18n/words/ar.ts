import type { Translation } from '../language.ts';

/** A name that may be written from the left: its `#` stays before it. */
const isolated = (name: string): string => `\u2068${name}\u2069`;

/** العربية */
export const arabic: Translation = ({ count, several, list }) => {
  const newMessages = (n: number) =>
    several(n, {
      one: 'رسالة جديدة واحدة',
      two: 'رسالتان جديدتان',
      few: '# رسائل جديدة',
      many: '# رسالة جديدة',
      other: '# رسالة جديدة',
    });
  return {
    faults: {
      unreachable: 'تعذّر الاتصال بالخادم.',
      rate_limited: 'أنت تفعل ذلك بسرعة كبيرة. حاول مجددًا بعد قليل.',
      overloaded: 'الغرفة مزدحمة جدًا الآن.',
      room_full: 'الغرفة ممتلئة. ستدخل فور مغادرة أحدهم.',
      storage_full: 'لا توجد مساحة لرسائل جديدة في هذه الغرفة.',
      banned: 'تم حظرك من هذه الغرفة.',
      room_closed: 'هذه الغرفة مغلقة.',
      bad_room: 'اسم الغرفة من 1 إلى 64 حرفًا: a–z أو 0–9 أو - أو _.',
      bad_name: 'هذا الاسم غير متاح. اختر اسمًا آخر.',
      not_allowed: 'ليس لديك إذن للقيام بذلك.',
      unauthorized: 'انتهت جلستك. أعد تحميل الصفحة.',
      origin_not_allowed: 'الدردشة غير مفعّلة لهذا الموقع.',
      unsupported_protocol: 'هذه الصفحة قديمة. أعد تحميلها.',
      too_many_errors: 'أخطاء كثيرة جدًا. أعد تحميل الصفحة.',
      too_large: 'هذه الرسالة طويلة جدًا.',
      message_deleted: 'تم حذف هذه الرسالة.',
      not_found: 'لم تعد هذه الرسالة موجودة.',
      other_identity: 'كُتبت باسم آخر.',
      assistant_busy: 'المساعد مشغول. حاول مجددًا لاحقًا.',
      assistant_limit: 'تم بلوغ حد استخدام المساعد حاليًا.',
      assistant_refused: 'رفض النموذج الإجابة.',
      assistant_too_long: 'هذا أطول مما يستطيع النموذج معالجته.',
      assistant_timeout: 'استغرق المساعد وقتًا طويلًا للرد.',
      assistant_unavailable: 'المساعد غير متاح.',
    },
    someFault: 'حدث خطأ ما.',
    pauses: {
      rate_limited: 'أنت ترسل بسرعة كبيرة.',
      overloaded: 'الغرفة مزدحمة جدًا الآن.',
      storage_full: 'لا توجد مساحة في الغرفة.',
    },
    somePause: 'يُرجى الانتظار.',
    tryAgainIn: (seconds) => {
      const when =
        seconds === null ? 'بعد قليل' : seconds > 0 ? `بعد ${count(seconds)}\u00a0ث` : 'الآن';
      return `حاول مجددًا ${when}.`;
    },

    you: 'أنت',
    messages: 'الرسائل',
    deleted: 'تم حذف هذه الرسالة.',
    edited: 'معدّلة',
    saidAt: (name, time) => `${name}، ${time}`,
    today: 'اليوم',
    yesterday: 'أمس',

    newBelow: (n) => (n === 0 ? 'الانتقال إلى الأحدث' : newMessages(n)),
    announce: (n, name, text) => (n === 1 ? `${name}: ${text}` : newMessages(n)),

    actions: (name) => `إجراءات رسالة ${name}`,
    react: 'تفاعل',
    reactWith: (emoji) => `تفاعل بـ ${emoji}`,
    reactedBy: (emoji, names, rest) =>
      `${emoji} ${list(rest > 0 ? [...names, several(rest, { one: 'شخص آخر', two: 'شخصان آخران', other: '# آخرون' })] : names)}`,
    reply: 'رد',
    edit: 'تعديل',
    remove: 'حذف',
    earlierMessage: 'رسالة أقدم',
    jumpTo: (name) => `الانتقال إلى رسالة ${name}`,

    fates: {
      message: {
        going: 'جارٍ الإرسال…',
        paused: 'ستُرسل بعد لحظة.',
        queued: 'ستُرسل عند الاتصال.',
      },
      change: {
        going: 'جارٍ الحفظ…',
        paused: 'سيُحفظ بعد لحظة.',
        queued: 'سيُحفظ عند الاتصال.',
      },
    },

    composer: 'رسالتك',
    placeholder: (room) => `رسالة إلى ${isolated(room)}`,
    send: 'إرسال',
    save: 'حفظ',
    cancel: 'إلغاء',
    editing: 'تعديل الرسالة',
    replyingTo: (name) => `رد على ${name}`,

    nameLabel: 'ما اسمك؟',
    namePlaceholder: 'اسمك',
    join: 'انضمام',

    people: 'متصل الآن',
    online: (n) => `${count(n)} متصل`,
    beginning: (room) => `هذه بداية ${isolated(room)}`,
    typing: (names) =>
      names.length > 3
        ? 'عدة أشخاص يكتبون'
        : `${list(names)} ${names.length === 1 ? 'يكتب' : names.length === 2 ? 'يكتبان' : 'يكتبون'} الآن`,

    connecting: 'جارٍ الاتصال…',
    reconnecting: 'جارٍ إعادة الاتصال…',
    catchingUp: 'جارٍ التحديث…',
    waiting: (seconds) =>
      `انقطع الاتصال. محاولة جديدة ${seconds > 0 ? `بعد ${count(seconds)}\u00a0ث` : 'الآن'}.`,
    transports: {
      events: 'متصل من دون WebSocket لأن هذه الشبكة تحظره.',
      polling: 'اتصال بطيء: قد تصل الرسائل متأخرة بضع ثوانٍ.',
    },
    offline: 'غير متصل. ستُرسل الرسائل عند عودة الاتصال.',
    left: 'لقد غادرت الغرفة.',
    tryNow: 'حاول الآن',
  };
};
