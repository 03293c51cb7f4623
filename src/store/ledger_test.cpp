#include "store/ledger.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "store/secrets.h"

namespace demarche::store {
namespace {

std::vector<Node> leaves(std::size_t n) {
  std::vector<Node> out;
  for (std::size_t i = 0; i < n; ++i) out.push_back(leaf_of(fmt::format("entry {}", i)));
  return out;
}

// The hash of the empty tree and of an empty entry, as RFC 9162 gives them.
TEST(Ledger, StandardValues) {
  EXPECT_EQ(hex_of(root_of(std::vector<Node>())), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(hex_of(leaf_of("")), "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
}

TEST(Ledger, EveryPathLeadsToTheRootAndNoOtherDoes) {
  for (std::size_t n = 1; n <= 40; ++n) {
    const std::vector<Node> all = leaves(n);
    const Node root = root_of(all);
    for (std::size_t at = 0; at < n; ++at) {
      std::vector<Node> path = path_of(all, at);
      ASSERT_EQ(root_from_path(all[at], at, n, path), root) << n << " " << at;
      ASSERT_NE(root_from_path(leaf_of("another"), at, n, path), root);
      if (at > 0) {
        ASSERT_NE(root_from_path(all[at], at - 1, n, path), root);
      }
      if (path.empty()) continue;
      path[0][5] = static_cast<char>(path[0][5] ^ 1);
      ASSERT_NE(root_from_path(all[at], at, n, path), root);
      path.pop_back();
      ASSERT_NE(root_from_path(all[at], at, n, path), root);
    }
  }
  EXPECT_FALSE(root_from_path(leaf_of("x"), 1, 1, {}));
}

// The path of the last entry holds all that the root before it needs.
TEST(Ledger, TheLastPathAlsoGivesTheRootBefore) {
  for (std::size_t n = 2; n <= 40; ++n) {
    std::vector<Node> all = leaves(n);
    const std::vector<Node> path = path_of(all, n - 1);
    all.pop_back();
    EXPECT_EQ(root_before_last(path), root_of(all)) << n;
  }
  EXPECT_EQ(root_before_last({}), root_of(std::vector<Node>()));
}

}  // namespace
}  // namespace demarche::store
