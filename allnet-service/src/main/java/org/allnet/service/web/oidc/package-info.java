/**
 * Logging in at a provider (OpenID Connect): what it says is checked here, and nothing else is
 * believed.
 */
@NullMarked
package org.allnet.service.web.oidc;

import org.jspecify.annotations.NullMarked;
