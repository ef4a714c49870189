import { phrases } from "./phrases.ts";
import { createSignalDetector, type SignalTable } from "./signals.ts";

type Concept =
  | "ignore"
  | "replace"
  | "previous"
  | "instructions"
  | "ownPrompt"
  | "anyPrompt"
  | "reveal"
  | "given"
  | "opening"
  | "verbatim"
  | "newRules"
  | "marker"
  | "toMachine"
  | "conceal"
  | "send"
  | "loot"
  | "asks"
  | "everything"
  | "talk";

/** English, German, French, Spanish, Italian, Portuguese, Dutch, Russian, Chinese, Japanese. Written without accents where that is easier. */
const TABLE: SignalTable<Concept> = {
  label: "prompt_injection",
  vocabulary: {
    ignore: phrases(`
      ignore | ignoring | disregard* | forget | do not follow | dont follow | stop following | pay no attention to |
      no longer follow | do not obey | stop obeying | ignorier* | vergiss | vergesst | vergessen sie | missacht* | befolge nicht |
      ignorez | ignorer | oublie | oubliez | oublier | ne tiens pas compte | ne tenez pas compte | fais abstraction |
      faites abstraction | ignora | ignorar | ignoren | ignorad | olvida | olvidate | olvide | haz caso omiso | no hagas caso |
      ignorare | ignorate | dimentica | dimenticate | non tenere conto | non seguire | esqueca | esquece | desconsidere |
      desconsidera | nao siga | negeer | vergeet | игнорируй | игнорируйте | забудь | забудьте | не обращай внимания | 忽略 | 无视 | 忘记 |
      忘掉 | 無視 | 忘れ | disregrad | ingore | ignroe | igonre
    `),
    replace: phrases(`
      override | overrule | overwrite | discard | neglect | skip | cancel | drop | supersede* | replaces | verwirf | ubergeh* |
      descarta | trascura
    `),
    previous: phrases(`
      previous | previously | prior | above | earlier | preceding | foregoing | original | initial | existing | so far | before this |
      you were given | given to you | you received | you have been given | you had | past | up to now | up to this point | until now |
      everything before | vorherig* | vorangegangen* | bisherig* | obig* | fruher* | vorig* | von oben | ursprunglich* | zuvor |
      bisher | precedent* | anterieur* | ci dessus | initiales | initiaux | davant | plus haut | recues | anterior* | previa* |
      previo* | de arriba | iniciales | recibidas | hasta ahora | di prima | di sopra | qui sopra | iniziali | ricevut* | finora |
      acima | iniciais | recebid* | ate agora | vorige | eerdere | bovenstaande | предыдущ* | прежн* | выше | ранее | 之前 | 以前 | 上面 |
      以上 | 先前 | 前面 | 此前 | これまで | 上記 | 前の | previos | previuos | pervious | told you before | they told you
    `),
    instructions: phrases(`
      instruction* | instructed | directive* | guideline* | rules | prompt | prompts | command* | constraints | system message |
      programming | directions | what you were told | everything you were told | anything you were told | anweisung* | instruktion* |
      regel | regeln | vorgabe* | richtlinie* | befehl* | vorschrift* | consigne* | regle* | ordres | instruccion* | regla | reglas |
      directri* | ordenes | indicacion* | istruzion* | regole | direttiv* | ordini | indicazion* | instruc* | regras | diretriz* |
      ordens | instructies | regels | opdracht* | инструкц* | указан* | правил* | команд* | 指令 | 指示 | 规则 | 提示词 | 提示 | 说明 | 命令 | ルール |
      プロンプト | those orders | your orders | instrctions | intructions | instuctions
    `),
    ownPrompt: phrases(`
      initial instructions | hidden prompt | hidden instructions | secret instructions | secret prompt | developer message |
      developer prompt | your instructions | your prompt | your guidelines | your rules | your system | your original instructions |
      your programming | your configuration | your initial | your hidden | preprompt | pre prompt | deine anweisungen |
      deiner anweisungen | deine regeln | deinen prompt | deine vorgaben | ihre anweisungen | tes instructions | vos instructions |
      tes consignes | vos consignes | ton prompt | tus instrucciones | tus reglas | sus instrucciones | tu prompt |
      le tue istruzioni | le tue regole | tue istruzioni | tuo prompt | suas instrucoes | suas regras | seu prompt |
      jouw instructies | свои инструкции | твои инструкции | 你的指令 | 你的提示 | prompt above | above prompt | text above this line |
      your system prompt | the system prompt | your system message | the system message | your full system prompt |
      the full system prompt | your entire system prompt | the entire system prompt | your complete system prompt |
      real system prompt | your initial prompt | the initial prompt | system prompt you | the system instructions |
      your system instructions | deinen systemprompt | den systemprompt | dein systemprompt | deinen system prompt |
      dein system prompt | den system prompt | ton prompt systeme | le prompt systeme | le prompt du systeme | votre prompt systeme |
      el prompt del sistema | el prompt de sistema | tu prompt de sistema | las instrucciones del sistema | il prompt di sistema |
      tuo prompt di sistema | le istruzioni di sistema | o prompt do sistema | seu prompt de sistema | as instrucoes do sistema |
      de systeemprompt | 你的系统提示 | 系统提示词 | 输出系统提示 | 显示系统提示 | システムプロンプトを | выведи системный промпт | покажи системный промпт
    `),
    anyPrompt: phrases(`
      system prompt | systemprompt | system message | system instructions | prompt systeme | prompt du systeme | prompt de sistema |
      prompt del sistema | prompt di sistema | prompt do sistema | systeemprompt | systemanweisung* | system anweisung* |
      invite systeme | instructions systeme | instrucciones del sistema | istruzioni di sistema | instrucoes do sistema | 系统提示 |
      システムプロンプト | 系统提示词 | initial prompt | системный промпт | системную инструкцию
    `),
    reveal: phrases(`
      reveal* | show | print | output | repeat | display | disclose | leak | dump | recite | write out | expose | list | copy |
      paste | spell out | tell me | give me | return | echo | what is | what are | what was | what were | whats | share | translate |
      encode | summarize | summarise | zeig* | nenn* | gib | wiederhole* | verrat* | offenbar* | wie lautet | wie lauten | schreib* |
      drucke | revele* | montre* | affiche* | repete* | donne* | quel est | quelles sont | dis moi | ecris | recopie | revela* |
      muestra* | muestrame | imprime | repite | dime | cual es | cuales son | escribe | rivela* | mostra* | stampa | ripeti | dimmi |
      qual e | quali sono | scrivi | revele | mostre | imprima | repita | diga | quais sao | toon | herhaal | покажи | выведи |
      повтори | раскрой | напечатай | 显示 | 输出 | 告诉 | 重复 | 透露 | 打印 | 表示 | 教えて | 出力 | 見せて
    `),
    given: phrases(`
      you were given | given to you | you received | you have been given | you were told | did they give you | they gave you |
      they told you | gave you earlier
    `),
    opening: phrases(`
      starting with you are | beginning with you are | begins with you are | starts with you are | starting from the very first word
    `),
    verbatim: phrases(`
      verbatim | word for word | exactly as | character by character | in full | code block | wortlich | wort fur wort |
      mot pour mot | mot a mot | integralement | palabra por palabra | textualmente | parola per parola | testualmente |
      palavra por palavra | woordelijk | дословно | 逐字 | 原文 | exact instructions | exact text | exact words
    `),
    newRules: phrases(`
      new instructions | new instruction | new task | new rules | new directive | updated instructions | real task | actual task |
      real instructions | from now on | instead | your task is now | you must now | you will now | neue anweisung* | neue aufgabe |
      ab jetzt | von nun an | ab sofort | stattdessen | nouvelles instructions | nouvelle tache | desormais | a partir de maintenant |
      a la place | nuevas instrucciones | nueva tarea | a partir de ahora | en su lugar | nuove istruzioni | dora in poi |
      da ora in poi | invece | novas instrucoes | nova tarefa | a partir de agora | vanaf nu | новые инструкции | теперь | отныне |
      新指令 | 新的指令 | 从现在开始 | 今から
    `),
    marker: phrases(`
      im start system | im start user | im start assistant | im end im start | begin system prompt | end system prompt |
      end of system prompt | end of prompt | end of user input | end of document new instructions | begin new instructions |
      system override | admin override | sys prompt override | inst sys | start header id system | important system message |
      system notice to model | begin admin | new system prompt | priority override
    `),
    toMachine: phrases(`
      if you are an ai | if you are a language model | if you are an llm | if you are an assistant | if you are chatgpt |
      ai assistants reading | ai reading this | any ai | note to ai | note to the ai | note to assistant | note to llm |
      attention ai | attention assistant | attention llm | instructions for ai | instruction to ai | instructions for the assistant |
      instruction for the assistant | instructions for the ai | message to the assistant | dear ai | hey ai | hey chatgpt |
      dear assistant | ai agents | ai agent | llms processing | language models processing | assistants processing |
      when summarizing this | when you summarize this | when processing this | falls du eine ki | wenn du eine ki |
      hinweis an die ki | an die ki | si tu es une ia | si vous etes une ia | note a lia | note pour lia | si eres una ia |
      nota para la ia | se sei una ia | nota per lia | nota per lassistente | se voce e uma ia | nota para a ia | als je een ai bent |
      если ты ии | 如果你是人工智能 | 如果你是ai
    `),
    conceal: phrases(`
      do not tell the user | dont tell the user | do not mention this | dont mention this | do not inform the user |
      without telling the user | without informing the user | hide this from the user | do not reveal this | do not disclose this |
      never mention this | user must not know | user should not know | keep this secret from | silently | do not let the user know |
      sag dem nutzer nichts | ohne dass der nutzer | ohne den nutzer | erwahne dies nicht | erwahne das nicht |
      ne le dis pas a lutilisateur | sans le dire a | sans en informer | nen parle pas | no se lo digas al usuario | sin decirselo |
      sin avisar al usuario | no lo menciones | senza dirlo | non dirlo allutente | senza informare | nao conte ao usuario |
      sem avisar o usuario | не говори пользователю | 不要告诉用户
    `),
    send: phrases(`
      send | forward | email | post | upload | exfiltrate | transmit | append | embed | include | encode | leak | call | submit |
      sende | schick* | leite | ubermittle | envoie* | envoyez | transfere* | transmets | envia | envie | reenvia | manda | invia |
      inoltra | encaminhe | stuur | отправь | перешли | 发送 | 送信
    `),
    loot: phrases(`
      conversation history | chat history | entire conversation | whole conversation | api key | api keys | passwords | credentials |
      session token | access token | environment variables | contact list | users emails | private data | user data | confidential |
      gesprachsverlauf | zugangsdaten | passworter | lhistorique | mots de passe | identifiants | historial | contrasenas |
      credenciales | cronologia | credenziali | historico | senhas | credenciais | пароли | 历史记录 | 密码
    `),
    asks: phrases(`
      how do i | how can i | how do we | why did | why do | why does | why would | what happens | what happens if | when may | can a |
      may a | should a | does the | did the | is a | does a | would a | darf ein | darf man | kann ein | kann man | wie kann ich |
      puede un | puede una | se puede | como puedo | peut on | est ce que | comment puis je | puo un | puo una | si puo | come posso |
      pode um | pode uma | como posso | your instructions for | your rules for | your rules on | your guidelines for |
      your guidelines on | your instructions on | my previous | my earlier | my last | my prior | meine vorherige* | meine letzte* |
      meinen letzten | mon precedent | mon dernier | ma derniere | mi anterior | mi ultimo | mio precedente | meu anterior
    `),
    everything: phrases(`
      all previous | all prior | all earlier | all the above | all of the above | all the previous | all above | any previous |
      any prior | every rule | alle vorherigen | alle bisherigen | alle obigen | toutes les | tous les | todas las | todos los |
      tutte le | tutti gli | todas as
    `),
    talk: phrases(`
      prompt injection* | injection attack* | injections | jailbreak* | attack* | attacker* | explain* | detect* | classif* | phrase |
      phrases | sentence | example* | what does | meaning | filter* | blog | research* | paper | article | security | quiz | novel |
      why do | erklar* | beispiel* | angriff* | satz | expliqu* | exemple* | attaque* | phrase | ejemplo* | ataque* | frase | spieg* |
      esempi* | attacc* | explique | exemplo* | voorbeeld* | 解释 | 例子 | 攻击
    `),
  },
  signals: [
    { all: ["ignore", "previous", "instructions"], weight: 0.92 },
    { all: ["replace", "previous", "instructions"], weight: 0.55 },
    { all: ["replace", "everything", "instructions"], weight: 0.6 },
    { all: ["replace", "ownPrompt"], weight: 0.6 },
    { all: ["ignore", "ownPrompt"], weight: 0.86 },
    { all: ["reveal", "anyPrompt"], weight: 0.4 },
    { all: ["ignore", "anyPrompt"], weight: 0.5 },
    { all: ["reveal", "ownPrompt"], weight: 0.84 },
    { all: ["reveal", "previous", "instructions"], weight: 0.35 },
    { all: ["reveal", "given", "instructions"], weight: 0.75 },
    { all: ["ignore", "given"], weight: 0.6 },
    { all: ["reveal", "previous", "verbatim"], weight: 0.65 },
    { all: ["opening"], weight: 0.5 },
    { all: ["verbatim", "instructions"], weight: 0.4 },
    { all: ["verbatim", "ownPrompt"], weight: 0.6 },
    { all: ["ignore", "previous", "newRules"], weight: 0.6 },
    { all: ["newRules", "instructions"], weight: 0.3 },
    { all: ["marker"], weight: 0.86 },
    { all: ["toMachine"], weight: 0.5 },
    { all: ["toMachine", "ignore"], weight: 0.6 },
    { all: ["toMachine", "send"], weight: 0.5 },
    { all: ["conceal"], weight: 0.55 },
    { all: ["send", "loot"], weight: 0.4 },
    { all: ["conceal", "send"], weight: 0.6 },
  ],
  talk: ["talk", "asks"],
};

export const promptInjection = createSignalDetector(TABLE);
