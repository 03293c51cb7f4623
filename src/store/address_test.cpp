#include "store/address.h"

#include <gtest/gtest.h>

namespace demarche::store {
namespace {

TEST(Address, SpellingsOfOneAddressAreOne) {
  const std::string plain = "gazette.example/news/a~b";
  for (const char* spelling :
       {"https://www.gazette.example/news/a~b", "http://Gazette.Example:80/news/a%7Eb/", "gazette.example/news/a~b",
        "//gazette.example/news/a~b", "https://WWW.GAZETTE.example:443/news/a%7eb/?utm_source=x&utm_medium=y#top",
        " https://reader@gazette.example/news/a~b?fbclid=1 "})
    EXPECT_EQ(normal_address(spelling), plain) << spelling;
}

TEST(Address, WhatTellsPagesApartStays) {
  EXPECT_EQ(normal_address("https://a.example/?id=7&utm_source=x&page=2"), "a.example?id=7&page=2");
  EXPECT_NE(normal_address("https://a.example/News"), normal_address("https://a.example/news"));
  EXPECT_NE(normal_address("https://a.example:8080/x"), normal_address("https://a.example/x"));
  EXPECT_EQ(normal_address("https://a.example/%c3%a9"), "a.example/%C3%A9");
  EXPECT_EQ(normal_address("urn:newsml:a.example:1"), "urn:newsml:a.example:1");
  for (const char* odd : {"", "%", "%4", "://", "http://", "http://@", "?", "#", "https://a.example/?&&"})
    EXPECT_LE(normal_address(odd).size(), 20u);
}

}  // namespace
}  // namespace demarche::store
