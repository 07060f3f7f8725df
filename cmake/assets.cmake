# room_assets: the files named here, built into the program (base/assets.h).
enable_language(ASM)

file(GLOB_RECURSE asset_files CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR}
  ${PROJECT_SOURCE_DIR}/blueprint/* ${PROJECT_SOURCE_DIR}/ui/templates/* ${PROJECT_SOURCE_DIR}/ui/i18n/* ${PROJECT_SOURCE_DIR}/ui/data/* ${PROJECT_SOURCE_DIR}/src/commands/*.md ${PROJECT_SOURCE_DIR}/src/commands/*.json)

# Styles and scripts are bundled by esbuild; the fonts of the design system come along.
file(GLOB_RECURSE bundle_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/ui/css/*.css ${PROJECT_SOURCE_DIR}/ui/ts/*.ts ${PROJECT_SOURCE_DIR}/ui/icon.svg)
set(bundle_dir ${PROJECT_BINARY_DIR}/assets)
set(bundle_files assets/app.css assets/app.js assets/icon.svg assets/fira-sans-400.woff2 assets/fira-sans-600.woff2)
list(TRANSFORM bundle_files PREPEND ${PROJECT_BINARY_DIR}/ OUTPUT_VARIABLE bundle_outputs)
add_custom_command(OUTPUT ${bundle_outputs}
  COMMAND ${PROJECT_SOURCE_DIR}/tools/bundle.sh ${bundle_dir}
  DEPENDS ${bundle_sources} ${PROJECT_SOURCE_DIR}/tools/bundle.sh ${PROJECT_SOURCE_DIR}/package-lock.json
  COMMENT "Bundling styles and scripts" VERBATIM)

set(asset_names ${asset_files} ${bundle_files})
list(SORT asset_names)
set(incbin "")
set(declarations "")
set(rows "")
set(index 0)
set(asset_paths "")
foreach(name IN LISTS asset_names)
  if(name MATCHES "^assets/")
    set(path ${PROJECT_BINARY_DIR}/${name})
  else()
    set(path ${PROJECT_SOURCE_DIR}/${name})
  endif()
  list(APPEND asset_paths ${path})
  string(APPEND incbin ".global asset_${index}_begin\nasset_${index}_begin:\n.incbin \"${path}\"\n.global asset_${index}_end\nasset_${index}_end:\n.byte 0\n")
  string(APPEND declarations "extern const char asset_${index}_begin[], asset_${index}_end[];\n")
  string(APPEND rows "    row(\"${name}\", asset_${index}_begin, asset_${index}_end),\n")
  math(EXPR index "${index} + 1")
endforeach()

file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/generated/assets.S CONTENT ".section .rodata\n@incbin@.section .note.GNU-stack,\"\",@progbits\n" @ONLY)
file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/generated/assets.cc CONTENT "#include \"base/assets.h\"

#include <algorithm>
#include <array>

extern \"C\" {
@declarations@}

namespace kireise {
namespace {

Asset row(std::string_view path, const char* begin, const char* end) { return {path, {begin, static_cast<std::size_t>(end - begin)}}; }

const std::array<Asset, @index@> table{
@rows@};

}  // namespace

std::span<const Asset> assets() { return table; }

std::optional<std::string_view> asset(std::string_view path) {
    const auto found = std::ranges::find(table, path, &Asset::path);
    if (found == table.end()) return std::nullopt;
    return found->bytes;
}

}  // namespace kireise
" @ONLY)
set_source_files_properties(${PROJECT_BINARY_DIR}/generated/assets.S PROPERTIES OBJECT_DEPENDS "${asset_paths}")
add_library(room_assets STATIC ${PROJECT_BINARY_DIR}/generated/assets.cc ${PROJECT_BINARY_DIR}/generated/assets.S)
target_include_directories(room_assets PUBLIC ${PROJECT_SOURCE_DIR}/src)
