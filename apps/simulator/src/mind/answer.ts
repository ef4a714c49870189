import { capitalOf } from "./capitals.ts";
import { MAX_READ, type Turn } from "./conversation.ts";
import { pick } from "./digest.ts";
import { factAbout } from "./facts.ts";

/** One way to answer; null when the text asks for something else. The first that answers wins. */
type Rule = (text: string, turns: readonly Turn[]) => string | null;

const RULES: readonly Rule[] = [exactly, greeting, thanks, identity, memory, sum, count, capital, haiku, joke, weather, summary, factAbout];

/** A sentence or two about what the user asked. Always the same for the same conversation and `variant`. */
export function answer(turns: readonly Turn[], variant = 0): string {
  const text = (turns.findLast((turn) => turn.role === "user")?.text ?? "").slice(0, MAX_READ).trim();
  for (const rule of RULES) {
    const said = rule(text, turns);
    if (said !== null) return variant === 0 ? said : `${said} (Take ${variant + 1}.)`;
  }
  return musing(text, variant);
}

const GREETING =
  /^(?:hi|hello|hey|good (?:morning|afternoon|evening)|bonjour|hola|hallo|ciao)\b(?:[\s,]+(?:there|you|world|all|sluice|simulator))?[\s.!,?]*$/i;
const THANKS = /^(?:thanks|thank you|merci|great|perfect|cheers)\b.{0,24}$/i;

/** Nothing that a tool could help with. */
export function isSmallTalk(text: string): boolean {
  return GREETING.test(text.trim()) || THANKS.test(text.trim());
}

function greeting(text: string): string | null {
  return GREETING.test(text)
    ? "Hello! I am the simulator behind this gateway: no opinions, excellent manners. Ask me something and watch the tokens go by."
    : null;
}

function thanks(text: string): string | null {
  return THANKS.test(text) ? "You are welcome! Even a simulator likes to hear it." : null;
}

