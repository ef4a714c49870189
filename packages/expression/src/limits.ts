/** As long as a condition or a selection rule may be in a definition; a hand-written expression has a few hundred characters. */
export const MOST_SOURCE_CHARACTERS = 4096;

/** Brackets, choices and steps into values (`a.b[0]`) within each other. Both the parser and evaluation recurse as deep as this. */
export const DEEPEST_NESTING = 32;

/** Operators, calls and literals of one expression. What people write has ten to thirty. */
export const MOST_NODES = 400;

/** Elements of a list that an expression writes, or that a path finds. */
export const MOST_ELEMENTS = 1000;

/** A result becomes a header, a key, a name or a prompt: the longest of these is a prompt, and a million characters fill any model's window. */
export const MOST_RESULT_CHARACTERS = 1024 * 1024;

/**
 * What one evaluation may spend; a unit is about a character looked at. 16 Mi units take some tenths of a second at the very worst (measured, `..` over
 * 50,000 values): enough to search a body of the largest size once, and an end to what multiplies (`replace` within `replace`).
 */
export const MOST_WORK = 16 * 1024 * 1024;

/** A pattern's length; models, tiers and paths are told apart by less. */
export const MOST_PATTERN_CHARACTERS = 256;

/** States of a compiled pattern. RE2 takes time in proportion to text × states in the worst case; `(x{1,100}){1,9}` alone has 2,700 of them. */
export const MOST_PATTERN_STATES = 500;

/** States of a pattern that cost as much as looking at a character once (measured: 1 to 2 ns a state and character at worst). */
export const PATTERN_STATES_A_UNIT = 8;

/** Units for a value of a JSON document that a searching path (`..`, `*`, `?`) comes by: 1 to 4 µs, the path to it included. */
export const WORK_A_JSON_VALUE = 256;

/** Units besides, a value, for a character of the path: a filter's length is what testing one value costs. */
export const WORK_A_PATH_CHARACTER = 4;

/** Selectors that a path may multiply: `['a','b']['c','d']` has four. Without an end to it, forty characters would find a million values. */
export const MOST_PATH_BRANCHES = 16;

/** How deep `..` looks. Requests to models nest to about ten. */
export const DEEPEST_PATH_SEARCH = 100;
