# How a folder of ours becomes a target: warnings are errors, sanitizers where asked for, includes
# from the repository root. Third-party code never gets these options.

# The compiler cache, told to look past the place of the checkout, so that clones share its entries.
find_program(SAIMNIEKS_CCACHE ccache)
if(SAIMNIEKS_CCACHE)
  foreach(language C CXX)
    set(CMAKE_${language}_COMPILER_LAUNCHER
      env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${SAIMNIEKS_CCACHE})
  endforeach()
endif()

add_library(saimnieks_options INTERFACE)
target_include_directories(saimnieks_options INTERFACE ${CMAKE_SOURCE_DIR} ${CMAKE_BINARY_DIR}/generated)
target_compile_options(saimnieks_options INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wnon-virtual-dtor
  -Wold-style-cast -Woverloaded-virtual -Werror
  # GCC 12 raises false alarms in std::string concatenation (its bug 105651) and in every moved
  # tl::expected; the sanitizers see none.
  $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized -Wno-restrict>
  # So that the same source in two checkouts is one entry of the compiler cache, and no path of the
  # machine gets into a binary.
  -ffile-prefix-map=${CMAKE_SOURCE_DIR}=.)
if(SAIMNIEKS_SANITIZE)
  target_compile_options(saimnieks_options INTERFACE
    -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
  # A program that may be loaded anywhere has two million addresses to set right at each start, most
  # of them in what the sanitizer says of places in the source: 0.4 s.
  target_link_options(saimnieks_options INTERFACE -fsanitize=address,undefined -no-pie)
endif()
set(SAIMNIEKS_SMALL $<$<AND:$<BOOL:${EMSCRIPTEN}>,$<CONFIG:Release>>:-Os>)
if(EMSCRIPTEN)
  # Nothing of ours throws or catches, so the ways out for exceptions would be code that is loaded
  # for nothing: what throws natively (no memory left, a bug) ends the program here.
  add_compile_options(-fno-exceptions)
  add_link_options(-fno-exceptions)
  # acorn, which emcc's optimiser needs, is a Debian package outside node's own path.
  if(EXISTS /usr/share/nodejs)
    set_property(GLOBAL PROPERTY RULE_LAUNCH_LINK "${CMAKE_COMMAND} -E env NODE_PATH=/usr/share/nodejs")
  endif()
endif()

# saimnieks_library(NAME SOURCES a.cpp … [SMALL_SOURCES b.cpp …] LINKS saimnieks_base …
# [FAST | SMALL]): one folder of ours. FAST is for the folders whose loops users wait for; SMALL for
# those, and SMALL_SOURCES for the files, that nobody waits for, so that in the browser they cost a
# first visit little.
function(saimnieks_library name)
  cmake_parse_arguments(arg "FAST;SMALL" "" "SOURCES;SMALL_SOURCES;LINKS" ${ARGN})
  if(arg_SOURCES)
    add_library(${name} STATIC ${arg_SOURCES} ${arg_SMALL_SOURCES})
    set_source_files_properties(${arg_SMALL_SOURCES} PROPERTIES COMPILE_OPTIONS "${SAIMNIEKS_SMALL}")
    target_link_libraries(${name} PRIVATE saimnieks_options PUBLIC ${arg_LINKS})
    if(arg_FAST AND CMAKE_BUILD_TYPE STREQUAL Release)
      target_compile_options(${name} PRIVATE -O3)
    endif()
    if(arg_SMALL)
      target_compile_options(${name} PRIVATE ${SAIMNIEKS_SMALL})
    endif()
    if(arg_FAST AND EMSCRIPTEN)
      target_compile_options(${name} PRIVATE -msimd128)
    endif()
    target_include_directories(${name} PUBLIC ${CMAKE_SOURCE_DIR} ${CMAKE_BINARY_DIR}/generated)
  else()
    add_library(${name} INTERFACE)
    target_link_libraries(${name} INTERFACE ${arg_LINKS})
    target_include_directories(${name} INTERFACE ${CMAKE_SOURCE_DIR} ${CMAKE_BINARY_DIR}/generated)
  endif()
endfunction()

# saimnieks_program(NAME SOURCES … LINKS …): an executable in bin/.
function(saimnieks_program name)
  cmake_parse_arguments(arg "" "" "SOURCES;LINKS" ${ARGN})
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE saimnieks_options ${arg_LINKS})
endfunction()

add_custom_target(saimnieks_tests)

# saimnieks_test(NAME SOURCES … LINKS … [NATIVE_ONLY] [LABELS …]): GoogleTest in one executable and
# one CTest entry; under Emscripten the same runs in node, over the objects that the browser gets.
function(saimnieks_test name)
  cmake_parse_arguments(arg "NATIVE_ONLY" "" "SOURCES;LINKS;LABELS" ${ARGN})
  if(EMSCRIPTEN AND arg_NATIVE_ONLY)
    return()
  endif()
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE saimnieks_options ${arg_LINKS} saimnieks::gtest)
  # GoogleTest's own macros compare and convert in ways that our warnings object to.
  target_compile_options(${name} PRIVATE -Wno-sign-conversion -Wno-conversion -Wno-shadow)
  add_dependencies(saimnieks_tests ${name})
  if(EMSCRIPTEN)
    # The tests themselves are linked without the passes that make a program small and fast.
    target_compile_options(${name} PRIVATE -O1)
    target_link_options(${name} PRIVATE -O0 -sENVIRONMENT=node -sNODERAWFS=1 -sALLOW_MEMORY_GROWTH=1
      -sEXIT_RUNTIME=1 -sTOTAL_STACK=1048576
      --pre-js ${CMAKE_SOURCE_DIR}/cmake/node_environment.js)
    add_test(NAME ${name} COMMAND node --no-experimental-fetch $<TARGET_FILE:${name}>)
  else()
    add_test(NAME ${name} COMMAND ${name})
  endif()
  set_tests_properties(${name} PROPERTIES LABELS "${arg_LABELS}" TIMEOUT 1800
    WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
endfunction()

# saimnieks_embed(TARGET HEADER NAMESPACE FILE…): the bytes of files as string_views, found by name.
function(saimnieks_embed target header namespace)
  set(out ${CMAKE_BINARY_DIR}/generated/${header})
  list(TRANSFORM ARGN PREPEND ${CMAKE_CURRENT_SOURCE_DIR}/ REGEX "^[^/]" OUTPUT_VARIABLE files)
  add_custom_command(OUTPUT ${out}
    COMMAND python3 ${CMAKE_SOURCE_DIR}/cmake/embed.py ${out} ${namespace} ${files}
    DEPENDS ${CMAKE_SOURCE_DIR}/cmake/embed.py ${files} VERBATIM)
  string(MAKE_C_IDENTIFIER ${header} stem)
  add_custom_target(${target}_${stem} DEPENDS ${out})
  add_dependencies(${target} ${target}_${stem})
endfunction()
