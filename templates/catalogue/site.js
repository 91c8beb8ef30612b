// The language of the page and the search, without a server. Words are folded and cut to their beginnings as
// src/catalog/stem.c does, with the same endings (search-data.js).
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

// The first place in a text where a word begins as wanted, or null.
function place(text, beginnings) {
  for (const match of text.matchAll(WORD))
    if (beginnings.some((beginning) => fold(match[0]).startsWith(beginning)))
      return { from: match.index, to: match.index + match[0].length };
  return null;
}

function find(query) {
  const wanted = (query.match(WORD) || []).map((word) => stems(fold(word)));
  const hits = [];
  if (!wanted.length) return hits;
  for (const issue of texts)
    for (const [title, page, text] of issue.pages) {
      const all = title + '. ' + text;
      if (!wanted.every((beginnings) => place(all, beginnings))) continue;
      const at = place(text, wanted[0]) || { from: 0, to: 0 };
      hits.push({ issue, title, page, text, at });
      if (hits.length === MOST) return hits;
    }
  return hits;
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
    element('a', title, element('h3', '', item)).href = issue.file + '#page=' + page;
    element('p', issue.title + ' · ' + page, item).className = 'meta';
    const words = element('p', '', item);
    const from = Math.max(0, at.from - CONTEXT), to = Math.min(text.length, at.to + CONTEXT);
    // A word at either end is shown whole or not at all.
    words.append(from > 0 ? text.slice(from, at.from).replace(/^\S*/, '…') : text.slice(0, at.from));
    element('mark', text.slice(at.from, at.to), words);
    words.append(to < text.length ? text.slice(at.to, to).replace(/\S*$/, '…') : text.slice(at.to));
  }
}

function search(form) {
  const query = form.querySelector('input').value;
  const hits = find(query);
  const many = hits.length === MOST ? MOST + '+' : String(hits.length);
  document.getElementById('found').hidden = false;
  for (const count of document.querySelectorAll('.count')) count.textContent = many;
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
