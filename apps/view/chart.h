// A relation over time as one SVG picture: cooperation upwards, conflict downwards, articles as a grey strip below.
//
// Looks right as a file of its own; in a page the classes let the style sheet recolour it. Integers only, so that the
// same series gives the same bytes everywhere. Never holds a script, a style or anything from a report's text.
#pragma once

#include <string>

#include "demarche/archive.h"
#include "markup.h"

namespace demarche::view {

struct ChartText {
  std::string title;     // "Russia and China, coded events by month"
  std::string footnote;  // vintage and where it came from; "" for none
};

/// The picture as an <svg> element.
Markup relation_chart(const Relation& relation, const ChartText& text);
/// The same as a file, with its XML declaration.
std::string relation_chart_file(const Relation& relation, const ChartText& text);

}  // namespace demarche::view
