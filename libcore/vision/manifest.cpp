// SPDX-License-Identifier: GPL-3.0-or-later
#include "vision/manifest_impl.h"

#include <boost/json.hpp>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <vector>

#include "vision/template.h"

namespace kaomon::vision {
namespace {

namespace json = boost::json;

constexpr std::uint64_t kMaxModelBytes = 512ULL << 20U;

// What a manifest lacks or has wrong; caught in ManifestReader::read().
struct Refused : std::runtime_error {
    using std::runtime_error::runtime_error;
};

void demand(bool holds, const char* what) {
    if (!holds) {
        throw Refused(what);
    }
}

std::string textOf(const json::object& object, std::string_view key) {
    const auto& text = object.at(key).as_string();
    demand(!text.empty() && text.size() <= 500, "text member");
    return {text.begin(), text.end()};
}

float numberOf(const json::object& object, std::string_view key) {
    const auto number = object.at(key).to_number<double>();
    demand(std::isfinite(number) && std::abs(number) < 1e6, "number member");
    return static_cast<float>(number);
}

std::string nameOf(const json::object& object, std::string_view key) {
    std::string name = textOf(object, key);
    const auto isAllowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
    };
    demand(name.size() <= 40 && name.front() != '.' && std::ranges::all_of(name, isAllowed), "name member");
    return name;
}

ModelRole roleOf(std::string_view text) {
    for (const ModelRole role : {ModelRole::Detector, ModelRole::Embedder, ModelRole::Liveness,
                                 ModelRole::Points, ModelRole::Eyes}) {
        if (roleName(role) == text) {
            return role;
        }
    }
    throw Refused("unknown role");
}

ModelSource sourceOf(const json::object& object) {
    ModelSource source;
    const auto read = [&](std::string_view key, std::string& out) {
        if (object.contains(key)) {
            out = textOf(object, key);
        }
    };
    read("npm", source.npm);
    read("url", source.url);
    read("debian", source.debian);
    read("path", source.path);
    read("note", source.note);
    const int places =
        (source.npm.empty() ? 0 : 1) + (source.url.empty() ? 0 : 1) + (source.debian.empty() ? 0 : 1);
    demand(places == 1 || (places == 0 && !source.note.empty()), "source");
    demand(source.url.empty() || source.url.starts_with("https://"), "source url");
    // These become arguments of programs: none may look like an option.
    demand(!source.npm.starts_with('-') && !source.debian.starts_with('-') && !source.path.starts_with('-'),
           "source name");
    demand(places == 0 || !source.url.empty() || !source.path.empty(), "source path");
    return source;
}

ModelFile fileOf(const json::object& object, const std::filesystem::path& folder) {
    ModelFile file;
    file.name = nameOf(object, "name");
    file.role = roleOf(textOf(object, "role"));
    file.purpose = textOf(object, "purpose");
    file.licence = textOf(object, "licence");
    file.source = sourceOf(object.at("source").as_object());
    file.path = folder / nameOf(object, "file"); // a plain name: no way out of the folder
    file.bytes = object.at("bytes").to_number<std::uint64_t>();
    demand(file.bytes > 0 && file.bytes <= kMaxModelBytes, "bytes");
    file.sha256 = textOf(object, "sha256");
    const auto isHex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
    demand(file.sha256.size() == 64 && std::ranges::all_of(file.sha256, isHex), "sha256");
    file.preprocessing = textOf(object, "preprocessing");
    return file;
}

ThresholdTable thresholdsOf(const json::object& embedding) {
    const json::object& all = embedding.at("thresholds").as_object();
    const json::object& single = all.at("single").as_object();
    const json::object& mean = all.at("mean").as_object();
    const ThresholdTable table{numberOf(single, "1e-4"), numberOf(single, "1e-5"), numberOf(mean, "1e-4"),
                               numberOf(mean, "1e-5")};
    demand(table.isSane(), "thresholds");
    return table;
}

std::vector<float> alignmentOf(const json::object& embedding) {
    const json::array& points = embedding.at("alignment").as_array();
    std::vector<float> result;
    demand(points.size() == 6 || points.size() == 8 || points.size() == 10, "alignment");
    for (const json::value& point : points) {
        result.push_back(point.to_number<float>());
        demand(result.back() >= 0.0F && result.back() <= 112.0F, "alignment");
    }
    return result;
}

std::vector<float> centreOf(const json::object& embedding) {
    std::vector<float> result;
    if (const json::value* centre = embedding.if_contains("centre")) {
        const json::array& numbers = centre->as_array();
        demand(!numbers.empty() && numbers.size() <= kEmbeddingSize, "centre");
        for (const json::value& number : numbers) {
            result.push_back(number.to_number<float>());
            demand(std::abs(result.back()) <= 10.0F, "centre");
        }
    }
    return result;
}

domain::LivenessAbilities livenessOf(const json::object& root, const ModelPack& pack) {
    domain::LivenessAbilities abilities;
    abilities.hasPose = true; // every detector here gives eyes, nose and mouth
    const bool hasScore = pack.file(ModelRole::Liveness) != nullptr;
    demand(hasScore == root.contains("liveness"), "liveness numbers without a network, or the reverse");
    if (hasScore) {
        const json::object& numbers = root.at("liveness").as_object();
        domain::LivenessAbilities::Passive passive;
        passive.standard = numberOf(numbers, "standard");
        passive.high = numberOf(numbers, "high");
        passive.isAccepted = numbers.at("accepted").as_bool();
        demand(passive.standard > 0.0F && passive.standard <= passive.high && passive.high < 1.0F,
               "liveness threshold");
        abilities.passive = passive;
    }
    const bool hasEyes = pack.file(ModelRole::Eyes) != nullptr;
    demand(hasEyes == root.contains("eyes"), "eye numbers without a network, or the reverse");
    if (hasEyes) {
        demand(pack.file(ModelRole::Points) != nullptr, "eyes without points");
        const json::object& numbers = root.at("eyes").as_object();
        domain::LivenessAbilities::Eyes eyes;
        eyes.alike = numberOf(numbers, "alike");
        eyes.rise = numberOf(numbers, "rise");
        eyes.rest = numberOf(numbers, "rest");
        demand(eyes.alike > 0.0F && eyes.alike < 1.0F && eyes.rise > 0.0F && eyes.rest > 0.0F &&
                   eyes.rest < 1.0F,
               "eyes");
        abilities.eyes = eyes;
    }
    return abilities;
}

std::string modelIdOf(const json::object& embedding, const std::string& pack, const ModelFile& embedder) {
    const auto revision = embedding.at("revision").to_number<std::int64_t>();
    demand(revision >= 1 && revision <= 9999, "revision");
    return pack + "/" + embedder.name + "-" + std::to_string(revision);
}

std::optional<SelfTestFigures> selfTestOf(const json::object& root) {
    if (!root.contains("selftest")) {
        return std::nullopt;
    }
    const json::object& numbers = root.at("selftest").as_object();
    SelfTestFigures figures;
    figures.similarity = numberOf(numbers, "similarity");
    if (numbers.contains("passive")) {
        figures.passive = numberOf(numbers, "passive");
    }
    return figures;
}

} // namespace

