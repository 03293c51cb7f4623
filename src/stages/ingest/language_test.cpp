#include "stages/ingest/language.h"

#include <gtest/gtest.h>

namespace demarche {
namespace {

TEST(Language, TellsEnglishFromOthers) {
  EXPECT_TRUE(identify_language("The minister said that the talks would go on, but nobody believed him.").english());
  EXPECT_EQ(identify_language("Der Minister sagte, dass die Gespräche mit der Regierung noch nicht zu Ende sind.").code,
            "de");
  EXPECT_EQ(identify_language(
                "Le ministre a dit que les négociations avec la délégation ne sont pas finies dans cette ville.")
                .code,
            "fr");
  EXPECT_EQ(
      identify_language(
          "El ministro dijo que las negociaciones con el gobierno no han terminado y que se reunirá en la capital.")
          .code,
      "es");
  EXPECT_EQ(identify_language(
                "O ministro disse que as negociações com o governo não foram concluídas e que ele vai à capital.")
                .code,
            "pt");
  EXPECT_EQ(identify_language(
                "Bakan, bu görüşme ile ilgili olarak bir açıklama yaptı ve daha sonra çok önemli olan konuyu ele aldı.")
                .code,
            "tr");
  EXPECT_EQ(identify_language("Министр сказал, что переговоры продолжаются.").code, "und");
  EXPECT_EQ(identify_language("部长说谈判还在继续。").code, "zh");
  EXPECT_EQ(identify_language("大臣は交渉が続いていると述べた。").code, "ja");
}

TEST(Language, LittleEvidenceCountsAsEnglish) {
  EXPECT_TRUE(identify_language("").english());
  EXPECT_TRUE(identify_language("Merkel, Macron, Rutte").english());
  EXPECT_TRUE(
      identify_language("Quotation: \"c'est la vie\", as the envoy put it in his speech to the assembly.").english());
}

}  // namespace
}  // namespace demarche
