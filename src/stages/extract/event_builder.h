// From a frame that holds to an event mention: parties, type after the guide's rulings, mode, circumstances,
// confidence.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "codebook/codebook.h"
#include "stages/extract/circumstance.h"
#include "stages/extract/confidence.h"
#include "stages/extract/date_choice.h"
#include "stages/extract/frame_match.h"
#include "stages/extract/parties.h"
#include "stages/extract/party_choice.h"
#include "stages/extract/tree.h"
#include "types/findings.h"

namespace demarche {

class EventBuilder {
 public:
  EventBuilder(const Tokens& tokens, const Tree& tree, const Mentions& mentions, const Codebook& codebook,
               FrameMatcher& matcher, const PartyFinder& parties, const PartyChooser& chooser,
               const Circumstances& circumstances, const DateChooser& dates, const ConfidenceScorer& confidence)
      : tokens_(tokens),
        tree_(tree),
        mentions_(mentions),
        codebook_(codebook),
        matcher_(matcher),
        parties_(parties),
        chooser_(chooser),
        circumstances_(circumstances),
        dates_(dates),
        confidence_(confidence) {}

  /// Nothing when the act is only wished for, or no political party is known.
  std::optional<EventMention> build(const Match& match, std::uint32_t sentence, const Findings& findings);

  /// The act with the parties that its own clause names, before anything is weighed.
  std::optional<EventMention> build_plain(const Match& match, std::uint32_t sentence, const Findings& findings);

  /// What a quoted speaker says that another must do; nothing when the word is no such demand.
  std::optional<EventMention> build_demand(std::uint32_t verb, std::uint32_t sentence, const Findings& findings);

  /// What a quoted speaker reproaches another with.
  std::optional<EventMention> build_reproach(std::uint32_t word, std::uint32_t sentence, const Findings& findings);

 private:
  /// Trigger, type, mode, parties of the clause and attribution after the rulings.
  std::optional<EventMention> begin(const Match& match, std::uint32_t sentence, const Findings& findings,
                                    const Modality& modality, std::string_view& mode);
  void collect(const Match& match, std::uint32_t begin, std::uint32_t end, std::vector<Party>& out);
  void find_parties(const Match& match, EventMention& event);
  void take_victims(const Match& match, EventMention& event);
  void take_blamed(const Match& match, EventMention& event);
  void split_sides(const Match& match, EventMention& event);
  bool share_country(const std::vector<Party>& a, const std::vector<Party>& b) const;
  void recall(const Match& match, EventMention& event, const Findings& findings) const;
  void local_agent(const Match& match, EventMention& event);
  bool unknown_name(const Match& match, EventMention& event) const;
  void recall_date(EventMention& event, const Findings& findings) const;
  void take_doer(const Match& match, EventMention& event, const Findings& findings);
  void fill_open_roles(const Match& match, EventMention& event, const Findings& findings);
  void fill_sides(const Match& match, EventMention& event, const Findings& findings);
  void choose(const Match& match, PartyRole role, std::vector<Party>& placed, const std::vector<Party>& others,
              bool stranger, const Findings& findings, EventMention& event);
  std::string_view complement_mode(const Match& match, EventType type);
  std::string_view weapon_mode(const Match& match);
  bool speaks_for(const EventMention& event, const Findings& findings) const;
  bool apply_rulings(const Match& match, const Modality& modality, const Findings& findings, EventMention& event,
                     std::string_view& mode);
  void attribute(const Findings& findings, EventMention& event);
  Span trigger_span(const Match& match) const;

  const Tokens& tokens_;
  const Tree& tree_;
  const Mentions& mentions_;
  const Codebook& codebook_;
  FrameMatcher& matcher_;
  const PartyFinder& parties_;
  const PartyChooser& chooser_;
  const Circumstances& circumstances_;
  const DateChooser& dates_;
  const ConfidenceScorer& confidence_;
};

}  // namespace demarche
