// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/router.h"

#include <algorithm>
#include <string_view>

namespace kaomon::http {
namespace {

std::vector<std::string> segments(std::string_view path) {
    std::vector<std::string> parts;
    path.remove_prefix(std::min<std::size_t>(1, path.size()));
    while (true) {
        const auto slash = path.find('/');
        parts.emplace_back(path.substr(0, slash));
        if (slash == std::string_view::npos) {
            return parts;
        }
        path.remove_prefix(slash + 1);
    }
}

} // namespace

// "{user}:reset-password": name "user", suffix ":reset-password".
Router::Node& Router::wildNode(Node& node, const std::string& segment) {
    const auto end = segment.find('}');
    const std::string suffix = segment.substr(end + 1);
    for (auto& wild : node.wild) {
        if (wild.suffix == suffix) {
            return *wild.node;
        }
    }
    node.wild.push_back({segment.substr(1, end - 1), suffix, std::make_unique<Node>()});
    return *node.wild.back().node;
}

// The longest suffix wins, so that an action is not taken for an id.
const Router::Wild* Router::fittingWild(const Node& node, const std::string& segment) {
    const Wild* best = nullptr;
    for (const auto& wild : node.wild) {
        const bool fits = segment.size() > wild.suffix.size() && segment.ends_with(wild.suffix);
        if (fits && (best == nullptr || wild.suffix.size() > best->suffix.size())) {
            best = &wild;
        }
    }
    return best;
}

void Router::add(Route route) {
    Node* node = &m_root;
    for (const auto& segment : segments(route.path)) {
        if (segment.starts_with('{')) {
            node = &wildNode(*node, segment);
        } else {
            node = &node->children[segment];
        }
    }
    node->methods.emplace(route.method, m_routes.size());
    m_routes.push_back(std::move(route));
}

void Router::add(std::vector<Route> routes) {
    for (auto& route : routes) {
        add(std::move(route));
    }
}

Router::Match Router::match(const std::string& method, const std::string& path) const {
    Match match;
    const Node* node = &m_root;
    for (const auto& segment : segments(path)) {
        const auto child = node->children.find(segment);
        if (child != node->children.end()) {
            node = &child->second;
        } else if (const Wild* wild = fittingWild(*node, segment); wild != nullptr) {
            match.parameters[wild->name] = segment.substr(0, segment.size() - wild->suffix.size());
            node = wild->node.get();
        } else {
            return {};
        }
    }
    for (const auto& [name, index] : node->methods) {
        match.allowed += (match.allowed.empty() ? "" : ", ") + name;
        if (name == method) {
            match.route = &m_routes[index];
        }
    }
    return match;
}

} // namespace kaomon::http
