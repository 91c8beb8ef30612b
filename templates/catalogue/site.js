// The language of the page and the search, without a server. Words are folded and cut to their beginnings as
// src/shelf/stem.c does, with the same endings (search-data.js).
'use strict';

const root = document.documentElement;

function show(language) {
  root.lang = language;
  for (const button of document.querySelectorAll('[data-language]'))
    button.setAttribute('aria-pressed', String(button.dataset.language === language));
  try { localStorage.setItem('language', language); } catch (error) { /* a folder may have no storage */ }
}

function stored() {
  try { return localStorage.getItem('language'); } catch (error) { return null; }
}

// ---- words

const ALIKE = { a: 'а', c: 'с', e: 'е', i: 'і', o: 'о', p: 'р', x: 'х', y: 'у', j: 'ј' };
const LETTERS = { 'ё': 'е', 'ґ': 'г' };
const WORD = /[\p{L}\p{M}\p{N}]+(?:[\u00AD'’ʼ`´]+[\p{L}\p{M}\p{N}]+)*/gu;

function fold(word) {
  let text = word.toLowerCase().replace(/[\u00AD\u0300\u0301'’ʼ`´]/g, '');
  if (/\p{Script=Cyrillic}/u.test(text)) text = text.replace(/[aceiopxyj]/g, (letter) => ALIKE[letter]);
  return text.replace(/[ёґ]/g, (letter) => LETTERS[letter]);
}

// In a closed last syllable і stands where an open one has о or е.
function alternate(stem) {
  const last = stem.match(/^(.*)([аеиоуюяєії])([^аеиоуюяєії]+)$/);
  if (!last) return [];
  if (last[2] === 'і') return [last[1] + 'о' + last[3], last[1] + 'е' + last[3]];
  return last[2] === 'о' || last[2] === 'е' ? [last[1] + 'і' + last[3]] : [];
}

function stems(word) {
  const cut = endings.filter((ending) => word.endsWith(ending) && word.length - ending.length >= 3)
    .map((ending) => word.slice(0, word.length - ending.length)).concat(word);
  const found = cut.flatMap(alternate);
  found.push(cut.reduce((a, b) => (b.length < a.length ? b : a)));
  return found;
}

// ---- search

const MOST = 50;
const CONTEXT = 70;

// Data come as scripts, since a page from a folder may not fetch anything else: search/words-N.js says which texts have
// which words, issues/NAME/data.js holds the texts of an issue. Each calls one of these two.
const parts = new Map(), records = new Map();
function folder(address) { return address.split('/')[1]; }
function words(number, list) { parts.set(number, list); }
function issue(record) { records.set(folder(record.pdf), record); }

function script(address) {
  return new Promise((done) => {
    const made = element('script', '', document.head);
    made.onload = made.onerror = () => { made.remove(); done(); };
    made.src = address;
  });
}

async function part(number) {
  if (!parts.has(number)) await script('search/words-' + number + '.js');
  return parts.get(number) || [];
}

async function record(number) {
  const [address] = issues[number];
  if (!records.has(folder(address))) await script(address);
  return records.get(folder(address));
}

// The first place in a text where a word begins as wanted, or null.
function place(text, beginnings) {
  for (const match of text.matchAll(WORD))
    if (beginnings.some((beginning) => fold(match[0]).startsWith(beginning)))
      return { from: match.index, to: match.index + match[0].length };
  return null;
}

// The numbers of the texts that have a word with this beginning. Words stand in the order of their letters in parts, of
// which the first words are known.
async function having(beginning, found) {
  let first = shards.length - 1;
  while (first > 0 && shards[first] > beginning) first--;
  for (let number = first; number < shards.length; number++) {
    if (number > first && !shards[number].startsWith(beginning)) break;
    for (const [word, texts] of await part(number)) {
      if (!word.startsWith(beginning)) continue;
      let text = 0;
      for (const step of texts.split(' ')) found.add(text += Number(step));
    }
  }
}

// A text by its number: the issue, the article and the page.
async function text(number) {
  let at = 0;
  while (at < issues.length && number >= issues[at][1]) number -= issues[at++][1];
  const found = at < issues.length ? await record(at) : null;
  for (const article of found ? found.articles : []) {
    if (number < article.pages.length)
      return { issue: found, title: article.title, page: article.pages[number][0], text: article.pages[number][1] };
    number -= article.pages.length;
  }
  return null;
}

async function find(query) {
  const wanted = (query.match(WORD) || []).map((word) => stems(fold(word)));
  let numbers = null;
  for (const beginnings of wanted) {
    const found = new Set();
    for (const beginning of beginnings) await having(beginning, found);
    numbers = numbers ? numbers.filter((number) => found.has(number)) : [...found];
  }
  numbers = (numbers || []).sort((a, b) => b - a); // the newest first
  const hits = [];
  for (const number of numbers.slice(0, MOST)) {
    const hit = await text(number);
    if (hit) hits.push({ ...hit, at: place(hit.text, wanted.flat()) || { from: 0, to: 0 } });
  }
  return { hits, count: numbers.length };
}

function element(name, text, parent) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  if (parent) parent.append(made);
  return made;
}

function list(hits, target) {
  target.replaceChildren();
  for (const { issue, title, page, text, at } of hits) {
    const item = element('li', '', target);
    element('a', title, element('h3', '', item)).href = issue.pdf + '#page=' + page;
    element('p', issue.title + ' · ' + page, item).className = 'meta';
    const words = element('p', '', item);
    const from = Math.max(0, at.from - CONTEXT), to = Math.min(text.length, at.to + CONTEXT);
    // A word at either end is shown whole or not at all.
    words.append(from > 0 ? text.slice(from, at.from).replace(/^\S*/, '…') : text.slice(0, at.from));
    element('mark', text.slice(at.from, at.to), words);
    words.append(to < text.length ? text.slice(at.to, to).replace(/\S*$/, '…') : text.slice(at.to));
  }
}

let searches = 0;

async function search(form) {
  const turn = ++searches;
  const { hits, count } = await find(form.querySelector('input').value);
  if (turn !== searches) return; // somebody has asked again
  const many = count > hits.length ? hits.length + ' / ' + count : String(count);
  document.getElementById('found').hidden = false;
  for (const shown of document.querySelectorAll('.count')) shown.textContent = many;
  list(hits, document.getElementById('hits'));
}

show(stored() || root.lang);
for (const button of document.querySelectorAll('[data-language]'))
  button.addEventListener('click', () => show(button.dataset.language));
const form = document.getElementById('search');
if (form) {
  form.hidden = false;
  form.addEventListener('submit', (event) => { event.preventDefault(); search(form); });
  const asked = new URLSearchParams(location.search).get('q');
  if (asked) { form.querySelector('input').value = asked; search(form); }
}
