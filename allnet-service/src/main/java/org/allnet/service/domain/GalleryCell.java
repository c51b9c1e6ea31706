package org.allnet.service.domain;

import java.util.Optional;

/**
 * A cell as the gallery of a reading shows it.
 *
 * @param cell the cell
 * @param content the hash of its picture's bytes; absent once they are erased
 * @param place where in the gallery it is
 * @param proposal what the model says; absent if it has not answered, or the reader must not see it
 * @param verdict what the reading says; absent if nothing
 */
public record GalleryCell(
    Cell cell,
    Optional<Hash> content,
    GalleryPlace place,
    Optional<Proposal> proposal,
    Optional<CellVerdict> verdict) {}
