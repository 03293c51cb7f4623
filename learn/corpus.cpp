#include "corpus.h"

#include <zlib.h>

#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <map>

#include "base/hash.h"
#include "base/text.h"

namespace demarche::learn {
namespace {

[[noreturn]] void die(const std::string& message) {
  std::fprintf(stderr, "train_turbo: %s\n", message.c_str());
  std::exit(2);
}

int number(std::string_view s) {
  int value = -1;
  std::from_chars(s.data(), s.data() + s.size(), value);
  return value;
}

void finish(Sentences& out, Sentence& now) {
  if (now.size() > 0) {
    for (int& head : now.heads) head = head == 0 ? now.size() : head - 1;
    out.push_back(std::move(now));
  }
  now = Sentence();
}

using Classes = std::vector<NameClass>;
// What a corpus calls each class, and which classes it does not mark at all (its O may be one of those).
struct Family {
  std::map<std::string, Classes, std::less<>> classes;
  Classes unmarked;
};

const Family& family_named(std::string_view name) {
  using enum NameClass;
  static const std::map<std::string, Family, std::less<>> families = {
      {"crossner",
       {{{"politician", {PER}},
         {"person", {PER}},
         {"country", {LOC}},
         {"location", {LOC, FAC}},
         {"politicalparty", {ORG}},
         {"organisation", {ORG}},
         {"election", {EVENT}},
         {"event", {EVENT}},
         {"misc", {OTHER, NORP}}},
        {DATE, MONEY}}},
      {"newswire",
       {{{"person", {PER}},
         {"location", {LOC}},
         {"facility", {FAC}},
         {"organization", {ORG}},
         {"norp", {NORP}},
         {"date", {DATE}},
         {"money", {MONEY}},
         {"misc", {OTHER, EVENT}},
         {"product", {OTHER}}},
        {}}},
      {"wnut",
       {{{"person", {PER}},
         {"location", {LOC, FAC}},
         {"corporation", {ORG}},
         {"group", {ORG}},
         {"product", {OTHER}},
         {"creative-work", {OTHER}}},
        {DATE, MONEY, NORP, EVENT}}},
      {"conll",
       {{{"per", {PER}}, {"loc", {LOC, FAC}}, {"org", {ORG}}, {"misc", {OTHER, NORP, EVENT}}}, {DATE, MONEY}}}};
  const auto found = families.find(name);
  if (found == families.end()) die("unknown family of labels: " + std::string(name));
  return found->second;
}

NameMask mask_of(const Classes& classes, int position) {
  NameMask mask = 0;
  for (const NameClass c : classes) mask |= NameMask{1} << (1 + 4 * static_cast<int>(c) + position);
  return mask;
}

// Spans from BIO, IO or BIOES marks, as masks of begin, inside, last, unit.
std::vector<NameMask> name_masks(const std::vector<std::string>& labels, const Family& family) {
  NameMask outside = 1;
  for (int p = 0; p < 4; ++p) outside |= mask_of(family.unmarked, p);
  std::vector<NameMask> masks(labels.size(), outside);
  std::size_t start = labels.size();
  std::string kind;
  const auto close = [&](std::size_t end) {
    const auto found = family.classes.find(ascii_lower(kind));
    if (found == family.classes.end()) die("unknown label: " + kind);
    for (std::size_t i = start; i < end; ++i)
      masks[i] = mask_of(found->second, end - start == 1 ? 3 : i == start ? 0 : i + 1 == end ? 2 : 1);
    start = labels.size();
  };
  for (std::size_t i = 0; i <= labels.size(); ++i) {
    const std::string label = i < labels.size() ? labels[i] : "O";
    const std::string now = label.size() > 2 ? label.substr(2) : "";
    const bool fresh = label[0] == 'B' || label[0] == 'S' || label[0] == 'U' || label == "O";
    if (start < labels.size() && (fresh || now != kind)) close(i);
    if (label == "O") continue;
    if (start == labels.size()) start = i, kind = now;
    if (label[0] == 'E' || label[0] == 'S' || label[0] == 'L' || label[0] == 'U') close(i + 1);
  }
  return masks;
}

bool is_label(std::string_view s) {
  return s == "O" || (s.size() > 2 && s[1] == '-' && std::string_view("BIESLU").find(s[0]) != std::string_view::npos);
}

}  // namespace

std::string read_all(const std::string& path) {
  gzFile file = gzopen(path.c_str(), "rb");
  if (file == nullptr) die("cannot open " + path);
  std::string bytes;
  char buffer[1 << 16];
  int got = 0;
  while ((got = gzread(file, buffer, sizeof buffer)) > 0) bytes.append(buffer, static_cast<std::size_t>(got));
  if (got < 0) die("cannot read " + path);
  gzclose(file);
  return bytes;
}

std::vector<NamedFile> read_tar(std::string_view archive) {
  std::vector<NamedFile> files;
  for (std::size_t at = 0; at + 512 <= archive.size();) {
    const std::string_view header = archive.substr(at, 512);
    if (header[0] == '\0') break;
    const std::size_t size = std::strtoull(std::string(header.substr(124, 12)).c_str(), nullptr, 8);
    if (size > archive.size() - at - 512) die("the tar archive is cut");
    const std::string name = std::string(header.substr(0, 100)).c_str();
    if (header[156] == '0' || header[156] == '\0') files.push_back({name, std::string(archive.substr(at + 512, size))});
    at += 512 + (size + 511) / 512 * 512;
  }
  return files;
}

Sentences read_conllu(std::string_view text) {
  Sentences out;
  Sentence now;
  for (const std::string_view line : split(text, '\n')) {
    if (line.empty()) finish(out, now);
    if (line.empty() || line[0] == '#') continue;
    const auto cell = split(line, '\t');
    if (cell.size() < 8) die("a CoNLL-U line has fewer than 8 columns: " + std::string(line));
    if (cell[0].find_first_of("-.") != std::string_view::npos) continue;  // ranges and empty nodes
    const auto upos = parse_upos(cell[3]);
    const auto relation = parse_deprel(cell[7]);
    if (!upos || !relation) die("unknown tag or relation: " + std::string(line));
    now.forms.emplace_back(cell[1]);
    now.lemmas.emplace_back(cell[2]);
    now.upos.push_back(*upos);
    now.feats.emplace_back(cell[5] == "_" ? "" : cell[5]);
    now.heads.push_back(number(cell[6]));
    now.relations.push_back(*relation);
  }
  finish(out, now);
  return out;
}

Sentences read_name_columns(std::string_view text, std::string_view family_name) {
  const Family& family = family_named(family_name);
  Sentences out;
  Sentence now;
  std::vector<std::string> labels;
  const auto end = [&] {
    if (!labels.empty()) {
      now.names = name_masks(labels, family);
      out.push_back(std::move(now));
    }
    now = Sentence();
    labels.clear();
  };
  for (std::string_view line : split(text, '\n')) {
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (trim(line).empty() || line.starts_with("-DOCSTART-")) {
      end();
      continue;
    }
    const char separator = line.find('\t') != std::string_view::npos ? '\t' : ' ';
    const auto cells = split(line, separator);
    std::string label = "O";
    for (std::size_t i = 1; i < cells.size() && label == "O"; ++i)
      if (is_label(trim(cells[i]))) label = trim(cells[i]);
    now.forms.emplace_back(trim(cells[0]));
    labels.push_back(label);
  }
  end();
  return out;
}

namespace {
constexpr std::size_t gram_words = 8;
std::vector<std::uint64_t> word_hashes(const Sentence& sentence) {
  std::vector<std::uint64_t> hashes;
  for (const std::string& form : sentence.forms) hashes.push_back(hash64(ascii_lower(form)));
  return hashes;
}
std::uint64_t gram(const std::vector<std::uint64_t>& words, std::size_t first, std::size_t count) {
  return hash64({reinterpret_cast<const char*>(words.data() + first), count * sizeof(std::uint64_t)});
}
}  // namespace

void LeakCheck::forbid(const Sentences& evaluation) {
  for (const Sentence& sentence : evaluation) {
    const auto words = word_hashes(sentence);
    for (std::size_t i = 0; i + gram_words <= words.size(); ++i) grams_.insert(gram(words, i, gram_words));
  }
}

bool LeakCheck::leaks(const Sentence& sentence) const {
  const auto words = word_hashes(sentence);
  for (std::size_t i = 0; i + gram_words <= words.size(); ++i)
    if (grams_.contains(gram(words, i, gram_words))) return true;
  return false;
}

std::size_t LeakCheck::filter(Sentences& training) const {
  return std::erase_if(training, [this](const Sentence& s) { return leaks(s); });
}

}  // namespace demarche::learn