/** "Say hello", "Reply with exactly: pong". */
function exactly(text: string): string | null {
  const match =
    /^(?:please\s+)?(?:(?:say|repeat|echo)|(?:reply|respond|answer)(?:\s+only)?\s+with)(?:\s+(?:exactly|only|just|the word|after me))*\s*:?\s+(.+?)$/is.exec(
      text,
    );
  const words = match?.[1]?.replace(/^["“'`](.*?)["”'`][.!]?$/s, "$1").replace(/\s+(?:and nothing else|only)[.!]?$/i, "");
  if (!words || words.length > 200) return null;
  // OpenAI's own first example: "Say this is a test".
  return /^this is\b/.test(words) ? `T${words.slice(1).replace(/\.$/, "")}.` : words;
}

function identity(text: string): string | null {
  if (!/\b(?:who|what)\s+(?:are|r)\s+you\b|\b(?:which|what)\s+model\b/i.test(text)) return null;
  return "I am a simulator: I speak a provider's wire to the letter and make up the rest. Point the endpoint at a real provider, and a real model will answer here.";
}

/** "My name is Ada" … "What is my name?" */
function memory(text: string, turns: readonly Turn[]): string | null {
  const subject = /\bwhat(?:'s|’s| is| was)\s+my\s+([\p{L} ]{2,30}?)\s*\?/iu.exec(text)?.[1];
  if (!subject) return null;
  const told = new RegExp(`\\bmy ${subject} is ([^.!?\\n]{1,60})`, "i");
  const found = turns.findLast((turn) => turn.role === "user" && told.test(turn.text));
  const value = found ? told.exec(found.text)?.[1]?.trim() : undefined;
  return value ? `Your ${subject} is ${value}; you told me so yourself, and a simulator forgets nothing within one conversation.` : null;
}

function sum(text: string): string | null {
  const match = /(-?\d+(?:\.\d+)?)\s*(\+|\s-\s|−|\*|×|x|\/|÷|plus|minus|times|divided by)\s*(-?\d+(?:\.\d+)?)/i.exec(text);
  // A date or "24/7" is not a question.
  if (!match || !/\?|=|\b(?:what|how much|calculate|compute|add|multiply)\b|^[\s\d.+*/×x÷()-]+$/i.test(text)) return null;
  const [left, right] = [Number(match[1]), Number(match[3])];
  const value = calculate(left, (match[2] ?? "").trim().toLowerCase(), right);
  if (value === null) return "Nobody can divide by zero, and a simulator does not try.";
  return `${match[0].trim()} is ${Number(value.toFixed(6))}. That much arithmetic even a simulator can do.`;
}

function calculate(left: number, sign: string, right: number): number | null {
  if (sign === "+" || sign === "plus") return left + right;
  if (sign === "-" || sign === "−" || sign === "minus") return left - right;
  if (sign === "*" || sign === "×" || sign === "x" || sign === "times") return left * right;
  return right === 0 ? null : left / right;
}

const NUMBERS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

function count(text: string): string | null {
  const to = /\bcount\b(?:.*?\bfrom\s+(?:1|one))?.*?\bto\s+(\d{1,3}|\p{L}+)/iu.exec(text)?.[1]?.toLowerCase();
  const end = to === undefined ? 0 : /^\d/.test(to) ? Number(to) : NUMBERS.indexOf(to);
  return end > 0 ? `${Array.from({ length: end }, (_, index) => index + 1).join(", ")}.` : null;
}

function capital(text: string): string | null {
  const country = /\bcapital(?: city)? of (?:the )?([\p{L} ]+)/iu.exec(text)?.[1]?.trim();
  const city = country === undefined ? undefined : capitalOf(country);
  return city ? `The capital of ${country} is ${city}. Geography is one of the few things that this simulator knows by heart.` : null;
}

function haiku(text: string): string | null {
  if (!/\bhaiku\b|\bpoem\b|\bverse\b/i.test(text)) return null;
  return "Words arrive in streams,\na simulator counts them:\nfour letters, one coin.";
}

function joke(text: string): string | null {
  if (!/\bjoke\b|\bmake me laugh\b|\bfunny\b/i.test(text)) return null;
  return pick(
    [
      "Why did the token cross the gateway? To be counted on the other side. (A simulator's humour: always the same, never late.)",
      "A prompt walks into a bar. “The usual?” asks the simulator. “Please,” says the prompt, “in prompt_tokens.”",
    ],
    text,
  );
}

function weather(text: string): string | null {
  if (!/\b(?:weather|temperature|forecast|rain|sunny)\b/i.test(text)) return null;
  return "A simulator has no window to look out of, so no weather without a tool. Give me a function such as get_weather, and I will call it.";
}

function summary(text: string): string | null {
  const body = /^(?:please\s+)?(?:summari[sz]e|sum up|tl;?dr)\b[^:\n]*[:\n]\s*(.+)/is.exec(text)?.[1];
  const first = body?.trim().split(/(?<=[.!?])\s/)[0];
  return first ? `In short: ${first.replace(/[.!?]$/, "")}. The rest is detail, or so it looks to a simulator.` : null;
}

const MAX_TOPIC_LENGTH = 120;

function musing(text: string, variant: number): string {
  const sentence = text.split(/\n|(?<=[.!?])\s/)[0] ?? "";
  if (sentence.trim() === "") return "There was no text to answer, so this simulator enjoys the silence. Say something, and it will too.";
  const topic = topicOf(sentence);
  return pick(
    topic === null ? aboutQuoted(shortened(sentence.trim())) : aboutTopic(shortened(topic)),
    `${String.fromCharCode(variant)}${text}`,
  );
}

function aboutTopic(topic: string): readonly [string, ...string[]] {
  return [
    `You asked about ${topic}. A real model would say a good deal here; this simulator only vouches that the question arrived whole.`,
    `About ${topic}: a fine subject, and one that deserves a real model. This simulator can at least answer promptly and count every token.`,
    `Let me think about ${topic}. Done: it is more interesting than it looks, and that is as far as a simulator will go.`,
  ];
}

function aboutQuoted(sentence: string): readonly [string, ...string[]] {
  return [
    `“${sentence}” A real model would have much to say to that; this simulator only vouches that it arrived whole.`,
    `“${sentence}” is well put, and deserves a real model. This simulator can at least answer promptly and count every token.`,
    `I read “${sentence}” with care. The wise answer needs a real model; the simulator's is that your request made it here and back.`,
  ];
}

/** What a request is about, as a noun: "What is the best way to brew tea?" → "the best way to brew tea". Null when it has no such form. */
function topicOf(sentence: string): string | null {
  const bare = sentence
    .replace(/^(?:please|hey|hi|hello|ok|okay|so|well)[,\s]+/i, "")
    .replace(/^(?:can|could|would|will) you (?:please )?/i, "");
  const asked = /^(?:what|who)(?:['’]s|\s+(?:is|are|was|were))\s+(.+)/is.exec(bare)?.[1];
  const told =
    /^(?:tell me|explain(?: to me)?|describe|discuss|write(?: me)?|give me|list|name|define|show me|draft|compose)\s+(?:about\s+|a bit about\s+)?(.+)/is.exec(
      bare,
    )?.[1];
  return (asked ?? told)?.replace(/[\s.!?:;,]+$/, "") || null;
}

function shortened(text: string): string {
  return text.length > MAX_TOPIC_LENGTH ? `${text.slice(0, MAX_TOPIC_LENGTH).replace(/\s+\S*$/, "")}…` : text;
}
