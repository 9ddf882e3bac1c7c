// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "features/bind.h"

namespace kaomon::features {

// Handlers of /v1/saved-filters: the queries of lists that administrators keep by name.
AsyncReply listSavedFilters(ServiceContext& services, http::RequestContext& context);
AsyncReply putSavedFilter(ServiceContext& services, http::RequestContext& context);
AsyncReply removeSavedFilter(ServiceContext& services, http::RequestContext& context);

} // namespace kaomon::features
