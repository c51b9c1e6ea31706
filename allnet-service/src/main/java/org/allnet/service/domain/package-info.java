/**
 * What a service of judged cells is about: projects, subjects, cases, cells, what a model proposes
 * and what people decide. Plain records that know neither a database nor a page.
 */
@NullMarked
package org.allnet.service.domain;

import org.jspecify.annotations.NullMarked;