Result<ModelPack> ManifestReader::read(std::string_view text, const std::filesystem::path& folder) {
    try {
        const json::value document = json::parse({text.data(), text.size()});
        const json::object& root = document.as_object();
        demand(root.at("schema").to_number<int>() == 1, "unknown manifest schema");
        ModelPack pack;
        pack.m_folder = folder;
        pack.m_name = nameOf(root, "pack");
        const json::array& models = root.at("models").as_array();
        demand(models.size() <= 16, "too many models");
        for (const json::value& model : models) {
            pack.m_files.push_back(fileOf(model.as_object(), folder));
            const auto isSameRole = [&](const ModelFile& file) {
                return file.role == pack.m_files.back().role;
            };
            demand(pack.m_files.back().role == ModelRole::Liveness ||
                       std::ranges::count_if(pack.m_files, isSameRole) == 1,
                   "two models for one role");
        }
        demand(pack.file(ModelRole::Detector) != nullptr, "no detector");
        demand(pack.file(ModelRole::Embedder) != nullptr, "no embedder");
        const json::object& embedding = root.at("embedding").as_object();
        pack.m_modelId = modelIdOf(embedding, pack.m_name, *pack.file(ModelRole::Embedder));
        pack.m_thresholds = thresholdsOf(embedding);
        pack.m_alignment = alignmentOf(embedding);
        pack.m_centre = centreOf(embedding);
        pack.m_liveness = livenessOf(root, pack);
        pack.m_selfTest = selfTestOf(root);
        return pack;
    } catch (const std::exception& problem) {
        return fail(ErrorCode::ModelCorrupt, std::string("manifest.json: ") + problem.what());
    }
}

} // namespace kaomon::vision
