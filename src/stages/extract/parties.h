// Words to parties: who stands at a word of the tree, and who fills a role that the sentence leaves open.
//
// A word that is no party itself may hold one ("Israel's policy", "positions of the rebels"). A role left open is
// filled from the rest of the sentence, then from the document: the nearest mention whose sector fits the act. What is
// filled from another sentence says so (Party::from_document).
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

  struct Open {
    EventType type;
    bool actor_role;
    std::uint32_t sentence;
    std::uint32_t trigger;
    std::uint32_t speaker;           // the actor whose words report the act; no_word for none
    std::uint32_t barred = no_word;  // a word of the sentence that has another part in it
    bool elsewhere = false;  // the sentence has its own word for the role, which stands for somebody named before
  };
  /// The best party of the sentence or the document for an open role.
  std::optional<Party> fill(const Open& open, const std::vector<Party>& others) const;

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
  int fitness(EventType type, bool actor_role, const Actor& actor) const;
  int score(const Open& open, std::uint32_t mention, std::uint32_t actor, int distance,
            const std::vector<Party>& others) const;
  bool under(std::uint32_t word, std::uint32_t other) const;
  bool inside(std::uint32_t word, const std::vector<Party>& parties) const;

  const Tree& tree_;
  const Tokens& tokens_;
  const Mentions& mentions_;
  const std::vector<Statement>& statements_;
  std::vector<std::uint32_t> first_mention_;  // for each sentence the first mention; one more at the end
  std::vector<std::uint32_t> counts_;         // mentions of each actor
};

}  // namespace demarche
