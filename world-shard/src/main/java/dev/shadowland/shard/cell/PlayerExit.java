package dev.shadowland.shard.cell;

import dev.shadowland.actors.api.Position;

/** A player that left a cell, and where it stood. */
public record PlayerExit(long character, int entity, long generation, Position position) {}
