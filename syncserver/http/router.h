// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "http/route.h"

namespace kaomon::http {

// The route table: filled once at start, then read by every I/O thread.
class Router {
public:
    struct Match {
        const Route* route = nullptr; // null when the path or the method is unknown
        std::map<std::string, std::string> parameters;
        std::string allowed; // methods of a known path, for the Allow header; empty for an unknown path
    };

    // Precondition: no row with the same method and path.
    void add(Route route);
    void add(std::vector<Route> routes);
    [[nodiscard]] Match match(const std::string& method, const std::string& path) const;
    [[nodiscard]] const std::vector<Route>& routes() const { return m_routes; }

private:
    struct Node;
    // {name}, perhaps with an action behind it: {name}:action
    struct Wild {
        std::string name;
        std::string suffix;
        std::unique_ptr<Node> node;
    };
    struct Node {
        std::map<std::string, Node> children;       // by literal segment
        std::vector<Wild> wild;                     // at most one of a suffix
        std::map<std::string, std::size_t> methods; // method -> index into m_routes
    };

    static Node& wildNode(Node& node, const std::string& segment);
    static const Wild* fittingWild(const Node& node, const std::string& segment);

    Node m_root;
    std::vector<Route> m_routes;
};

} // namespace kaomon::http
