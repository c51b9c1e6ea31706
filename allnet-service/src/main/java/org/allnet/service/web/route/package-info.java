/**
 * What a page or an answer of the service is made of: the route as data, who may use it, and what
 * its handler gets. Nothing here serves anything.
 */
@NullMarked
package org.allnet.service.web.route;

import org.jspecify.annotations.NullMarked;
