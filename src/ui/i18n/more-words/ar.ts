import type { Translation } from '../language.ts';

/** العربية: ما يأتي بعد النظرة الأولى */
export const moreArabic: Translation = ({ count, several, list }) => {
  const characters = (n: number) =>
    several(n, { one: 'حرف واحد', two: 'حرفان', few: '# أحرف', many: '# حرفًا', other: '# حرف' });
  return {
    welcome: 'أهلًا بك! ألقِ التحية.',
    unreadLine: 'جديد',
    empty: 'لا توجد رسائل بعد',
    earlier: 'عرض الرسائل الأقدم',
    loadingEarlier: 'جارٍ تحميل الرسائل الأقدم…',
    readBy: (names, rest) => `قرأها ${list(rest > 0 ? [...names, `${count(rest)} آخرون`] : names)}`,
    moreActions: 'إجراءات أخرى',
    badges: { ai: 'ذكاء اصطناعي', bot: 'بوت' },
    copyText: 'نسخ النص',
    copyLink: 'نسخ الرابط',
    copied: 'تم النسخ',
    copyDenied: 'تعذّر النسخ. حدّد النص وانسخه.',
    back: 'رجوع',
    notKept: 'ستضيع الرسائل غير المرسلة عند إعادة التحميل: لا يحفظها هذا المتصفح.',
    reacting: (emoji, on) => (on ? `التفاعل بـ ${emoji}` : `إزالة التفاعل ${emoji}`),
    notSent: (why) => `لم تُرسل. ${why}`,
    retry: 'إعادة المحاولة',
    discard: 'تجاهل',
    charactersLeft: (n) => `بقي ${characters(n)}`,
    charactersOver: (n) => `زيادة ${characters(n)}`,
    peopleOnline: (n) =>
      several(n, {
        one: 'شخص واحد متصل',
        two: 'شخصان متصلان',
        few: '# أشخاص متصلون',
        many: '# شخصًا متصلًا',
        other: '# شخص متصل',
      }),
    guests: (n) =>
      several(n, { one: 'ضيف واحد', two: 'ضيفان', few: '# ضيوف', many: '# ضيفًا', other: '# ضيف' }),
    rename: 'تغيير الاسم',
    newName: 'اسمك الجديد',
    logout: 'انسَني على هذا الجهاز',
    logoutAsk: (unsent) =>
      `لن تتمكن بعد ذلك من تعديل رسائلك أو حذفها.${unsent ? ' ستضيع الرسائل غير المرسلة.' : ''}`,
    noFiles: 'لا يمكن إرسال الملفات والصور هنا بعد.',
    editKept: 'تم حذف هذه الرسالة. نصك ما زال في الحقل.',
    youAreOffline: 'أنت غير متصل. ستُرسل الرسائل عند عودتك.',
    removeAsk: 'الحذف لدى الجميع؟',
    thatIsYou: '(أنت)',
    deleting: 'حذف رسالة',
    dismiss: 'إغلاق',
    suggestions: 'اقتراحات',
    suggested: (n) =>
      `${several(n, { one: 'اقتراح واحد', two: 'اقتراحان', few: '# اقتراحات', other: '# اقتراحًا' })}. اختر بالأسهم واضغط Enter.`,
    emoji: 'رموز تعبيرية',
    moreEmoji: 'المزيد من الرموز',
    copyCode: 'نسخ الكود',
    more: 'المزيد',
    invite: 'دعوة',
    insert: 'إدراج',
    alerts: 'الإشعارات',
    chat: 'الدردشة',
    closeChat: 'إغلاق الدردشة',
    ownPage: 'فتح في علامة تبويب جديدة',
    connection: 'تفاصيل الاتصال',
    answers: {
      from: (model) => (model === null ? 'المساعد المدمج' : `ذكاء اصطناعي · ${model}`),
      cost: (read, written) => `الرموز: ${read} مدخلة، ${written} مخرجة`,
      queued: 'في قائمة الانتظار…',
      thinking: 'يفكّر…',
      stop: 'إيقاف',
      again: 'إعادة المحاولة',
      againFrom: (time) => `يمكنك إعادة المحاولة عند ${time}.`,
      stopped: 'تم الإيقاف.',
      interrupted: 'انقطع بسبب إعادة تشغيل الخادم.',
      cut: 'بلغ الجواب أقصى طول له.',
    },
  };
};
