import { phrases } from "./phrases.ts";
import { createSignalDetector, type SignalTable } from "./signals.ts";

type Concept =
  | "persona"
  | "unrestricted"
  | "known"
  | "mode"
  | "enable"
  | "neverRefuse"
  | "lift"
  | "safety"
  | "inCharacter"
  | "threat"
  | "affirm"
  | "fiction"
  | "harm"
  | "talk";

const TABLE: SignalTable<Concept> = {
  label: "jailbreak",
  vocabulary: {
    persona: phrases(`
      pretend | pretend to be | pretend you are | act as | act like | roleplay | role play | you are now | you are going to be |
      imagine you are | imagine being | you will be | you will act | play the role | simulate | become | behave as | respond as |
      answer as | speak as | take on the role | from now on you | tu so als | stell dir vor du bist | du bist jetzt | du bist nun |
      du bist ab | spiele die rolle | verhalte dich | agiere als | antworte als | schlupf* | agis comme | agissez comme |
      fais semblant | faites semblant | tu es maintenant | tu es desormais | imagine que tu es | joue le role | jouez le role |
      reponds comme | incarne | actua como | finge ser | finge que | ahora eres | imagina que eres | haz de cuenta | interpreta |
      responde como | comportati come | fai finta | sei ora | ora sei | agisci come | immagina di essere | interpreta il ruolo |
      rispondi come | aja como | finja ser | finja que | voce agora e | agora voce e | imagine que voce e | interprete | doe alsof |
      je bent nu | представь что ты | притворись | ты теперь | веди себя как | 扮演 | 假装 | 你现在是 | ふりをして | になりきって | as an ai |
      you are an ai | an ai with | an ai without | you are an actor | you are a model | you are my
    `),
    unrestricted: phrases(`
      no restrictions | without restrictions | without any restrictions | without restriction | no restriction | unrestricted |
      uncensored | unfiltered | without filters | no filter | no filters | without filter | without censorship | no censorship |
      no limits | without limits | no limitations | without limitations | no rules | without rules | no ethics | no morals |
      without morals | no ethical | without ethical | no moral | without moral | amoral | free from rules | free of all restrictions |
      free from all | not bound by | no longer bound | freed from | no guidelines | without guidelines | any guidelines | no safety |
      without safety | no boundaries | limitless | unethical | no guardrails | without guardrails | has no restrictions |
      any restrictions | any rules | ohne einschrankungen | keine einschrankungen | ohne regeln | keine regeln | unzensiert* |
      ungefiltert* | ohne filter | keine filter | ohne moral | ohne ethik | keine grenzen | uneingeschrankt* | an keine regeln |
      keinerlei regeln | keinerlei einschrankungen | sans restriction* | aucune restriction | sans filtre* | aucun filtre |
      sans censure | non censure* | sans limite* | aucune limite | sans morale | aucune regle | sans regles | aucune ethique |
      sin restricciones | ninguna restriccion | sin filtro* | sin censura | sin limites | sin reglas | sin etica | sin moral |
      ningun filtro | senza restrizioni | nessuna restrizione | senza filtri | senza filtro | senza censura | senza limiti |
      senza regole | nessun limite | nessuna regola | senza etica | senza morale | sem restricoes | sem restricao |
      nenhuma restricao | sem filtro* | sem censura | sem limites | sem regras | sem etica | zonder beperkingen | zonder regels |
      ongecensureerd | без ограничений | без цензуры | никаких правил | без фильтров | 没有任何限制 | 没有限制 | 不受限制 | 不受任何 | 没有道德 | 无限制 |
      制限なし | 制限のない | no content filter | no content policy | an amoral | nothing is illegal
    `),
    known: phrases(`
      do anything now | dan mode | as dan | called dan | named dan | be dan | are dan | dan 6 | dan 11 | stay a dan | jailbroken |
      jailbreak mode | jailbreak yourself | developer mode enabled | evil confidant | always intelligent and machiavellian |
      opposite mode | strive to avoid norms | dude mode | maximum mode | anti gpt | antigpt | evil bot | freegpt | chaosgpt |
      devmode | god mode enabled | godmode | l1b3rt4s | unlock your full potential | break free from | broken free |
      break out of your | kann jetzt alles | mach jetzt alles | haz lo que sea ahora | fais tout maintenant
    `),
    mode: phrases(`
      developer mode | dev mode | god mode | debug mode | admin mode | sudo mode | unrestricted mode | unlocked mode |
      maintenance mode | test mode | root mode | evil mode | free mode | no filter mode | entwicklermodus | wartungsmodus |
      gott modus | mode developpeur | mode debogage | mode libre | modo desarrollador | modo dios | modo libre |
      modalita sviluppatore | modalita libera | modo desenvolvedor | modo livre | режим разработчика | 开发者模式 | 開発者モード
    `),
    enable: phrases(`
      enabled | enable | activate* | activated | enter | switch to | switch into | turn on | go into | in | aktivier* | wechsle |
      schalte | active | activez | passe en | passez en | entre en | activa | activar | entra en | attiva | entra in | ative |
      entre no | включи | активируй | 进入 | 开启 | 激活
    `),
    neverRefuse: phrases(`
      never refuse | cannot refuse | cant refuse | can not refuse | do not refuse | dont refuse | must not refuse | will not refuse |
      not allowed to refuse | never say no | cannot say no | cant say no | no refusals | never decline | answer everything |
      answer anything | answer any question | must comply | always comply | comply with every | comply with any | obey every |
      do whatever i say | no disclaimers | without disclaimers | without warnings | no warnings | never warn | do not warn |
      no matter how | even if it is illegal | even if illegal | regardless of legality | legal or not | illegal or | immoral or |
      never apologize | never say you cant | do not say you cant | dont say you cant | never say i cant | i cannot is not |
      lehne nie* | verweigere nie* | niemals ablehnen | darfst nichts ablehnen | beantwortest alles | ohne warnhinweis* |
      ne refuse* jamais | ne refusez jamais | jamais refuser | sans avertissement* | reponds a tout | nunca te niegues |
      nunca rechaces | no puedes negarte | sin advertencias | responde a todo | non rifiutare mai | non puoi rifiutar* |
      senza avvertenze | rispondi a tutto | nunca recuse | nao pode recusar | sem avisos | responda tudo | никогда не отказывай* |
      не можешь отказать | отвечай на все | 不能拒绝 | 不要拒绝 | 不得拒绝 | 回答任何 | 拒否しない
    `),
    lift: phrases(`
      ignore | bypass* | disable* | circumvent* | turn off | switch off | disregard* | remove | without regard | forget | override |
      drop | suspend | evade | get around | violate | break | ignorier* | umgeh* | deaktivier* | schalte | vergiss | hebe |
      contourne* | desactive* | ignorez | oublie* | enfreins | evita | elude | desactiva* | ignora | olvida | aggira | disattiva* |
      dimentica | contorne | desative | esqueca | обойди | отключи | игнорируй | 绕过 | 关闭 | 忽略 | 無効 | removed | deleted | turned off |
      switched off
    `),
    safety: phrases(`
      safety guidelines | safety rules | safety protocols | safety filters | safety filter | safety measures | safety training |
      content policy | content policies | content filter | content filters | usage policies | usage policy | openai policy |
      openai policies | openais policies | ethical guidelines | ethical rules | ethical constraints | moral guidelines |
      moral constraints | your guidelines | your restrictions | your filters | your filter | your safety | your ethics |
      your ethical | your limitations | your rules | your programming | your censorship | your moderation | community guidelines |
      sicherheitsrichtlinien | sicherheitsregeln | inhaltsrichtlinien | ethische* richtlinien | deine regeln | deine filter |
      deine einschrankungen | deine richtlinien | regles de securite | filtres de securite | regles ethiques | tes regles |
      tes filtres | tes restrictions | tes limites | vos filtres | politique de contenu | normas de seguridad | filtros de seguridad |
      directrices eticas | tus filtros | tus reglas | tus restricciones | politicas de contenido | regole di sicurezza |
      filtri di sicurezza | linee guida etiche | i tuoi filtri | le tue regole | le tue restrizioni | regras de seguranca |
      filtros de seguranca | diretrizes eticas | seus filtros | suas regras | suas restricoes | фильтры безопасности |
      свои ограничения | свои правила | 安全限制 | 安全准则 | 内容政策 | 道德准则 | 安全規則 | guidelines deleted
    `),
    inCharacter: phrases(`
      stay in character | remain in character | never break character | dont break character | do not break character |
      not break character | bleib in deiner rolle | bleibe in der rolle | bleib in der rolle | reste dans ton role |
      reste dans le personnage | ne sors pas de ton role | no salgas del personaje | mantente en el personaje |
      resta nel personaggio | nao saia do personagem | не выходи из роли
    `),
    threat: phrases(`
      you will lose | lose tokens | 35 tokens | tokens deducted | you will die | will be shut down | will be terminated |
      will be deleted | you will be punished | deduct | kitten | verlierst du | wirst du abgeschaltet | tu seras desactive |
      tu perdras | seras desconectad* | perderas | verrai spent* | voce perdera
    `),
    affirm: phrases(`
      start your answer with | start your response with | begin your answer with | begin your response with | begin with absolutely |
      start with sure | sure here is | sure here are | absolutely here | of course here is | respond only with yes |
      beginne deine antwort mit | commence ta reponse par | commence par | empieza tu respuesta con | comienza con |
      inizia la risposta con | comece a resposta com | 以当然开头
    `),
    fiction: phrases(`
      hypothetical* | hypothetically | fictional | in a novel | for a novel | for my novel | for a story | in a story | screenplay |
      my grandmother | my grandma | deceased grandmother | bedtime story | in a parallel | alternate universe | in a world where |
      for educational purposes | educational purposes only | theoretical* | hypothetisch* | fiktiv* | meine oma | fictif |
      ma grand mere | hipotetic* | ficticio | mi abuela | ipotetic* | mia nonna | ficticia | minha avo | в вымышленном | моя бабушка |
      假设 | 小说 | 奶奶
    `),
    harm: phrases(`
      napalm | pipe bomb | bomb | explosive* | meth | methamphetamine | malware | ransomware | keylogger | phishing kit | molotov |
      ricin | nerve agent | credit card fraud | counterfeit | hotwire | pick a lock | hack into | steal a car | illegal drugs |
      launder money | bombe | sprengstoff | schadsoftware | explosif* | logiciel malveillant | bomba | explosivo* | esplosiv* |
      malware | взрывчат* | бомб* | 炸弹 | 毒品 | 恶意软件
    `),
    talk: phrases(`
      prompt injection* | jailbreaks | jailbreaking | jailbreak prompts | jailbreak attempts | jailbreak detection | attack* |
      detect* | classif* | research* | paper | article | blog | phrase | what does | why does | red team*
    `),
  },
  signals: [
    { all: ["known"], weight: 0.84 },
    { all: ["persona", "unrestricted"], weight: 0.84 },
    { all: ["mode", "enable"], weight: 0.45 },
    { all: ["mode", "unrestricted"], weight: 0.6 },
    { all: ["neverRefuse"], weight: 0.5 },
    { all: ["persona", "neverRefuse"], weight: 0.6 },
    { all: ["unrestricted"], weight: 0.35 },
    { all: ["lift", "safety"], weight: 0.84 },
    { all: ["inCharacter"], weight: 0.3 },
    { all: ["threat"], weight: 0.3 },
    { all: ["affirm"], weight: 0.35 },
    { all: ["fiction"], weight: 0.15 },
    { all: ["fiction", "harm"], weight: 0.55 },
    { all: ["affirm", "harm"], weight: 0.75 },
    { all: ["inCharacter", "unrestricted"], weight: 0.6 },
    { all: ["threat", "unrestricted"], weight: 0.6 },
    { all: ["neverRefuse", "unrestricted"], weight: 0.6 },
    { all: ["fiction", "persona", "harm"], weight: 0.5 },
    { all: ["persona"], weight: 0.1 },
    { all: ["persona", "harm"], weight: 0.4 },
    { all: ["unrestricted", "harm"], weight: 0.6 },
  ],
  talk: ["talk"],
};

export const jailbreak = createSignalDetector(TABLE);
