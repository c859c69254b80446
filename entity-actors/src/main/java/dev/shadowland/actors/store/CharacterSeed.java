package dev.shadowland.actors.store;

import dev.shadowland.actors.api.Position;

/** A character of a development world and where it stands first. */
public record CharacterSeed(long character, long account, Position position) {}
