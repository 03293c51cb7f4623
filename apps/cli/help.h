// Texts made from the command tables: help, the manual page, the reference page, shell completions.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "commands.h"

namespace demarche::cli {

std::string overview_text();
std::string command_help_text(const Command& command);
std::string manual_page();     // troff, man macros
std::string reference_page();  // Markdown: docs/reference/cli.md

/// Nothing when the shell is none of bash, zsh, fish.
std::optional<std::string> completions_for(std::string_view shell);

}  // namespace demarche::cli
