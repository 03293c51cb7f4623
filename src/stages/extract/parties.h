// Words to parties: who stands at a word of the tree.
//
// A word that is no party itself may hold one ("Israel's policy", "positions of the rebels"). Roles that the sentence
// leaves open are the business of party_choice.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "stages/extract/tree.h"
#include "types/findings.h"
#include "types/mentions.h"

namespace demarche {

class PartyFinder {
 public:
  PartyFinder(const Tree& tree, const Tokens& tokens, const Mentions& mentions,
              const std::vector<Statement>& statements);

  /// The parties at a word, with its conjuncts; appended without repeating an actor.
  void resolve(std::uint32_t word, std::vector<Party>& out) const { resolve(word, out, 0); }

  /// A country named as the place of the clause, for people of unknown home ("killed 12 people in Baghdad").
  std::optional<Party> place_near(std::uint32_t sentence, std::uint32_t trigger) const;

  /// The innermost statement whose content holds the span; no_word for none.
  std::uint32_t statement_around(Span span) const;

  static bool known(const std::vector<Party>& parties) {
    for (const Party& p : parties) {
      if (p.actor != no_word) return true;
    }
    return false;
  }

 private:
  void resolve(std::uint32_t word, std::vector<Party>& out, int depth) const;
  void add_mention(std::uint32_t mention, std::vector<Party>& out) const;
  bool look_inside(std::uint32_t word, std::vector<Party>& out, int depth) const;
  std::optional<Party> first_person(std::uint32_t mention) const;

  const Tree& tree_;
  const Tokens& tokens_;
  const Mentions& mentions_;
  const std::vector<Statement>& statements_;
  std::vector<std::uint32_t> first_mention_;  // for each sentence the first mention; one more at the end
};

}  // namespace demarche
