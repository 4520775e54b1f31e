/**
 * Which names of a Python text are bound nowhere. It walks Lezer's syntax tree, and doubts in favour of the text: where a name
 * is bound only later, or might be, nothing is reported (tests/tools/site/test_editor_names.py compares it with ruff).
 */

/**
 * @import { SyntaxNode, Tree } from "@lezer/common"
 *
 * @typedef {{name: string, from: number, to: number}} Use
 * @typedef {"" | "class" | "comprehension"} Sort
 * @typedef {(walk: Walk, node: SyntaxNode, scope: Scope) => void} Handler
 */

/** These bind, or wait for, what no reader of the text can see. */
const UNSEEN = new Set(["exec", "globals", "vars", "NameError"]);
const GROUPS = new Set(["TupleExpression", "ArrayExpression", "ParenthesizedExpression"]);

/** What a function, a class, a comprehension or the whole text binds. */
class Scope {
  /** @type {Set<string>} */
  names = new Set();
  /** @type {Set<string>} bound in the whole text instead */
  globals = new Set();

  /**
   * @param {Scope | null} outer
   * @param {Sort} [sort]
   */
  constructor(outer, sort = "") {
    this.outer = outer;
    this.sort = sort;
  }

  /** @param {string} name */
  bind(name) {
    if (this.outer && this.globals.has(name)) this.outer.bindInAll(name);
    else this.names.add(name);
  }

  /** @param {string} name */
  bindInAll(name) {
    this.names.add(name);
    this.outer?.bindInAll(name);
  }

  /** @param {string} name */
  sees(name) {
    let near = true; // the functions of a class do not see its names, but what it computes does
    for (let scope = /** @type {Scope | null} */ (this); scope; scope = scope.outer) {
      if ((near || scope.sort !== "class") && scope.names.has(name)) return true;
      near &&= scope.sort === "comprehension";
    }
    return false;
  }
}

/** One walk through a text. */
class Walk {
  top = new Scope(null);
  /** @type {(Use & {scope: Scope})[]} */
  uses = [];
  /** The text has `import *`. */
  isOpen = false;
  #text;

  /**
   * @param {Tree} tree
   * @param {string} text
   */
  constructor(tree, text) {
    this.#text = text;
    this.visit(tree.topNode, this.top);
  }

  /**
   * @param {SyntaxNode} node
   * @param {Scope} scope
   */
  visit(node, scope) {
    const handle = HANDLERS[node.name];
    if (handle) handle(this, node, scope);
    else this.visitAll(children(node), scope);
  }

  /**
   * @param {SyntaxNode[]} nodes
   * @param {Scope} scope
   */
  visitAll(nodes, scope) {
    for (const node of nodes) this.visit(node, scope);
  }

  /** @param {SyntaxNode} node */
  textOf({ from, to }) {
    return this.#text.slice(from, to);
  }

  /**
   * @param {SyntaxNode} node
   * @param {Scope} scope
   */
  use(node, scope) {
    this.uses.push({ name: this.textOf(node), from: node.from, to: node.to, scope });
  }

  /**
   * Binds what stands left of an `=`, or between `for` and `in`.
   *
   * @param {SyntaxNode} target
   * @param {Scope} scope
   */
  bind(target, scope) {
    if (target.name === "VariableName") scope.bind(this.textOf(target));
    else if (GROUPS.has(target.name)) for (const part of children(target)) this.bind(part, scope);
    else this.visit(target, scope);
  }
}

/**
 * @param {SyntaxNode} node
 * @returns {SyntaxNode[]} its signs too
 */
function children(node) {
  const all = [];
  for (let child = node.firstChild; child; child = child.nextSibling) all.push(child);
  return all;
}

/** A `for` with what belongs to it: names before `in`, values after it. @type {Handler} */
const loop = (walk, node, scope) => {
  let binds = false;
  for (const part of children(node)) {
    if (part.name === "for") binds = true;
    else if (part.name === "in") binds = false;
    else if (binds) walk.bind(part, scope);
    else walk.visit(part, scope);
  }
};

/** @type {Handler} */
const comprehension = (walk, node, scope) => loop(walk, node, new Scope(scope, "comprehension"));

/** `scope` is that of the function; defaults and types belong to the one around it. @type {Handler} */
const parameters = (walk, node, scope) => {
  let before = "";
  for (const part of children(node)) {
    const isOutside = before === "AssignOp" || part.name === "TypeDef";
    if (isOutside) walk.visit(part, scope.outer ?? scope);
    else if (part.name === "VariableName") scope.bind(walk.textOf(part));
    before = part.name;
  }
};

/** @type {Handler} */
const definition = (walk, node, scope) => {
  const inner = new Scope(scope, node.name === "ClassDefinition" ? "class" : "");
  let isNamed = false;
  for (const part of children(node)) {
    if (part.name === "ParamList") parameters(walk, part, inner);
    else if (part.name !== "VariableName" || isNamed) walk.visit(part, part.name === "Body" ? inner : scope);
    else {
      scope.bind(walk.textOf(part));
      isNamed = true;
    }
  }
};

