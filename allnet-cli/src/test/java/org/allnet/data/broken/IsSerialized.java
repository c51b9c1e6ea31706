package org.allnet.data.broken;

import java.io.Serializable;

/** Breaks a wall: data that Java may write as code. */
public record IsSerialized(int cells) implements Serializable {}
