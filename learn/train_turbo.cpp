// Trains the turbo model: train_turbo DATA OUT.model [options]. See README.md.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <string>

#include "base/file.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/text.h"
#include "base/utf8.h"
#include "corpus.h"
#include "dev_scores.h"
#include "export.h"
#include "lemma_learner.h"
#include "network.h"
#include "plain_text.h"

namespace demarche::learn {
namespace {

struct Options {
  std::string data, out;
  std::string lemmas_of;  // only learn the lemmas anew, for this model
  std::size_t width = 160, layers = 4, hidden = 128;
  int epochs = 12, batch = 16;
  float rate = 1e-3f;
  std::uint64_t seed = 7;
  int text_passes = 1;            // over the unlabelled text, before the labelled data
  std::size_t vocabulary = 6016;  // words to guess there
  std::string answers_of;         // only write the float network's answers to these sentences
  std::string final_state;        // file for the float weights at the end
  std::string text_state;         // file that keeps the state after them
  int speeches_from = 1993;       // presidential speeches of this year and later
  TrainingOptions training;
  std::string command;
};

struct Source {
  std::string file, licence, sha256;
  std::size_t sentences = 0, dropped = 0;
};

struct Corpus {
  Sentences trees, names, text, tree_dev, gum_dev, name_dev;
  std::vector<Source> sources;
};

std::vector<const Example*> slice(const std::vector<const Example*>& order, std::size_t at, std::size_t size) {
  return {order.begin() + static_cast<std::ptrdiff_t>(at),
          order.begin() + static_cast<std::ptrdiff_t>(std::min(order.size(), at + size))};
}

void shuffle(std::vector<const Example*>& order, Random& random) {
  for (std::size_t i = order.size(); i > 1; --i)
    std::swap(order[i - 1], order[random.below(static_cast<std::uint32_t>(i))]);
}

// The outlets whose articles are kept for evaluation: a third, by the hash of the outlet's name.
bool held_back(std::string_view article) {
  const std::size_t slash = article.rfind('/');
  std::string_view outlet = slash == std::string_view::npos ? article : article.substr(slash + 1);
  outlet = outlet.substr(0, outlet.find_last_of('_'));
  return hash64(outlet) % 3 == 0;
}

Corpus load(const Options& options) {
  const std::string& data = options.data;
  Corpus corpus;
  corpus.tree_dev = read_conllu(read_all(data + "/treebank/ewt_dev.conllu.gz"));
  corpus.gum_dev = read_conllu(read_all(data + "/treebank/gum_open_dev.conllu.gz"));
  corpus.name_dev = read_name_columns(read_all(data + "/names/crossner_politics_dev.txt"), "crossner");
  LeakCheck leaks;
  for (const Sentences* s : {&corpus.tree_dev, &corpus.gum_dev, &corpus.name_dev}) leaks.forbid(*s);
  const auto add = [&](const std::string& file, const char* licence, Sentences sentences, Sentences& to,
                       const std::string& bytes) {
    Source source{file, licence, sha256_hex(bytes)};
    source.dropped = leaks.filter(sentences);
    source.sentences = sentences.size();
    std::printf("%-44s %6zu sentences, %zu dropped (8-gram of evaluation text)\n", file.c_str(), source.sentences,
                source.dropped);
    corpus.sources.push_back(source);
    std::move(sentences.begin(), sentences.end(), std::back_inserter(to));
  };
  for (const auto& [file, licence] :
       {std::pair{"treebank/ewt_train.conllu.gz", "CC BY-SA 4.0"},
        std::pair{"treebank/gum_open_train.conllu.gz", "CC BY 4.0, texts CC BY / CC BY-SA"}}) {
    const std::string bytes = read_all(data + "/" + file);
    add(file, licence, read_conllu(bytes), corpus.trees, bytes);
  }
  const std::string politics = read_all(data + "/names/crossner_politics_train.txt");
  add("names/crossner_politics_train.txt", "MIT", read_name_columns(politics, "crossner"), corpus.names, politics);
  const auto add_archive = [&](const std::string& file, const char* licence, const char* family, auto&& wanted) {
    const std::string bytes = read_all(data + "/" + file);
    Sentences sentences;
    for (const NamedFile& member : read_tar(bytes))
      if (wanted(member.name)) {
        Sentences more = read_name_columns(member.bytes, family);
        std::move(more.begin(), more.end(), std::back_inserter(sentences));
      }
    add(file, licence, std::move(sentences), corpus.names, bytes);
  };
  add_archive("names/wikigold.tar.gz", "CC BY 4.0", "conll",
              [](const std::string& name) { return name.ends_with("wikigold.conll.txt"); });
  add_archive("names/wnut17.tar.gz", "CC BY 4.0", "wnut",
              [](const std::string& name) { return name.ends_with("wnut17train.conll"); });
  add_archive("names/worldwide_newswire_half.tar.gz", "none stated: training only", "newswire",
              [](const std::string& name) { return name.ends_with(".tsv") && !held_back(name); });
  if (options.text_passes > 0) {
    for (const char* file : {"news/wikinews_politics.jsonl.gz", "news/wikinews_economy.jsonl.gz"}) {
      const std::string bytes = read_all(data + "/" + file);
      Sentences sentences;
      for (const std::string& text : jsonl_texts(bytes)) segment_into(text, sentences);
      add(file, "CC BY 2.5", std::move(sentences), corpus.text, bytes);
    }
    const std::string file = "text/presidential_speeches.tar.gz";
    const std::string bytes = read_all(data + "/" + file);
    Sentences sentences;
    for (const NamedFile& member : read_tar(bytes))
      if (std::atoi(member.name.c_str()) >= options.speeches_from) segment_into(repair_utf8(member.bytes), sentences);
    add(file, "public domain", std::move(sentences), corpus.text, bytes);
  }
  return corpus;
}

// Guesses hidden words of the unlabelled text, so that the word vectors and convolutions know more words than the
// treebanks show.
void pretrain(Network& network, const Options& options, const Corpus& corpus, Random& random) {
  Sentences all = corpus.text;
  for (const Sentences* more : {&corpus.trees, &corpus.names}) all.insert(all.end(), more->begin(), more->end());
  const PlainText text = prepare_text(all, options.vocabulary);
  std::printf("plain text: %zu sentences, %zu words\n", text.sentences.size(), text.words);
  constexpr std::size_t batch_size = 32;
  std::vector<const Example*> order;
  for (const Example& e : text.sentences) order.push_back(&e);
  const double updates = static_cast<double>((order.size() + batch_size - 1) / batch_size) * options.text_passes;
  double update = 0, loss = 0;
  for (int pass = 1; pass <= options.text_passes; ++pass) {
    shuffle(order, random);
    for (std::size_t at = 0; at < order.size(); at += batch_size) {
      const double warm = std::min(1.0, (update + 1) / 100), left = std::max(0.05, 1 - update / updates);
      loss += network.pretrain(slice(order, at, batch_size), text.hide,
                               2 * options.rate * static_cast<float>(warm * left), random);
      ++update;
      if (static_cast<std::int64_t>(update) % 200 != 0) continue;
      std::printf("  text update %.0f of %.0f: loss %.3f a hidden word\n", update, updates, loss / 200);
      loss = 0;
    }
  }
}

// Feature bundles seen at least three times, most frequent first.
std::vector<std::string> frequent_bundles(const Sentences& trees, std::map<std::string, int>& numbers) {
  std::map<std::string, int> counts;
  for (const Sentence& s : trees)
    for (const std::string& f : s.feats) ++counts[f];
  std::vector<std::pair<int, std::string>> order;
  for (const auto& [f, n] : counts)
    if (n >= 3) order.emplace_back(-n, f);
  std::sort(order.begin(), order.end());
  std::vector<std::string> bundles;
  for (const auto& [n, f] : order) {
    numbers[f] = static_cast<int>(bundles.size());
    bundles.push_back(f);
  }
  return bundles;
}

std::vector<Example> examples_of(const Sentences& sentences, const std::map<std::string, int>& bundles) {
  std::vector<Example> out;
  for (const Sentence& s : sentences) {
    Example e;
    e.sentence = &s;
    for (const std::string& form : s.forms) e.rows.push_back(features_of(form));
    for (const std::string& f : s.feats) {
      const auto found = bundles.find(f);
      e.bundle.push_back(found == bundles.end() ? -1 : found->second);
    }
    out.push_back(std::move(e));
  }
  return out;
}

std::string manifest_of(const Options& options, const Corpus& corpus, const TreeScore& ewt, double names) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().field("tier", "turbo").field("licence", "CC BY-SA 4.0").field("command", options.command);
  json.field("seed", static_cast<std::int64_t>(options.seed)).field("epochs", options.epochs);
  json.field("width", options.width).field("layers", options.layers).field("hidden", options.hidden);
  json.key("float_scores_on_dev").begin_object();
  json.key("ewt_upos").thousandths(static_cast<std::int64_t>(ewt.upos * 1000));
  json.key("ewt_las").thousandths(static_cast<std::int64_t>(ewt.las * 1000));
  json.key("crossner_politics_f1").thousandths(static_cast<std::int64_t>(names * 1000)).end_object();
  json.key("data").begin_array();
  for (const Source& s : corpus.sources) {
    json.begin_object().field("file", s.file).field("licence", s.licence).field("sha256", s.sha256);
    json.field("sentences", s.sentences).field("dropped_as_evaluation_text", s.dropped).end_object();
  }
  json.end_array().end_object();
  return out;
}

LemmaTable lemmas_for(const Corpus& corpus, const std::vector<std::string>& bundles) {
  return learn_lemmas(corpus.trees, bundles, count_words({&corpus.text, &corpus.trees}),
                      read_all(DEMARCHE_LEARN_DIR "/irregular_forms.tsv"));
}

// What the float network says about sentences of plain words, as the parity test of stages/annotate reads it:
// form, tag, head (0: the root), relation, name label; an empty line behind each sentence.
std::string float_answers(Network& network, const std::string& text, const std::map<std::string, int>& numbers) {
  Sentences sentences;
  for (const std::string_view line : split(text, '\n')) {
    if (line.empty()) continue;
    sentences.emplace_back();
    for (const std::string_view word : split(line, ' ')) sentences.back().forms.emplace_back(word);
  }
  std::string out;
  for (const Example& e : examples_of(sentences, numbers)) {
    const Prediction p = network.predict({&e})[0];
    for (std::size_t w = 0; w < p.heads.size(); ++w)
      out += e.sentence->forms[w] + "\t" + std::string(name_of(p.upos[w])) + "\t" +
             std::to_string(p.heads[w] == e.sentence->size() ? 0 : p.heads[w] + 1) + "\t" +
             std::string(name_of(p.relations[w])) + "\t" + std::to_string(p.names[w]) + "\n";
    out += "\n";
  }
  return out;
}

int relearn_lemmas(const Options& options) {
  const auto model = ModelFile::open(options.lemmas_of);
  if (!model) {
    std::fprintf(stderr, "train_turbo: %s\n", model.error().message.c_str());
    return 3;
  }
  std::vector<std::string> bundles;
  for (const std::string_view b : split(model->tensor("bundles"), '\n')) bundles.emplace_back(b);
  const LemmaTable table = lemmas_for(load(options), bundles);
  std::printf("lemmas: %zu entries, %zu rules\n", table.entries, table.rule_count);
  return write_file(options.out, replace_lemmas(*model, table)) ? 0 : 3;
}

std::string export_now(Network& network, const Options& options, const Corpus& corpus,
                       const std::vector<Example>& trees, const std::vector<Example>& names,
                       const std::vector<std::string>& bundles, const TreeScore& ewt, double f1) {
  ExportInput input;
  input.bundles = bundles;
  input.allowed.assign(upos_names.size() * bundles.size(), 0);
  for (const Example& e : trees)
    for (std::size_t w = 0; w < e.bundle.size(); ++w)
      if (e.bundle[w] >= 0)
        input.allowed[static_cast<std::size_t>(e.sentence->upos[w]) * bundles.size() +
                      static_cast<std::size_t>(e.bundle[w])] = 1;
  input.lemmas = lemmas_for(corpus, bundles);
  std::printf("lemmas: %zu entries, %zu rules\n", input.lemmas.entries, input.lemmas.rule_count);
  input.manifest = manifest_of(options, corpus, ewt, f1);
  std::vector<const Example*> calibration;
  for (std::size_t i = 0; i < trees.size(); i += 6) calibration.push_back(&trees[i]);
  for (std::size_t i = 0; i < names.size(); i += 12) calibration.push_back(&names[i]);
  return export_model(network, calibration, input);
}

int write_answers(Network& network, const Options& options, const std::map<std::string, int>& numbers) {
  const auto saved = read_file(options.final_state, 1u << 30);
  if (!saved || !network.restore(*saved)) {
    std::fprintf(stderr, "train_turbo: --answers-of needs the --final-state of a training of these sizes\n");
    return 2;
  }
  return write_file(options.out, float_answers(network, read_all(options.answers_of), numbers)) ? 0 : 3;
}

int train(const Options& options) {
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  const Corpus corpus = load(options);
  std::map<std::string, int> numbers;
  const auto bundles = frequent_bundles(corpus.trees, numbers);
  const auto trees = examples_of(corpus.trees, numbers), names = examples_of(corpus.names, numbers);
  const auto ewt = examples_of(corpus.tree_dev, numbers), gum = examples_of(corpus.gum_dev, numbers),
             politics = examples_of(corpus.name_dev, numbers);
  Sizes sizes{options.width, options.layers, options.hidden, bundles.size(),
              options.text_passes > 0 ? options.vocabulary : 0};
  Network network(sizes, options.seed);
  if (!options.answers_of.empty()) return write_answers(network, options, numbers);
  Random random(options.seed + 1);
  if (options.text_passes > 0) {
    // The text part takes as long as the rest: its result can be kept in a file.
    const auto saved =
        options.text_state.empty() ? Result<std::string>(Error{}) : read_file(options.text_state, 1u << 30);
    if (!saved || !network.restore(*saved)) {
      pretrain(network, options, corpus, random);
      if (!options.text_state.empty() && !write_file(options.text_state, network.state())) return 3;
    }
    random = Random(options.seed + 2);
  }
  std::vector<const Example*> order;
  for (const auto* set : {&trees, &names})
    for (const Example& e : *set) order.push_back(&e);
  const auto batch_size = static_cast<std::size_t>(options.batch);
  const double updates = static_cast<double>((order.size() + batch_size - 1) / batch_size) * options.epochs;
  double update = 0;
  TreeScore ewt_score;
  double f1 = 0;
  for (int epoch = 1; epoch <= options.epochs; ++epoch) {
    const auto start = std::chrono::steady_clock::now();
    shuffle(order, random);
    Losses sum;
    for (std::size_t at = 0; at < order.size(); at += batch_size) {
      const auto batch = slice(order, at, batch_size);
      const double warm = std::min(1.0, (update + 1) / 100), left = std::max(0.03, 1 - update / updates);
      const Losses l =
          network.train(batch, options.training, options.rate * static_cast<float>(warm * left), epoch > 1, random);
      sum.tree += l.tree, sum.tags += l.tags, sum.names += l.names;
      ++update;
    }
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    const bool look = epoch % 2 == 0 || epoch == options.epochs || epoch < 3;
    std::printf("epoch %d: loss tree %.0f tags %.0f names %.0f, %.1f s\n", epoch, sum.tree, sum.tags, sum.names,
                seconds);
    if (!look) continue;
    ewt_score = score_trees(network, ewt);
    const TreeScore g = score_trees(network, gum);
    f1 = score_names(network, politics);
    std::printf(
        "  EWT dev UPOS %.2f feats %.2f UAS %.2f LAS %.2f | GUM dev UPOS %.2f LAS %.2f | politics dev F1 %.2f\n",
        ewt_score.upos, ewt_score.feats, ewt_score.uas, ewt_score.las, g.upos, g.las, f1);
    if (2 * epoch < options.epochs) continue;
    // From half of the way on the file always holds the latest weights.
    const std::string bytes = export_now(network, options, corpus, trees, names, bundles, ewt_score, f1);
    if (const Status written = write_file(options.out, bytes); !written) {
      std::fprintf(stderr, "train_turbo: %s\n", written.error().message.c_str());
      return 3;
    }
    std::printf("%s: %zu bytes\n", options.out.c_str(), bytes.size());
  }
  if (!options.final_state.empty() && !write_file(options.final_state, network.state())) return 3;
  return 0;
}

}  // namespace
}  // namespace demarche::learn

