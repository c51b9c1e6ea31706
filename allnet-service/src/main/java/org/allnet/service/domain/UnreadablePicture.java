package org.allnet.service.domain;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A picture that was handed in and could not be read.
 *
 * @param picture what it is known by
 * @param file which file of its request it was, from 1
 * @param cell which cell of the case it would have been, from 1; empty if it shows a field
 * @param name the file's name, if the project keeps names
 * @param reason why, for its sender
 */
public record UnreadablePicture(
    Id.Picture picture, int file, OptionalInt cell, Optional<SealedText> name, String reason) {}
