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

void Router::add(Route route) {
    Node* node = &m_root;
    for (const auto& segment : segments(route.path)) {
        if (segment.starts_with('{')) {
            if (node->wild.empty()) {
                node->wild.emplace_back(segment.substr(1, segment.size() - 2), Node());
            }
            node = &node->wild.front().second;
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
        } else if (!node->wild.empty() && !segment.empty()) {
            match.parameters[node->wild.front().first] = segment;
            node = &node->wild.front().second;
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
