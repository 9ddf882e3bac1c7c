// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace kaomon::models {

// What a page that shows a list has to show. Every list page of the suite shows exactly one of these four.
enum class ListState { Loading, Empty, Content, Failed };

// The weight of a small coloured mark; the theme gives the colour.
enum class Tone { Neutral, Good, Warning, Bad };

} // namespace kaomon::models
