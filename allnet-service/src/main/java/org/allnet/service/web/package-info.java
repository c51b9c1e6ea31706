/**
 * The server: the table of routes, the gate through which each request goes, and what is around all
 * answers. What pages show is in the packages below.
 */
@NullMarked
package org.allnet.service.web;

import org.jspecify.annotations.NullMarked;