int main(int count, char** arguments) {
  using namespace demarche::learn;
  Options options;
  options.command = "train_turbo DATA OUT";
  std::vector<std::string> plain;
  for (int i = 1; i < count; ++i) {
    const std::string_view name = arguments[i];
    if (!name.starts_with("--")) {
      plain.emplace_back(name);
      continue;
    }
    if (i + 1 == count) {
      std::fprintf(stderr, "train_turbo: %s needs a value\n", arguments[i]);
      return 2;
    }
    const char* value = arguments[++i];
    if (!name.ends_with("-state")) options.command += " " + std::string(name) + " " + value;
    if (name == "--width")
      options.width = std::strtoul(value, nullptr, 10);
    else if (name == "--layers")
      options.layers = std::strtoul(value, nullptr, 10);
    else if (name == "--hidden")
      options.hidden = std::strtoul(value, nullptr, 10);
    else if (name == "--epochs")
      options.epochs = std::atoi(value);
    else if (name == "--batch")
      options.batch = std::max(1, std::atoi(value));
    else if (name == "--seed")
      options.seed = std::strtoull(value, nullptr, 10);
    else if (name == "--rate")
      options.rate = std::strtof(value, nullptr);
    else if (name == "--lemmas-of")
      options.lemmas_of = value;
    else if (name == "--answers-of")
      options.answers_of = value;
    else if (name == "--final-state")
      options.final_state = value;
    else if (name == "--text-state")
      options.text_state = value;
    else if (name == "--text-passes")
      options.text_passes = std::atoi(value);
    else if (name == "--output-dropout")
      options.training.output_dropout = std::strtof(value, nullptr);
    else if (name == "--word-dropout")
      options.training.word_dropout = std::strtof(value, nullptr);
    else if (name == "--hidden-dropout")
      options.training.hidden_dropout = std::strtof(value, nullptr);
    else if (name == "--names-weight")
      options.training.names_weight = std::strtof(value, nullptr);
    else {
      std::fprintf(stderr, "train_turbo: unknown option %s\n", arguments[i - 1]);
      return 2;
    }
  }
  if (plain.size() != 2) {
    std::fprintf(stderr, "usage: train_turbo DATA OUT.model [--epochs N] [--width N] [--seed N] ...\n");
    return 2;
  }
  options.data = plain[0];
  options.out = plain[1];
  return options.lemmas_of.empty() ? train(options) : relearn_lemmas(options);
}
