"""Words of the trade as people write them, the most frequent first, to make listings and queries from."""

WORDS = (
    *("تصميم", "مصمم", "موقع", "شعار", "متجر", "كتابة", "ترجمة", "برمجة", "مبرمج", "محتوى", "فيديو", "logo"),
    *("design", "مونتاج", "تطبيق", "ووردبريس", "إعلانات", "تسويق", "صور", "بيانات", "website", "سيو", "مقال"),
    *("مقالات", "WordPress", "متجر سلة", "إدخال بيانات", "UI/UX", "تحسين محركات البحث", "SEO", "فوتوشوب"),
    *(
        "شعارات",
        "متاجر",
        "مواقع",
        "الموقع",
        "للمتجر",
        "والشعار",
        "بتصميم",
        "مشروع",
        "مشاريع",
        "خدمة",
        "خدمات",
    ),
    *("تفريغ صوتي", "تعليق صوتي", "هوية بصرية", "سوشيال ميديا", "Photoshop", "Illustrator", "Laravel", "PHP"),
    *("Node.js", "React", "C#", "c++", ".net", "ASP.NET", "Flutter", "تطبيقات الجوال", "اندرويد", "iOS"),
    *("مترجم", "مترجمة", "تركي", "إنجليزي", "قانونية", "عقد", "عقود", "كاتب", "كتاب", "كُتّاب", "لوجو", "بنر"),
    *("إعلان", "اعلان", "جوجل", "google ads", "فيسبوك", "انستقرام", "تيك توك", "حملة", "حملات", "ممولة"),
    *("مُحترف", "احترافي", "سريع", "رخيص", "مميز", "24 ساعة", "١٠ صفحات", "1,500 كلمة", "100%", "٥٠$"),
    *("video editing", "motion graphic", "موشن جرافيك", "انيميشن", "3D", "تصوير", "ديكور", "تصميم داخلي"),
    *("سيرة ذاتية", "cv", "resume", "خطة عمل", "دراسة جدوى", "محاسبة", "إكسل", "excel", "power bi", "تحليل"),
    *("سحب بيانات", "web scraping", "python", "بوت تليجرام", "ذكاء اصطناعي", "chatgpt", "شوبيفاي", "shopify"),
    *(
        "دروبشيبينج",
        "سلة",
        "زد",
        "e-commerce",
        "ecommerce",
        "متـــجر",
        "تصميـم",
        "مت\u200bجر",
        "ﻣﺘﺠﺮ",
        "Café",
    ),
    *("example.com", "كافيه", "عطور", "مطعم", "عيادة", "شركة", "صالون", "مدرسة", "يوتيوب", "قناة", "بودكاست"),
    *("نجار", "أرابيسك", "زخرفة", "خط عربي", "calligraphy", "fonts", "طباعة", "كرتون", "رسم", "لوحة زيتية"),
)
"""The first few stand in hundreds of a few thousand listings, the last ones in a handful."""

SMALL_TALK = (
    *("في", "من", "على", "مع", "بدون", "لكل", "and", "for", "the", "with", "السلام عليكم", "محتاج", "أريد"),
    *("مطلوب", "سأقوم", "بسعر", "جدا", "😀", "،", "-", "(", ")", "\n", "...", "need a", "please", "لو سمحت"),
)
"""What stands between the words, in listings and in queries."""

STRANGE = (
    *(
        '"',
        '""',
        "-",
        "--",
        '-"',
        "price:",
        "price:cheap",
        "kind:خاتم",
        "site:ءءء",
        "a:b",
        "://",
        "*",
        "(",
        "\0",
    ),
    *("شعا", "تصميمم", "ووردبرس", "logoo", "desing", "مونتاح", "لا", "x", "7", "ـ", "\u0651", "徽标", "👍🏽"),
)
"""Slips, half words and pieces of syntax that nobody meant."""

SITES = ("mostaql", "khamsat", "kafiil", "suq", "mahara")
KINDS = ("request", "offer", "specialist")
SPECIALTIES = (
    ("design",),
    ("logo", "design"),
    ("banner", "design"),
    ("code",),
    ("web", "code"),
    ("wordpress", "web", "code"),
    ("mobile", "code"),
    ("writing",),
    ("translation", "writing"),
    ("video",),
)
"""A specialty and those above it."""

SKILLS = (
    *("تصميم شعارات", "هوية بصرية", "Adobe Photoshop", "Illustrator", "WordPress", "PHP", "Laravel", "React"),
    *("كتابة محتوى", "ترجمة", "تدقيق لغوي", "مونتاج", "After Effects", "SEO", "إدارة حسابات", "إدخال بيانات"),
    *("Excel", "Python", "UI/UX", "Figma", "C#", "ASP.NET", "الترجمة القانونية", "video editing", "سلة"),
)
