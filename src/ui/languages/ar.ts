import type { Translation } from './language.ts';

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
  const characters = (n: number) =>
    several(n, { one: 'حرف واحد', two: 'حرفان', few: '# أحرف', many: '# حرفًا', other: '# حرف' });
  return {
    faults: {
      unreachable: 'تعذّر الوصول إلى الخادم.',
      rate_limited: 'كان ذلك سريعًا قليلًا. سنتابع بعد لحظة.',
      overloaded: 'الغرفة مشغولة جدًا. سنتابع بعد لحظة.',
      room_full: 'الغرفة ممتلئة. ستدخل حالما يغادر أحد.',
      storage_full: 'لم تبقَ في الغرفة مساحة لرسائل جديدة.',
      banned: 'لقد حُظرت من هذه الغرفة.',
      room_closed: 'هذه الغرفة مغلقة.',
      bad_room: 'اسم الغرفة من 1 إلى 64 من a إلى z أو أرقام أو - أو _.',
      not_allowed: 'هذا غير مسموح لك.',
      unauthorized: 'لم يعد الخادم يعرفك. أعد تحميل الصفحة لتبدأ من جديد.',
      origin_not_allowed: 'لا يُسمح لهذا الموقع باستخدام دردشة ذلك الخادم.',
      unsupported_protocol: 'هذه الصفحة أقدم من خادمها. أعد تحميلها.',
      too_many_errors: 'لم يعد الخادم يقبل شيئًا من هذه الصفحة. أعد تحميلها.',
      message_deleted: 'حُذفت تلك الرسالة.',
      not_found: 'لم تعد تلك الرسالة هنا.',
      other_identity: 'كُتب هذا باسم آخر، لذلك لم يُرسل.',
    },
    someFault: 'حدث خطأ ما.',
    pauses: {
      rate_limited: 'كان ذلك سريعًا قليلًا.',
      overloaded: 'الغرفة مشغولة جدًا.',
      storage_full: 'لم تبقَ في الغرفة مساحة.',
    },
    somePause: 'تطلب الغرفة الانتظار.',
    goesOn: (seconds) => {
      const when =
        seconds === null ? 'قريبًا' : seconds > 0 ? `بعد ${count(seconds)}\u00a0ث` : 'الآن';
      return `ما تكتبه محفوظ، ويُستأنف الإرسال ${when}.`;
    },

    you: 'أنت',
    messages: 'الرسائل',
    deleted: 'حُذفت هذه الرسالة.',
    edited: 'معدّلة',
    saidAt: (name, time) => `${name}، ${time}`,
    today: 'اليوم',
    yesterday: 'أمس',

    empty: 'لم يقل أحد شيئًا هنا بعد.',
    beginning: 'هنا تبدأ المحادثة.',
    earlier: 'عرض رسائل أقدم',
    loadingEarlier: 'جارٍ تحميل رسائل أقدم…',
    newBelow: (n) => (n === 0 ? 'إلى الأحدث' : newMessages(n)),
    announce: (n, name, text) => (n === 1 ? `${name}: ${text}` : newMessages(n)),

    actions: (name) => `إجراءات لرسالة ${name}`,
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
        queued: 'ستُرسل حالما يتوفر اتصال.',
      },
      change: {
        going: 'جارٍ الحفظ…',
        paused: 'سيُحفظ بعد لحظة.',
        queued: 'سيُحفظ حالما يتوفر اتصال.',
      },
    },
    notKept: 'لا يحفظ هذا المتصفح شيئًا هنا: إعادة التحميل تُفقد ما لم يُرسل بعد.',
    reacting: (emoji, on) => (on ? `التفاعل بـ ${emoji}` : `سحب التفاعل ${emoji}`),
    notSent: (why) => `لم تُرسل. ${why}`,
    retry: 'إعادة المحاولة',
    discard: 'تجاهل',

    composer: 'رسالتك',
    placeholder: (room) => `رسالة إلى ${room}`,
    send: 'إرسال',
    save: 'حفظ',
    cancel: 'إلغاء',
    editing: 'تعديل رسالتك',
    replyingTo: (name) => `رد على ${name}`,
    charactersLeft: (n) => `بقي ${characters(n)}`,
    charactersOver: (n) => `زيادة ${characters(n)}`,

    nameLabel: 'بماذا نناديك؟',
    namePlaceholder: 'اسمك',
    join: 'انضم',

    people: 'الموجودون الآن',
    online: (n) => `${count(n)} هنا`,
    readers: (n) =>
      several(n, { one: 'قارئ واحد', two: 'قارئان', few: '# قرّاء', other: '# قارئًا' }),
    typing: (names) => (names.length > 3 ? 'عدة أشخاص يكتبون' : `يكتب الآن: ${list(names)}`),

    connection: 'الاتصال بالتفصيل',

    connecting: 'جارٍ الاتصال…',
    reconnecting: 'جارٍ إعادة الاتصال…',
    catchingUp: 'جارٍ جلب ما فاتك…',
    waiting: (seconds) =>
      `انقطع الاتصال. محاولة جديدة ${seconds > 0 ? `بعد ${count(seconds)}\u00a0ث` : 'الآن'}.`,
    rungs: {
      events: 'متصل من دون WebSocket لأنه لا يمر هنا.',
      polling: 'متصل لكن ببطء: لا تمر هنا إلا الطلبات البسيطة.',
    },
    offline: 'غير متصل. ما تكتبه محفوظ هنا ويُرسل حالما يتوفر اتصال.',
    left: 'لقد غادرت الغرفة.',
    tryNow: 'حاول الآن',
  };
};
