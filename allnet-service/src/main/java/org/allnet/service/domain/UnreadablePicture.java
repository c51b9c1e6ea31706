package org.allnet.service.domain;

import java.util.Optional;

/**
 * A picture that was handed in and could not be read.
 *
 * @param picture what it is known by
 * @param file which file of its request it was, from 1
 * @param name the file's name, if the project keeps names
 * @param reason why, for its sender
 */
public record UnreadablePicture(
    Id.Picture picture, int file, Optional<SealedText> name, String reason) {}
