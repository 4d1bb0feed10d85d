import { expect, test } from 'vitest';
import { fileOf, folderOf, nameOf } from '../../src/offline/names';

test('an address asks for a file, whatever stands behind its path', () => {
  expect(fileOf('https://a.example/b/?x=1#v=1')).toBe('https://a.example/b/index.html');
  expect(fileOf('https://a.example/b/embed.html?theme=dark')).toBe('https://a.example/b/embed.html');
  expect(fileOf('https://a.example/b/lessons')).toBe('https://a.example/b/lessons');
});

test("a folder's index is fetched by the folder's address", () => {
  expect(folderOf('https://a.example/b/index.html')).toBe('https://a.example/b/');
  expect(folderOf('https://a.example/b/embed.html')).toBe('https://a.example/b/embed.html');
  expect(folderOf('https://a.example/b/myindex.html')).toBe('https://a.example/b/myindex.html');
});

test('builds below one address share the beginning of their names, and those below another do not', () => {
  const ours = nameOf('https://a.example/b/', '');
  expect(nameOf('https://a.example/b/', '1').startsWith(ours)).toBe(true);
  expect(nameOf('https://a.example/b/c/', '1').startsWith(ours)).toBe(false);
  expect(nameOf('https://a.example/', '1').startsWith(ours)).toBe(false);
});
