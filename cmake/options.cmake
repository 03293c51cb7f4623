# Flags that every room shares. -ffp-contract=off keeps scores the same with and without FMA.
add_library(demarche_options INTERFACE)
target_compile_options(demarche_options INTERFACE -Wall -Wextra -Wshadow -Wconversion -Wno-sign-conversion
                       -Werror=return-type -ffp-contract=off -fstack-protector-strong)
target_compile_definitions(demarche_options INTERFACE $<$<NOT:$<CONFIG:Debug>>:_FORTIFY_SOURCE=2> _GLIBCXX_ASSERTIONS
                           DEMARCHE_VERSION="${PROJECT_VERSION}")
target_include_directories(demarche_options INTERFACE ${CMAKE_SOURCE_DIR}/include ${CMAKE_SOURCE_DIR}/src)
if(DEMARCHE_SANITIZE)
  target_compile_options(demarche_options INTERFACE -fsanitize=${DEMARCHE_SANITIZE} -fno-omit-frame-pointer)
  target_link_options(demarche_options INTERFACE -fsanitize=${DEMARCHE_SANITIZE})
endif()
# Without coverage in the rooms themselves a fuzzer only throws dice.
if(DEMARCHE_FUZZ)
  target_compile_options(demarche_options INTERFACE -fsanitize=fuzzer-no-link)
endif()