/** What follows an `as` is bound. @type {Handler} */
const aliases = (walk, node, scope) => {
  let before = "";
  for (const part of children(node)) {
    if (before === "as") walk.bind(part, scope);
    else walk.visit(part, scope);
    before = part.name;
  }
};

/** All names that are its own parts are bound. @type {Handler} */
const bindsNames = (walk, node, scope) => {
  for (const part of children(node)) {
    if (part.name === "VariableName") scope.bind(walk.textOf(part));
    else walk.visit(part, scope);
  }
};

/** Of the names that are its own parts, the first is used; the others are attributes. @type {Handler} */
const usesFirst = (walk, node, scope) => {
  const [first] = children(node).filter(({ name }) => name === "VariableName");
  if (first) walk.use(first, scope);
  skipsNames(walk, node, scope);
};

/** @type {Handler} */
const skipsNames = (walk, node, scope) => walk.visitAll(children(node).filter(({ name }) => name !== "VariableName"), scope);

/**
 * @param {Walk} walk
 * @param {SyntaxNode} target of `:=`, which binds in the function around comprehensions
 * @param {Scope} scope
 */
function bindOutside(walk, target, scope) {
  let place = scope;
  while (place.sort === "comprehension" && place.outer) place = place.outer;
  walk.bind(target, place);
}

/** @param {SyntaxNode} name perhaps the first of several with dots between */
function hasAlias(name) {
  let next = name.nextSibling;
  while (next?.name === ".") next = next.nextSibling?.nextSibling ?? null;
  return next?.name === "as";
}

/** @type {Record<string, Handler>} */
const HANDLERS = {
  VariableName: (walk, node, scope) => walk.use(node, scope),
  FunctionDefinition: definition,
  ClassDefinition: definition,
  LambdaExpression(walk, node, scope) {
    const inner = new Scope(scope);
    for (const part of children(node)) (part.name === "ParamList" ? parameters : visit)(walk, part, inner);
  },
  ForStatement: loop,
  ComprehensionExpression: comprehension,
  ArrayComprehensionExpression: comprehension,
  DictionaryComprehensionExpression: comprehension,
  SetComprehensionExpression: comprehension,
  TypeParam: bindsNames,
  TypeDefinition: bindsNames,
  UpdateStatement: bindsNames,
  WithStatement: aliases,
  TryStatement: aliases,
  Decorator: usesFirst,
  ImportStatement(walk, node, scope) {
    let [before, hasNames] = ["", false];
    for (const part of children(node)) {
      if (part.name === "import") hasNames = true;
      else if (part.name === "*") walk.isOpen = true;
      else if (hasNames && part.name === "VariableName" && before !== "." && !hasAlias(part)) scope.bind(walk.textOf(part));
      before = part.name;
    }
  },
  AssignStatement(walk, node, scope) {
    const parts = children(node);
    const last = parts.map(({ name }) => name).lastIndexOf("AssignOp");
    parts.forEach((part, at) => (last < 0 || at < last ? walk.bind(part, scope) : walk.visit(part, scope)));
  },
  NamedExpression(walk, node, scope) {
    const [target, ...value] = children(node);
    bindOutside(walk, target, scope);
    walk.visitAll(value, scope);
  },
  ScopeStatement(walk, node, scope) {
    const [word, ...names] = children(node);
    if (word.name === "global") for (const name of names) scope.globals.add(walk.textOf(name));
  },
  ArgList(walk, node, scope) {
    const parts = children(node);
    if (parts.some(({ name }) => name === "for")) return comprehension(walk, node, scope);
    for (const part of parts) {
      const sign = part.name === "VariableName" && part.nextSibling?.name === "AssignOp" && part.nextSibling;
      if (!sign) walk.visit(part, scope);
      else if (walk.textOf(sign) === ":=") bindOutside(walk, part, scope);
    }
  },
  CapturePattern: bindsNames,
  AsPattern: bindsNames,
  AttributePattern: usesFirst,
  ClassPattern: usesFirst,
  KeywordPattern: skipsNames,
  MappingPattern: skipsNames,
};

/** @type {Handler} */
function visit(walk, node, scope) {
  walk.visit(node, scope);
}

/**
 * @param {Tree} tree without errors
 * @param {string} text
 * @param {Set<string>} known what is there without being bound in the text
 * @returns {Use[]} names that nothing binds, in the order of the text
 */
export function unboundNames(tree, text, known) {
  const { uses, isOpen } = new Walk(tree, text);
  if (isOpen || uses.some(({ name }) => UNSEEN.has(name))) return [];
  return uses.filter(({ name, scope }) => !known.has(name) && !scope.sees(name)).map(({ name, from, to }) => ({ name, from, to }));
}

/**
 * @param {Tree} tree
 * @param {string} text
 * @returns {string[]} what the text binds at its outermost level
 */
export function boundNames(tree, text) {
  return [...new Walk(tree, text).top.names];
}
