// The interface's words in both languages, and the choice between them.

const WORDS = {
  zh: {
    skip: "跳到文字内容", searchLabel: "搜索人物、会议、职务、指示", searchHint: "搜索：姓名、拼音、职务、会议、指示内容",
    picture: "关系图", canvasKeys: "关系图：方向键移动，加减号缩放，0 显示全部", canvas: "关系图。同样的内容在列表里可以逐条阅读。", legend: "图例与筛选", language: "English", languageLabel: "Switch to English",
    dark: "深色", light: "浅色", themeLabel: (to) => `切换到${to}`,
    counts: (a, m, p, d) => `${a} 篇文章 · ${m} 个会议 · ${p} 人 · ${d} 条指示要求`,
    person: "人物", meeting: "会议", document: "文件", slogan: "提法", post: "职务", body: "机构", directive: "指示要求", statement: "陈述",
    relation: "关系", types: "类型", roles: "在会议中的角色", dates: "会议日期", from: "从", to: "到", any: "不限", places: "地点",
    chair: "主持", speaker: "讲话", attendee: "出席", observer: "列席", accompanying: "陪同",
    cascade: "传达落实", names: "提到", holds: "任职", says: "讲话内容", studies: "学习", convenes: "召集", convener: "召集",
    people: "人物", meetings: "会议", articles: "文章", lists: "全部内容", search: "搜索", nothing: "没有找到", results: (n) => `${n} 条结果`,
    intro: "点图上的人或会议，或按 / 搜索。每一条都能打开它依据的原文。",
    more: (n) => `再显示 ${n} 条`, source: "原文", sourceOf: (n, words) => `原文 ${n}：${words}`, close: "关闭", home: "回到首页",
    posts: "职务", chaired: "主持的会议", spoke: "讲话的会议", attended: "出席的会议", observed: "列席的会议", accompanied: "陪同",
    place: (n) => `名单第 ${n} 位`, said: "讲话要点", inherited: (words) => `承前省略“${words}”`, title: "仅作称呼",
    date: "日期", where: "地点", mode: "形式", venue: "分会场", video: "视频会议", mentionedAs: "文中称",
    kind_meeting: "会议", kind_talks: "会谈会见", kind_inspection: "调研考察", kind_ceremony: "仪式活动", kind_instruction: "批示指示",
    referred: "文中提及的会议", demanded: "谁提出了什么要求", studied: "学习传达",
    passesOn: "传达落实了", passedOnBy: "被这些会议传达落实", sameSeries: "同系列会议", number: "编号", addressee: "对象", by: "讲话者", at: "会议",
    under: "所属", parts: "包含", namesDocuments: "提到的文件", namesSlogans: "提法", usedIn: "出现于", heldBy: "担任者", convened: "召集的会议",
    unfold: (n) => `在图上展开讲话要点（${n}）`, fold: "收起讲话要点", near: "只看周边", whole: "看全图", csv: "下载表格", alias: "又称",
    fit: "显示全部", fitShort: "全图", zoomIn: "放大", zoomOut: "缩小", png: "下载 PNG", svg: "下载 SVG", print: "打印",
    file: "文件名", characters: (s, e) => `第 ${s}–${e} 字符`, rule: "规则", reporter: "记者", newspaper: "来源报纸", agency: "通讯社", publisher: "刊登", published: "刊登日期", wholeArticle: "整篇文章",
    aggregated: (shown, all) => `全图共 ${all} 个节点，先显示其中 ${shown} 个人物和会议。其余可搜索，或在列表里打开，再点“只看周边”。`,
    partly: (shown, all) => `全图有 ${all} 个人物和会议，先显示联系最多的 ${shown} 个。其余可搜索，或在列表里打开。`,
    nearOf: (name) => `只显示“${name}”的周边。`, empty: "没有可显示的内容。", missing: "这个链接指向的内容不在此图中。", grounds: "依据", undatedHidden: "日期不详的会议不显示。",
    limited: (n) => `筛选后显示 ${n} 个。`, unlimited: "取消筛选", levels: "层级（按职务字样）", level_central: "中央", level_province: "省级", level_city: "市级", level_county: "县区级", level_township: "乡镇街道",
    sparql: "SPARQL", sparqlAbout: "用 kg query OUTPUT -e '…' 运行，或在任何 SPARQL 1.1 库中运行。", copy: "复制", copied: "已复制",
  },
  en: {
    skip: "Skip to the text", searchLabel: "Search people, meetings, posts, directives", searchHint: "Search: name, pinyin, post, meeting, words of a directive",
    picture: "Network", canvasKeys: "Network: arrow keys move, plus and minus zoom, 0 shows all", canvas: "Network drawing. The list holds the same content to read line by line.", legend: "Legend and filters", language: "中文", languageLabel: "切换到中文",
    dark: "Dark", light: "Light", themeLabel: (to) => `Switch to ${to.toLowerCase()} mode`,
    counts: (a, m, p, d) => `${a} articles · ${m} meetings · ${p} people · ${d} directives`,
    person: "Person", meeting: "Meeting", document: "Document", slogan: "Set phrase (提法)", post: "Post", body: "Body", directive: "Directive", statement: "Statement",
    relation: "Relation", types: "Types", roles: "Role at the meeting", dates: "Date of meeting", from: "From", to: "To", any: "any", places: "Place",
    chair: "Chair", speaker: "Speaker", attendee: "Attendee", observer: "Observer (列席)", accompanying: "Accompanying (陪同)",
    cascade: "Passes on", names: "Names", holds: "Holds", says: "Says", studies: "Studies", convenes: "Convenes", convener: "Convener",
    people: "People", meetings: "Meetings", articles: "Articles", lists: "Everything", search: "Search", nothing: "Nothing found", results: (n) => `${n} results`,
    intro: "Pick a person or meeting in the drawing, or press / to search. Every line opens the words it came from.",
    more: (n) => `Show ${n} more`, source: "source", sourceOf: (n, words) => `source ${n}: ${words}`, close: "Close", home: "Back to start",
    posts: "Posts", chaired: "Meetings chaired", spoke: "Spoke at", attended: "Attended", observed: "Observed (列席)", accompanied: "Accompanied (陪同)",
    place: (n) => `no. ${n} in the list`, said: "Points of speech", inherited: (words) => `“${words}” carried over from before`, title: "as a form of address",
    date: "Date", where: "Place", mode: "Held as", venue: "Branch venue", video: "video conference", mentionedAs: "Called here",
    kind_meeting: "Meeting", kind_talks: "Talks", kind_inspection: "Inspection", kind_ceremony: "Ceremony", kind_instruction: "Written instruction",
    referred: "Meeting referred to", demanded: "Who demanded what", studied: "Studied",
    passesOn: "Passes on", passedOnBy: "Passed on by", sameSeries: "Same series", number: "Number", addressee: "Addressed to", by: "Speaker", at: "Meeting",
    under: "Part of", parts: "Parts", namesDocuments: "Documents named", namesSlogans: "Set phrases", usedIn: "Occurs in", heldBy: "Held by", convened: "Meetings convened",
    unfold: (n) => `Unfold points of speech (${n})`, fold: "Fold points of speech", near: "Neighbourhood only", whole: "Whole graph", csv: "Download table", alias: "Also called",
    fit: "Show all", fitShort: "All", zoomIn: "Zoom in", zoomOut: "Zoom out", png: "Download PNG", svg: "Download SVG", print: "Print",
    file: "File", characters: (s, e) => `characters ${s}–${e}`, rule: "rule", reporter: "Reporter", newspaper: "Newspaper", agency: "Agency", publisher: "Published by", published: "Published", wholeArticle: "Whole article",
    aggregated: (shown, all) => `${all} nodes in all; these are the ${shown} people and meetings. Search for the rest or open them from the list, then pick “Neighbourhood only”.`,
    partly: (shown, all) => `${all} people and meetings in all; these are the ${shown} best connected. Search for the rest or open them from the list.`,
    nearOf: (name) => `Only what surrounds “${name}”.`, empty: "Nothing to show.", missing: "What this link points to is not in this graph.", grounds: "grounds", undatedHidden: "Meetings without a date are hidden.",
    limited: (n) => `${n} shown by the filters.`, unlimited: "Clear filters", levels: "Level (by the words of the post)", level_central: "Central", level_province: "Province", level_city: "City", level_county: "County, district", level_township: "Township, street",
    sparql: "SPARQL", sparqlAbout: "Run it with kg query OUTPUT -e '…' or in any SPARQL 1.1 store.", copy: "Copy", copied: "Copied",
  },
};

// A page opened from disk may be refused storage: then the choice lasts as long as the page.
const remembered = {
  get(key) { try { return window.localStorage.getItem(key); } catch { return null; } },
  set(key, value) { try { window.localStorage.setItem(key, value); } catch { /* not kept */ } },
};

// The reader's choice, else the first of the browser's languages that the page speaks.
let language = [remembered.get("kg-language"), ...navigator.languages].map((tag) => tag?.slice(0, 2)).find((tag) => tag in WORDS) ?? "en";

function say(key, ...values) {
  const word = WORDS[language][key];
  return typeof word === "function" ? word(...values) : word ?? key;
}
