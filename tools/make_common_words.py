#!/usr/bin/env python3
"""How common words are in news: makes src/stages/merge/common_words.h from parsed articles.

  demarche parse --layers none NEWS.jsonl | tools/make_common_words.py > src/stages/merge/common_words.h

Counts in how many documents each lemma stands and prints the lemmas of at least 20 documents by class: class c holds the
words of about one document in 2^c. A word that is in no class is rare.
"""
import collections, math, sys

LEAST, WIDTH = 20, 104


def main():
    documents, seen, here = 0, collections.Counter(), set()
    for line in sys.stdin:
        if line.startswith('# newdoc'):
            seen.update(here)
            documents, here = documents + 1, set()
        elif line[0].isdigit():
            columns = line.split('\t')
            word = columns[2].lower()
            if '-' not in columns[0] and columns[3] not in ('PUNCT', 'SYM') and word.isascii() and any(map(str.isalnum, word)):
                if '"' not in word and '\\' not in word:
                    here.add(word)
    seen.update(here)
    classes = collections.defaultdict(list)
    for word, count in seen.items():
        if count >= LEAST:
            classes[round(math.log2(documents / count))].append(word)
    print('// Lemmas of news by the share of articles that hold them: classes[c] are in about one of 2^c. Made by\n'
          f'// tools/make_common_words.py from {documents} articles of Wikinews (2004-2018); words of fewer than {LEAST} are left out.\n'
          '#pragma once\n\n#include <string_view>\n\nnamespace demarche {\n\n// clang-format off\n'
          f'inline constexpr std::string_view common_words[{max(classes) + 1}] = {{')
    for c in range(max(classes) + 1):
        print(f'    // {c}')
        line = ''
        for word in sorted(classes[c]):
            if len(line) + len(word) > WIDTH:
                print(f'    "{line}"')
                line = ''
            line += word + ' '
        print(f'    "{line}",')
    print('};\n// clang-format on\n\n}  // namespace demarche')


if __name__ == '__main__':
    main()
